"""Damaged and hostile files, and what becomes of them: an outcome for each, and the night goes on."""
