"""Measurements of the product; each number is a ratio to a baseline run in the same session."""
