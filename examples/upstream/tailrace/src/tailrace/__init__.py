"""Summaries of water levels, day by day."""

from tailrace.days import Day, by_day

__all__ = ["Day", "by_day"]
