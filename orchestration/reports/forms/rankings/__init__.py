"""Ranking tables: indices, editions, scores and ranks by province or ministry. No other form is read here."""
