"""Tests of what may leave, and of the audit."""
