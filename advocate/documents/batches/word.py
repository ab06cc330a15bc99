"""Many Word files: each shape of document is written once by the usual writer, with marks where
words go; a file is then those parts as they are, already compressed, and the words between."""

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from struct import Struct
from zipfile import ZipFile

from advocate.documents.batches.composing import Laid
from advocate.documents.batches.holes import CLOSE, OPEN
from advocate.documents.batches.memory import Memory
from advocate.documents.batches.patterns import SPOKEN, Part, Pattern
from advocate.documents.batches.shapes import END, LEAD, MARK, Href, Slot, put_together
from advocate.documents.batches.zip_records import CENTRAL, DAY, LOCAL
from advocate.documents.batches.zip_records import END as ZIP_END
from advocate.documents.blocks import Document
from advocate.documents.write.docx import write_docx

_LEVEL = 1  # a file is a seventh larger than at 6, and sooner done
_SMALL = 1_024  # bytes; the properties, which are new with each member
# A window of 8 KB, for files of about so much, is sooner set up than one of 32.
_WINDOW, _MEMORY = 13, 6
_ROOM = 256  # shapes of documents that are remembered
_PATTERNS = 1_024
_LONGEST = 255  # characters of a property
_IN_XML = re.compile(f" ?{MARK}(\\d+){END}".encode())
_MARKED = MARK.encode()
_HOLE = re.compile(f"{OPEN}(\\d+){CLOSE}".encode())
AUTHOR = SPOKEN.index("name")


class WordMaker:
    """Makes the Word files of composed documents over one theme."""

    def __init__(self, theme: Path) -> None:
        self._theme = theme
        self._molds: Memory[object, Mold] = Memory(self._mold, _ROOM)
        self._forms: Memory[int, Form] = Memory(self._form, _PATTERNS)
        self._packed: Memory[tuple[str, bytes], Packed] = Memory(_packed, _ROOM)

    def file(self, laid: Laid) -> bytes:
        """Return a document as .docx: the same parts as `write_docx` makes of it."""
        title, author = laid.prepared.title, laid.author
        if not (_is_simple(title) and (not author or _is_simple(author))):
            return self._plainly(laid)
        parts = laid.pattern.parts if laid.pattern else laid.parts
        if any(MARK in part.text for part in parts):  # of somebody else's making
            return self._plainly(laid)
        words = laid.someone.words
        if laid.pattern and words:
            # A pattern's document is the same for all but the footer, which is the batch's.
            return self._forms(id(laid.pattern), laid).filled(words.values)
        return self._mold_of(laid, parts).filled([title, author, *_words_of(parts)])

    def _plainly(self, laid: Laid) -> bytes:
        """Return a file written by the usual writer alone, packed as the others are."""
        document = laid.composed.document
        return Mold(write_docx(document, self._theme), self._packed, marked=False).filled([])

    def _form(self, _: object, laid: Laid) -> "Form":
        pattern = laid.pattern
        if pattern is None:
            raise AssertionError
        author = laid.author and f"{OPEN}{AUTHOR}{CLOSE}"
        words = [laid.prepared.title, author, *_words_of(pattern.parts)]
        return Form(self._mold_of(laid, pattern.parts), words, pattern)

    def _mold_of(self, laid: Laid, parts: Sequence[Part]) -> "Mold":
        numbers = tuple(part.number for part in parts)
        request = laid.prepared.request
        # What else of a document the writer looks at; paper and day are the batch's.
        author = bool(laid.author)
        links = [word for word in _words_of(parts) if isinstance(word, Href)]
        same = tuple(map(links.index, links))  # which of them are the same address
        key = (request.kind, request.variant, laid.prepared.footer, author, numbers, same)
        return self._molds(key, laid, parts)

    def _mold(self, _: object, laid: Laid, parts: Sequence[Part]) -> "Mold":
        return Mold(write_docx(_marked(laid, parts), self._theme), self._packed)


def _words_of(parts: Sequence[Part]) -> list[str]:
    return [word for part in parts for word in part.words]


def _is_simple(text: str) -> bool:
    return len(text) <= _LONGEST and text == text.strip() and MARK not in text and bool(text)


def _marked(laid: Laid, parts: Sequence[Part]) -> Document:
    """Return the document with a mark for each of its words, and for its title and author."""
    words, count = _words_of(parts), 1
    links: dict[str, int] = {}  # the writer keeps each address once

    def mark(slot: Slot) -> str:
        nonlocal count
        count += 1
        word = words[count - 2]
        number = links.setdefault(word, count) if isinstance(word, Href) else count
        return f"{LEAD * slot.spaced}{MARK}{number}{END}"

    document = laid.composed.document
    blocks = tuple(put_together(shape, mark) for part in parts for shape in part.shapes)
    author = f"{MARK}1{END}" if document.author else ""
    return replace(document, title=f"{MARK}0{END}", author=author, blocks=blocks)


_UNICODE_NAME = 0x800


@dataclass(frozen=True, slots=True)
class Packed:
    """A part of the package, compressed."""

    method: int
    crc: int
    size: int
    data: bytes


def _packed(part: tuple[str, bytes]) -> Packed:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = deflate.compress(part[1]) + deflate.flush()
    return Packed(8, zlib.crc32(part[1]), len(part[1]), data)


def _packed_new(data: bytes) -> Packed:
    """Compress what is new with each file; what is small costs more than it saves."""
    if len(data) < _SMALL:
        return Packed(0, zlib.crc32(data), len(data), data)
    deflate = zlib.compressobj(_LEVEL, zlib.DEFLATED, -_WINDOW, _MEMORY)
    packed = deflate.compress(data) + deflate.flush()
    return Packed(8, zlib.crc32(data), len(data), packed)


class Mold:
    """A written file in which words take the place of marks."""

    def __init__(
        self, docx: bytes, pack: Callable[[tuple[str, bytes]], Packed], *, marked: bool = True
    ) -> None:
        head = bytearray()
        central = bytearray()
        self._filled: list[tuple[bytes, list[bytes], list[int]]] = []
        with ZipFile(BytesIO(docx)) as package:
            parts = [(name, package.read(name)) for name in package.namelist()]
        for name, data in parts:
            if marked and _MARKED in data:
                # Literals and the numbers of the words between them, in turn.
                pieces = _IN_XML.split(data)
                numbers = [int(number) for number in pieces[1::2]]
                self._filled.append((name.encode(), pieces[::2], numbers))
            else:
                packed = pack((name, data))
                central += _central(name.encode(), packed, len(head))
                head += _local(name.encode(), packed) + packed.data
        self._head, self._central = bytes(head), bytes(central)
        self._count = len(parts)

    def filled(self, words: Sequence[str]) -> bytes:
        """Return the file with these words in the place of its marks."""
        return self.whole((name, _packed_new(xml)) for name, xml in self.texts(words))

    def texts(self, words: Sequence[str]) -> Iterator[tuple[bytes, bytes]]:
        """Yield the parts that have marks, by name, with these words in their place."""
        texts = [_escaped(word) for word in words]
        for name, literals, numbers in self._filled:
            xml = bytearray(literals[0])
            for number, literal in zip(numbers, literals[1:], strict=True):
                xml += texts[number]
                xml += literal
            yield name, bytes(xml)

    def whole(self, parts: Iterable[tuple[bytes, Packed]]) -> bytes:
        """Return the file with these parts besides those that are always the same."""
        file, central, at = [self._head], [self._central], len(self._head)
        for name, packed in parts:
            central.append(_central(name, packed, at))
            file += (_local(name, packed), packed.data)
            at += LOCAL.size + len(name) + len(packed.data)
        directory = b"".join(central)
        count = self._count
        tail = ZIP_END.pack(b"PK\5\6", 0, 0, count, count, len(directory), at, 0)
        return b"".join((*file, directory, tail))


class Form:
    """A mold into which all words have gone but those that each person brings.

    What stands between them is compressed once, each stretch by itself; a person's words go
    between the stretches as they are.
    """

    def __init__(self, mold: Mold, words: Sequence[str], pattern: Pattern) -> None:
        self.pattern = pattern  # kept, so that no other gets its id
        self._mold = mold
        self._parts: list[tuple[bytes, list[bytes], list[bytes], list[int]]] = []
        for name, xml in mold.texts(words):
            pieces = _HOLE.split(xml)
            literals = pieces[::2]
            numbers = [int(number) for number in pieces[1::2]]
            self._parts.append((name, literals, [_stretch(one) for one in literals], numbers))

    def filled(self, values: Sequence[str]) -> bytes:
        """Return the file with these words in their places."""
        texts = [_escaped(value) for value in values]
        stored = [_STORED.pack(0, len(text), len(text) ^ 0xFFFF) + text for text in texts]
        return self._mold.whole(self._packed(texts, stored))

    def _packed(self, texts: list[bytes], stored: list[bytes]) -> Iterator[tuple[bytes, Packed]]:
        for name, literals, stretches, numbers in self._parts:
            xml, packed = [literals[0]], [stretches[0]]
            for number, literal, stretch in zip(numbers, literals[1:], stretches[1:], strict=True):
                xml += (texts[number], literal)
                packed += (stored[number], stretch)
            packed.append(_LAST)
            text = b"".join(xml)
            yield name, Packed(8, zlib.crc32(text), len(text), b"".join(packed))


def _stretch(text: bytes) -> bytes:
    """Return a stretch of a deflated text that needs nothing before it and ends at a whole byte."""
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    return deflate.compress(text) + deflate.flush(zlib.Z_FULL_FLUSH)


# A block of deflate that holds bytes as they are (RFC 1951, 3.2.4), and an empty one that is last.
_STORED = Struct("<BHH")
_LAST = _STORED.pack(1, 0, 0xFFFF)


def _local(name: bytes, part: Packed) -> bytes:
    sizes = (part.crc, len(part.data), part.size)
    return LOCAL.pack(b"PK\3\4", 20, 0, part.method, 0, DAY, *sizes, len(name), 0) + name


def _central(name: bytes, part: Packed, at: int) -> bytes:
    sizes = (part.crc, len(part.data), part.size)
    return (
        CENTRAL.pack(
            b"PK\1\2", 20, 20, 0, part.method, 0, DAY, *sizes, len(name), 0, 0, 0, 0, 0, at
        )
        + name
    )


def _escaped(text: str) -> bytes:
    """Return words as lxml writes them."""
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.encode()
