"""Water levels, read from lines of text."""

from headrace.readings import BadLine, Reading, read

__all__ = ["BadLine", "Reading", "read"]
