-- Adds a row to the ledger of releases.
--
-- $number: its number, one more than that of the row before
-- $state: prepared or confirmed
-- $release: the name of the release
-- $audience: whom it is for
-- $policy: the text of the policy
-- $classes: the classes of its cells, as JSON
-- $witnesses: the SHA-256 of its witnesses
-- $files: the SHA-256 of each of its files by name, as JSON
-- $previous: the hash of the row before
-- $hash: the hash of all this
-- changes: release

insert into release (
    number, state, release, audience, policy, classes, witnesses, files, previous, hash
) values (
    $number, $state, $release, $audience, $policy, $classes, $witnesses, $files, $previous, $hash
)
