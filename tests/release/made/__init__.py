"""Made cities and releases that the tests of releases share."""
