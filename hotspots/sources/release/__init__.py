"""The policy of releases, and files that declare a release."""
