"""Everything that runs: reading reports, keeping them, and the nightly flow around both."""
