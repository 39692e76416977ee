"""What the project takes from others: what is pinned, under which licence, with which known faults.

Here belong checks of dependencies, for those who build and upgrade. Not here: anything the service runs.
"""
