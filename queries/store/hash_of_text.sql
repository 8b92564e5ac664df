-- How this version of DuckDB hashes a fixed text.
--
-- gives: checksum
-- audience: public

select hash('hotspots', 1, 0.5) as checksum
order by checksum
