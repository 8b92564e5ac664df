-- Make a new indicator known.
--
-- $indicator: its name
-- $better: lower or higher
-- $measure: share or per_1000
-- changes: indicator

insert into indicator (indicator, better, measure, name_da, name_en)
values ($indicator, $better, $measure, $indicator, $indicator)
