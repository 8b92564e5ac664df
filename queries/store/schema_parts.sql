-- What the tables and views are made of: columns, views and constraints, each as one text.
--
-- kind: column, view or constraint. part: its name, and what it is.
--
-- gives: relation, kind, part

with columns_of_tables as (
    select
        table_name as relation,
        'column' as kind,
        concat_ws(
            ' ', column_name, data_type, if(is_nullable, '', 'not null'),
            coalesce('default ' || column_default, '')
        ) as part
    from duckdb_columns()
    where schema_name = 'main' and not internal and database_name = current_database()
),

views as (
    select
        view_name as relation,
        'view' as kind,
        sql as part
    from duckdb_views()
    where schema_name = 'main' and not internal and database_name = current_database()
),

constraints_of_tables as (
    select
        table_name as relation,
        'constraint' as kind,
        constraint_text as part
    from duckdb_constraints()
    where
        schema_name = 'main'
        and database_name = current_database()
        and constraint_type != 'NOT NULL'
),

parts as (
    from columns_of_tables
    union all
    from views
    union all
    from constraints_of_tables
)

select
    relation,
    kind,
    part
from parts
order by relation, kind, part
