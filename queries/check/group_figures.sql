-- Figures of everybody beside those of their groups by one dimension; one row for each figure and
-- dimension with two groups or more.
--
-- lowest, highest: the least and the largest of the groups, with what rounding leaves room for;
-- half: what rounding leaves room for in the figure itself.
--
-- $set_name: one area set, or null for all
-- reads: active_figure
-- gives: set_name, area_code, indicator, year, part, dimension, percent, decimals?, half, lowest,
-- highest, load_id, row_number

with figures as (
    select
        *,
        case when decimals is null then 0 else 0.5 / pow(10, decimals) end as half
    from active_figure
    where
        percent is not null
        and ($set_name is null or set_name = $set_name)
),

grouped as (
    select
        set_name,
        area_code,
        indicator,
        year,
        part,
        edition,
        split_part(group_key, '=', 1) as dimension,
        min(percent - half) as lowest,
        max(percent + half) as highest
    from figures
    where group_key != '' and not contains(group_key, ';')
    group by set_name, area_code, indicator, year, part, edition, split_part(group_key, '=', 1)
    having count(distinct group_key) > 1
)

select
    grouped.set_name,
    grouped.area_code,
    grouped.indicator,
    grouped.year,
    grouped.part,
    grouped.dimension,
    figures.percent,
    figures.decimals,
    figures.half,
    grouped.lowest,
    grouped.highest,
    figures.load_id,
    figures.row_number
from grouped
inner join figures
    on
        grouped.set_name = figures.set_name
        and grouped.area_code = figures.area_code
        and grouped.indicator = figures.indicator
        and grouped.year = figures.year
        and grouped.part = figures.part
        and grouped.edition is not distinct from figures.edition
where figures.group_key = ''
order by
    grouped.set_name asc, grouped.indicator asc, grouped.dimension asc, figures.load_id asc,
    grouped.area_code asc, grouped.year asc, grouped.part asc, figures.row_number asc
