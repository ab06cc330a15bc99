"""Which members of a list were there before: two numbers a member, whatever a name is long."""

from array import array
from hashlib import blake2b

from advocate.settings import Constituent
from advocate.text import fold


class Seen:
    """Remembers members and their lines in an open table of hashes, which doubles as it fills."""

    def __init__(self) -> None:
        self._hashes, self._lines = array("Q", bytes(8 * 1_024)), array("Q", bytes(8 * 1_024))
        self._count = 0

    def earlier(self, member: Constituent, line: int) -> int:
        """Return the line on which the same member stands already, else 0, and remember this one.

        The same are name, address, ZIP and state, e-mail and own words; of one without a name
        nobody can tell.
        """
        if not member.name:
            return 0
        told = (member.name, member.street, member.city, member.zip, member.state, member.email)
        text = f"{fold(chr(0).join(told))}\0{member.story}"
        found = int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "little") or 1
        place = self._place(found)
        if self._hashes[place]:
            return self._lines[place]
        self._hashes[place], self._lines[place] = found, line
        self._count += 1
        if self._count * 3 > len(self._hashes) * 2:
            self._grow()
        return 0

    def _place(self, wanted: int) -> int:
        place = wanted % len(self._hashes)
        while self._hashes[place] not in (0, wanted):
            place = (place + 1) % len(self._hashes)
        return place

    def _grow(self) -> None:
        hashes, lines = self._hashes, self._lines
        size = 8 * 2 * len(hashes)
        self._hashes, self._lines = array("Q", bytes(size)), array("Q", bytes(size))
        for found, line in zip(hashes, lines, strict=True):
            if found:
                place = self._place(found)
                self._hashes[place], self._lines[place] = found, line
