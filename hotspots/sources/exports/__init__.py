"""Exports of a store on their way in: the manifest, and files that must be what it says."""
