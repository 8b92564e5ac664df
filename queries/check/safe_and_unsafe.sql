-- A share that feels safe beside the share that feels unsafe, where they make over 100 together.
--
-- Pairs are indicators called tryg_… and utryg_… alike, of the same area, group,
-- period and edition.
--
-- $set_name: one area set, or null for all
-- reads: active_figure, indicator
-- gives: set_name, area_code, indicator, other, group_key, year, part, percent, decimals?,
--        other_percent, other_decimals?, load_id, row_number

with shares as (
    select active_figure.*
    from active_figure
    inner join indicator on active_figure.indicator = indicator.indicator
    where
        indicator.measure = 'share'
        and active_figure.percent is not null
        and ($set_name is null or active_figure.set_name = $set_name)
)

select
    safe.set_name,
    safe.area_code,
    safe.indicator,
    unsafe.indicator as other,
    safe.group_key,
    safe.year,
    safe.part,
    safe.percent,
    safe.decimals,
    unsafe.percent as other_percent,
    unsafe.decimals as other_decimals,
    safe.load_id,
    safe.row_number
from shares as safe
inner join shares as unsafe
    on
        safe.set_name = unsafe.set_name
        and safe.area_code = unsafe.area_code
        and safe.group_key = unsafe.group_key
        and safe.year = unsafe.year
        and safe.part = unsafe.part
        and safe.edition is not distinct from unsafe.edition
        and unsafe.indicator = 'u' || safe.indicator
where
    starts_with(safe.indicator, 'tryg_')
    and safe.percent + unsafe.percent > 100
order by
    safe.set_name asc, safe.area_code asc, safe.year asc, safe.indicator asc,
    safe.group_key asc, safe.part asc, safe.load_id asc, safe.row_number asc,
    unsafe.load_id asc, unsafe.row_number asc
