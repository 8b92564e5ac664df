-- How this version of DuckDB hashes a fixed text.
--
-- The number goes up where rows are hashed otherwise: older checksums are not compared then.
--
-- gives: checksum
-- audience: public

select hash('hotspots', 2, 0.5) as checksum
order by checksum
