"""A memory of bounded size: what was asked for lately stays, what was not is let go."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """Remembers what `make` returned for a key: the last `room` new keys at least, twice that at
    most, however long the list of members is."""

    def __init__(self, make: Callable[[K], V], room: int) -> None:
        self._make, self._room = make, room
        self._young: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def __call__(self, key: K) -> V:
        """Return what belongs to the key, made now if it is not remembered."""
        found = self._young.get(key)
        if found is not None:
            return found
        found = self._old.get(key)
        if found is None:
            found = self._make(key)
        if len(self._young) >= self._room:
            self._old, self._young = self._young, {}
        self._young[key] = found
        return found
