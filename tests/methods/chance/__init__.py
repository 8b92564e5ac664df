"""Tests of what varies by chance: distributions, spreads, and changes of rates."""
