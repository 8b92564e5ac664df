"""Simulations of what verdicts and estimates promise; each module offers ``rows``."""
