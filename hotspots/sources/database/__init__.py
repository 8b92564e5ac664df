"""Rows that lie in a PostgreSQL database: asked for by a query, and kept in a file for a while."""
