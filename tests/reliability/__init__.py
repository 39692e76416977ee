"""What happens to machines, done to nights on purpose, and what must hold whatever happens."""
