-- Take the places of rows that say nothing new out again.
--
-- reads: duplicate_rows(incident_key)
-- changes: incident_area

delete from incident_area
where incident_key in (select duplicate_rows.incident_key from duplicate_rows)
