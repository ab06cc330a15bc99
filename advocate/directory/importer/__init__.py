"""Reads the upstream files that the dataset is built from, each into rows of our own layout."""
