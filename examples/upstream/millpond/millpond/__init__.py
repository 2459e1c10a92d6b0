"""Tells the newest water level over HTTP."""
