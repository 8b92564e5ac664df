"""Proves a release by integer arithmetic, and trusts nothing of what made it."""
