"""Keeping what arrives and what was read: archive, registry, outcomes, landing, quarantine, releases.

Here belongs everything that touches a disk or an object store. Not here: reading a report (`reports`), the
rules for its rows (`data_contracts`), when things run (`defs`, `cli`).
"""
