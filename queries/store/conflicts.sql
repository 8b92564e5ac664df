-- Every edition of the figures that editions print differently, figure by figure.
--
-- Two printed figures differ when no value rounds to both: 10.9 and 11 agree, 22 and 24 do not.
-- An exact figure agrees with a printed one that it rounds to.
--
-- $set_name: one area set, or null for all
-- reads: active_figure, indicator, load
-- gives: set, area, indicator, measure?, group_key, year, part, edition?, percent, decimals?,
--        load, file, row, source?

with figures as (
    select
        *,
        case when decimals is null then 0 else 0.5 / pow(10, decimals) end as half
    from active_figure
    where
        percent is not null
        and ($set_name is null or set_name = $set_name)
),

conflicts as (
    select distinct
        figures.set_name,
        figures.area_code,
        figures.indicator,
        figures.group_key,
        figures.year,
        figures.part
    from figures
    inner join figures as others
        on
            figures.set_name = others.set_name
            and figures.area_code = others.area_code
            and figures.indicator = others.indicator
            and figures.group_key = others.group_key
            and figures.year = others.year
            and figures.part = others.part
            and figures.edition is distinct from others.edition
    where
        case
            -- a half is rounded one way only, so the ends of two printed figures do not meet
            when figures.half > 0 and others.half > 0
                then abs(figures.percent - others.percent) >= figures.half + others.half - 1e-9
            else abs(figures.percent - others.percent) > figures.half + others.half + 1e-9
        end
)

select
    figures.set_name as set,
    figures.area_code as area,
    figures.indicator,
    indicator.measure,
    figures.group_key,
    figures.year,
    figures.part,
    figures.edition,
    figures.percent,
    figures.decimals,
    figures.load_id as load,
    load.file_name as file,
    figures.row_number as row,
    load.source
from figures
inner join conflicts
    on
        figures.set_name = conflicts.set_name
        and figures.area_code = conflicts.area_code
        and figures.indicator = conflicts.indicator
        and figures.group_key = conflicts.group_key
        and figures.year = conflicts.year
        and figures.part = conflicts.part
left join indicator on figures.indicator = indicator.indicator
inner join load on figures.load_id = load.load_id
order by
    figures.set_name asc, figures.area_code asc, figures.indicator asc, figures.group_key asc,
    figures.year asc, figures.part asc,
    figures.edition asc nulls first, figures.load_id asc, figures.row_number asc
