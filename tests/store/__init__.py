"""Tests of the store itself: writes, ends, damage and those who wait."""
