"""Texts made by rule, by the thousand: own sentences with names, figures, periods and order drawn by chance.

What they hold is known by construction, so a mistake shows without anybody's labelling. The same seed gives
the same texts. `drafts` puts them together; nothing here reads them.
"""
