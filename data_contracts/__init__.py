"""Data contracts: one field dictionary, one file per table, and what enforces them.

Here belongs what a row of any table of ours must look like, and how a row that does not is refused.
Not here: reading reports, storing rows, building the warehouse. Nothing in this package imports
`orchestration`. `model` and `reasons` stay light (no polars, no pandera), since `cchc read` starts with them.
"""
