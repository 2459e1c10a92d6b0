"""Prints what the water did, day by day."""
