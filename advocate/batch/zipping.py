"""A ZIP archive that is written from front to back in segments: each can be taken back whole."""

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from struct import Struct

from advocate.documents.batches.zip_records import CENTRAL, DAY, END, LOCAL

_EXTRA = Struct("<HHQ")
_END64 = Struct("<4sQHHLLQQQQ")
_LOCATOR = Struct("<4sLQL")
_BIG, _MANY = 0xFFFFFFFF, 0xFFFF


@dataclass(frozen=True, slots=True)
class Segment:
    """Some files as they stand in the archive, and the sizes from which its index is made."""

    data: bytes
    names: tuple[bytes, ...]
    crcs: tuple[int, ...]
    sizes: tuple[int, ...]  # of the file as it is
    packed: tuple[int, ...]  # and as it is stored
    methods: tuple[int, ...]

    def index(self, at: int) -> bytes:
        """Return these files' entries of the index, for a segment that begins at byte `at`."""
        entries = []
        each = zip(self.names, self.crcs, self.sizes, self.packed, self.methods, strict=True)
        for name, crc, size, packed, method in each:
            extra = _EXTRA.pack(1, 8, at) if at >= _BIG else b""
            place = _BIG if extra else at
            # Bit 11 says that a name is UTF-8; mode 0644 of a system with modes.
            head = (b"PK\1\2", 0x31E, 45 if extra else 20, 0x800, method, 0, DAY)
            tail = (crc, packed, size, len(name), len(extra), 0, 0, 0, 0o100644 << 16, place)
            entries.append(CENTRAL.pack(*head, *tail) + name + extra)
            at += LOCAL.size + len(name) + packed
        return b"".join(entries)


def segment(files: Iterable[tuple[str, bytes]]) -> Segment:
    """Return files (name, content) as a segment; those that are archives stay as they are."""
    data: list[bytes] = []
    names, crcs, sizes, lengths, methods = [], [], [], [], []
    for name, content in files:
        stored = content.startswith(b"PK\3\4")
        packed = content if stored else _deflated(content)
        label, crc = name.encode(), zlib.crc32(content)
        method = 0 if stored else 8
        head = (b"PK\3\4", 20, 0x800, method, 0, DAY, crc, len(packed), len(content))
        data += (LOCAL.pack(*head, len(label), 0), label, packed)
        names.append(label)
        crcs.append(crc)
        sizes.append(len(content))
        lengths.append(len(packed))
        methods.append(method)
    sums = tuple(crcs), tuple(sizes), tuple(lengths), tuple(methods)
    return Segment(b"".join(data), tuple(names), *sums)


def _deflated(content: bytes) -> bytes:
    deflate = zlib.compressobj(6, zlib.DEFLATED, -15)
    return deflate.compress(content) + deflate.flush()


def archive_end(count: int, index_at: int, index_size: int) -> bytes:
    """Return what closes an archive of `count` files whose index stands at byte `index_at`."""
    if count < _MANY and index_at + index_size < _BIG:
        return END.pack(b"PK\5\6", 0, 0, count, count, index_size, index_at, 0)
    end = index_at + index_size
    wide = (count, count, index_size, index_at)
    return (
        _END64.pack(b"PK\6\6", _END64.size - 12, 0x31E, 45, 0, 0, *wide)
        + _LOCATOR.pack(b"PK\6\7", 0, end, 1)
        + END.pack(b"PK\5\6", 0, 0, _MANY, _MANY, _BIG, _BIG, 0)
    )
