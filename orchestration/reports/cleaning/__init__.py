"""Text as it was meant: legacy encodings decoded, garbled text recognised, labels folded for matching.

Does not belong here: opening formats (`readers/`), and what words or figures mean (`forms/`, `narrative/`).
"""
