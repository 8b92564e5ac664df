"""Where a city has become safer since the baseline, where not, and how sure one can be."""

__version__ = "0.1.0"
