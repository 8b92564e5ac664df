"""The store as files that other programs can read, with what they hold in words."""
