"""Measurements, run by hand: no test looks at the clock."""
