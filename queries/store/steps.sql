-- The steps of the schema that made a store what it is.
--
-- reads: schema_version
-- gives: version

select version
from schema_version
order by version asc
