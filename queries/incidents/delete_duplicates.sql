-- Take rows that say nothing new out of the load again.
--
-- reads: duplicate_rows(incident_key)
-- changes: incident

delete from incident
where incident_key in (select duplicate_rows.incident_key from duplicate_rows)
