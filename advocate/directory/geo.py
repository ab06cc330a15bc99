"""Distances over the ground."""

from math import asin, cos, radians, sin, sqrt

_EARTH_MILES = 3958.8

Point = tuple[float, float]


def point(latitude: float | None, longitude: float | None) -> Point | None:
    """Return the two degrees as a point, or None when either is not known."""
    return None if latitude is None or longitude is None else (latitude, longitude)


def miles_between(here: Point, there: Point) -> float:
    """Return the great-circle distance in miles between two points in degrees."""
    lat1, lon1, lat2, lon2 = map(radians, (*here, *there))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_MILES * asin(min(1.0, sqrt(half)))
