"""Settings of all tests."""

from hypothesis import settings

# A busy machine is no failure: speed is measured in benchmarks/, not by a deadline on one example.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
