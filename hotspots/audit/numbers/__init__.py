"""Whether every number in the text parts of a release's files is accounted for."""
