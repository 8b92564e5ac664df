-- Texts in the store with six digits and four, or of nine or ten digits alone, each once for a
-- load and a place; of very many a sample that is always the same.
--
-- $most: so many texts of one load, place and form at most
-- reads: incident, reject, area, answer, estimate, intervention, designation, goal, break_point,
-- indicator_definition, place, incident_count
-- gives: load_id, place, cell, row_number

with texts as (
    select
        load_id,
        row_number,
        'incident.incident_id' as place,
        incident_id as cell
    from incident
    union all
    select
        load_id,
        row_number,
        'incident.category' as place,
        category as cell
    from incident
    union all
    select
        load_id,
        row_number,
        'reject.value' as place,
        value as cell
    from reject
    union all
    select
        load_id,
        row_number,
        'reject.reason' as place,
        reason as cell
    from reject
    union all
    select
        load_id,
        row_number,
        'area.code' as place,
        code as cell
    from area
    union all
    select
        load_id,
        row_number,
        'area.area_name' as place,
        area_name as cell
    from area
    union all
    select
        load_id,
        row_number,
        'area.attributes' as place,
        attributes as cell
    from area
    union all
    select
        load_id,
        row_number,
        'answer.stratum' as place,
        stratum as cell
    from answer
    union all
    select
        load_id,
        row_number,
        'answer.cluster' as place,
        cluster as cell
    from answer
    union all
    select
        load_id,
        row_number,
        'estimate.category' as place,
        category as cell
    from estimate
    union all
    select
        load_id,
        row_number,
        'estimate.supplier' as place,
        supplier as cell
    from estimate
    union all
    select
        load_id,
        row_number,
        'estimate.survey_period' as place,
        survey_period as cell
    from estimate
    union all
    select
        load_id,
        row_number,
        'estimate.police_period' as place,
        police_period as cell
    from estimate
    union all
    select
        load_id,
        row_number,
        'intervention.intervention' as place,
        intervention as cell
    from intervention
    union all
    select
        load_id,
        row_number,
        'intervention.place' as place,
        place as cell
    from intervention
    union all
    select
        load_id,
        row_number,
        'intervention.dates_as_stated' as place,
        dates_as_stated as cell
    from intervention
    union all
    select
        load_id,
        row_number,
        'intervention.partners' as place,
        partners as cell
    from intervention
    union all
    select
        load_id,
        row_number,
        'intervention.budget' as place,
        budget as cell
    from intervention
    union all
    select
        load_id,
        row_number,
        'intervention.goal' as place,
        goal as cell
    from intervention
    union all
    select
        load_id,
        row_number,
        'intervention.committee' as place,
        committee as cell
    from intervention
    union all
    select
        load_id,
        row_number,
        'intervention.status' as place,
        status as cell
    from intervention
    union all
    select
        load_id,
        row_number,
        'intervention.documentation' as place,
        documentation as cell
    from intervention
    union all
    select
        load_id,
        row_number,
        'intervention.note' as place,
        note as cell
    from intervention
    union all
    select
        load_id,
        row_number,
        'intervention.origin' as place,
        origin as cell
    from intervention
    union all
    select
        load_id,
        row_number,
        'designation.name' as place,
        name as cell
    from designation
    union all
    select
        load_id,
        row_number,
        'designation.value' as place,
        value as cell
    from designation
    union all
    select
        load_id,
        row_number,
        'designation.units' as place,
        units as cell
    from designation
    union all
    select
        load_id,
        row_number,
        'designation.note' as place,
        note as cell
    from designation
    union all
    select
        load_id,
        row_number,
        'designation.note_en' as place,
        note_en as cell
    from designation
    union all
    select
        load_id,
        row_number,
        'designation.origin' as place,
        origin as cell
    from designation
    union all
    select
        load_id,
        row_number,
        'goal.goal' as place,
        goal as cell
    from goal
    union all
    select
        load_id,
        row_number,
        'goal.programme' as place,
        programme as cell
    from goal
    union all
    select
        load_id,
        row_number,
        'goal.rule_da' as place,
        rule_da as cell
    from goal
    union all
    select
        load_id,
        row_number,
        'goal.rule_en' as place,
        rule_en as cell
    from goal
    union all
    select
        load_id,
        row_number,
        'goal.chosen_areas' as place,
        chosen_areas as cell
    from goal
    union all
    select
        load_id,
        row_number,
        'goal.note' as place,
        note as cell
    from goal
    union all
    select
        load_id,
        row_number,
        'goal.note_en' as place,
        note_en as cell
    from goal
    union all
    select
        load_id,
        row_number,
        'goal.origin' as place,
        origin as cell
    from goal
    union all
    select
        load_id,
        row_number,
        'break_point.text_da' as place,
        text_da as cell
    from break_point
    union all
    select
        load_id,
        row_number,
        'break_point.text_en' as place,
        text_en as cell
    from break_point
    union all
    select
        load_id,
        row_number,
        'break_point.source' as place,
        source as cell
    from break_point
    union all
    select
        load_id,
        row_number,
        'break_point.source_en' as place,
        source_en as cell
    from break_point
    union all
    select
        load_id,
        row_number,
        'indicator_definition.indicator' as place,
        indicator as cell
    from indicator_definition
    union all
    select
        load_id,
        row_number,
        'indicator_definition.name_da' as place,
        name_da as cell
    from indicator_definition
    union all
    select
        load_id,
        row_number,
        'indicator_definition.name_en' as place,
        name_en as cell
    from indicator_definition
    union all
    select
        load_id,
        row_number,
        'indicator_definition.definition_da' as place,
        definition_da as cell
    from indicator_definition
    union all
    select
        load_id,
        row_number,
        'indicator_definition.definition_en' as place,
        definition_en as cell
    from indicator_definition
    union all
    select
        load_id,
        row_number,
        'indicator_definition.source' as place,
        source as cell
    from indicator_definition
    union all
    select
        load_id,
        row_number,
        'place.name' as place,
        name as cell
    from place
    union all
    select
        load_id,
        row_number,
        'place.kind' as place,
        kind as cell
    from place
    union all
    select
        load_id,
        row_number,
        'incident_count.category' as place,
        category as cell
    from incident_count
),

numbers as (
    select
        load_id,
        place,
        cell,
        min(row_number) as row_number,
        regexp_full_match(cell, '\s*[0-9]{9,10}\s*') as is_whole
    from texts
    where
        load_id is not null
        and length(cell) >= 9
        and regexp_matches(cell, '[0-9]{6}[^0-9]{0,3}[0-9]{3}')
    group by load_id, place, cell
)

select
    load_id,
    place,
    cell,
    row_number
from numbers
qualify
    row_number() over (
        partition by load_id, place, is_whole
        order by hash(cell) asc, cell asc
    ) <= $most
order by load_id asc, place asc, row_number asc, cell asc
