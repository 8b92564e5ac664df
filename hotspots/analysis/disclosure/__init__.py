"""Which figures of counts may leave, and the tables that prove that nobody learns more."""
