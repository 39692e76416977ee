"""What is known of the domain: names, phrases, signatures. Data (YAML) and the code that loads it."""
