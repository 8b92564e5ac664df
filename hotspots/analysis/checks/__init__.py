"""Plausibility and comparability of what is stored, one subject a module, on plain rows."""
