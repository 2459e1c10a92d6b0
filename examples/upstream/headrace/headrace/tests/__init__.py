"""Tests of headrace; run them with python -m unittest."""
