"""What releases publish beside classes: states of the data, and shares of answers."""
