"""Statistical forms that agencies file: recognised by their columns, read row by row.

What a form looks like is data (`catalogue/forms/*.yml`). Ranking tables are next door (`rankings/`).
"""
