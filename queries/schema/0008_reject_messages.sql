-- A reason is kept in English, and beside it what it was made of, to be said in the language of
-- whoever reads it.
-- kept: JSON of the message and its values; null where a store was written before this.

alter table reject add column kept text;
