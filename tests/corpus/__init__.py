"""The development corpus of the prose reader: labelled texts, variations made by rule, and their scorer.

`tuned/` holds the texts that rules are written against. `held/` is written by others and stays unread by
those who write rules: its scores are told in sums only. `python -m tests.corpus.score` prints both.
"""
