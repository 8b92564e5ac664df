"""Code and tests that are there for the runner to be tried on."""
