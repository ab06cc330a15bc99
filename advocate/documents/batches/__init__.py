"""Batches: many documents of one template, of which each part is made once and remembered."""
