-- Releases: what was prepared for others and what was handed out, each row with the hash of the
-- row before. Rows are only ever added; `files` is JSON, the SHA-256 of each file by its name.
create table if not exists release (
    number integer primary key,
    state text not null check (state in ('prepared', 'confirmed')),
    release text not null,
    audience text not null check (audience in ('internal', 'partner', 'public')),
    policy text not null,
    classes text not null,
    witnesses text not null,
    files text not null,
    previous text not null,
    hash text not null,
    unique (release, state)
);
