"""Small errors written into the code on purpose, to see which of them the tests notice."""
