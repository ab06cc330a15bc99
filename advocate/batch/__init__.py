"""Batches: letters, scripts and other documents for every member of a list."""
