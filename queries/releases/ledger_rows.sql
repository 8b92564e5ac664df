-- Rows of the ledger of releases, in the order in which they were added.
--
-- reads: release
-- gives: number, state, release, audience, policy, classes, witnesses, files (JSON), previous,
--        hash

select
    number,
    state,
    release,
    audience,
    policy,
    classes,
    witnesses,
    files,
    previous,
    hash
from release
order by number asc
