"""The same tables written in the many ways in which offices keep them."""
