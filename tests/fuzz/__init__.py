"""A campaign of broken files: every reader reads right or says one sentence (``make fuzz``)."""
