"""A memory of bounded size: what was asked for lately stays, what was not is let go."""

from collections.abc import Callable, Hashable
from typing import Any, Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Memory(Generic[K, V]):
    """Remembers what `make` returned for a key: the last `room` new keys at least, twice that at
    most, however long the list of members is."""

    def __init__(self, make: Callable[..., V], room: int) -> None:
        self._make, self._room = make, room
        self._young: dict[K, V] = {}
        self._old: dict[K, V] = {}

    def __call__(self, key: K, *told: object) -> V:
        """Return what belongs to the key, made now of it and what is told if not remembered."""
        found = self._young.get(key, _NOT_THERE)
        if found is not _NOT_THERE:
            return found  # type: ignore[no-any-return]
        found = self._old.get(key, _NOT_THERE)
        if found is _NOT_THERE:
            found = self._make(key, *told)
        if len(self._young) >= self._room:
            self._old, self._young = self._young, {}
        self._young[key] = found
        return found  # type: ignore[no-any-return]


_NOT_THERE: Any = object()
