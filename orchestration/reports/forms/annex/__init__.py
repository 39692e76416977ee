"""The statistics annex of the periodic report on administrative reform: one criterion a row."""
