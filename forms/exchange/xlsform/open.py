"""A workbook's parts, looked over before anything is read: no bombs, no macros, no way out of the file.

What is said about sizes in the archive is checked first and counted again while unpacking, since sizes can lie.
"""

from __future__ import annotations

import io
import stat
import zlib
from collections.abc import Iterator
from pyexpat import ExpatError, ParserCreate, XMLParserType
from zipfile import BadZipFile, ZipFile, ZipInfo

from forms.exchange.xlsform.refusal import WorkbookRefused

MOST_BYTES = 5_000_000
MOST_UNPACKED = 40_000_000
MOST_PARTS = 500
MOST_TAGS = 1_000_000
_CHUNK = 1 << 16
_OLD = b"\xd0\xcf\x11\xe0"


def open_parts(content: bytes, name: str) -> dict[str, bytes]:
    """The XML parts of the workbook in `content` by their path. Raises WorkbookRefused."""
    if len(content) > MOST_BYTES:
        raise WorkbookRefused("too_big", most=MOST_BYTES // 1_000_000)
    if name.lower().endswith((".xlsm", ".xltm", ".xlam")):
        raise WorkbookRefused("macros")
    if content.startswith(_OLD):
        raise WorkbookRefused("old_format")
    if not content.startswith(b"PK"):
        raise WorkbookRefused("no_workbook")
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            _look_over(archive.infolist())
            return _unpack(archive)
    except WorkbookRefused:
        raise
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError):
        raise WorkbookRefused("broken") from None


def events(part: bytes) -> Iterator[tuple[str, str, dict[str, str]]]:
    """What stands in an XML part, in order: ("start", name, attributes), ("text", words, {}), ("end", name, {})."""
    seen: list[tuple[str, str, dict[str, str]]] = []
    bare = _Bare()
    parser = _parser()
    parser.StartElementHandler = lambda name, given: seen.append(("start", bare[name], given))
    parser.EndElementHandler = lambda name: seen.append(("end", bare[name], {}))
    parser.CharacterDataHandler = lambda words: seen.append(("text", words, {}))
    for at in range(0, len(part) + 1, _CHUNK):
        _feed(parser, part[at : at + _CHUNK], at + _CHUNK > len(part))
        yield from seen
        seen.clear()


def _look_over(entries: list[ZipInfo]) -> None:
    if len(entries) > MOST_PARTS or sum(one.file_size for one in entries) > MOST_UNPACKED:
        raise WorkbookRefused("bomb", most=MOST_UNPACKED // 1_000_000)
    names = [one.filename for one in entries]
    if len({name.lower() for name in names}) < len(names):
        raise WorkbookRefused("broken")
    for entry, name in zip(entries, names, strict=True):
        if entry.flag_bits & 1:
            raise WorkbookRefused("locked")
        strays = name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")
        if strays or stat.S_ISLNK(entry.external_attr >> 16):
            raise WorkbookRefused("strays", part=name[:80])
        if "vbaproject" in name.lower() or "macrosheets" in name.lower():
            raise WorkbookRefused("macros")
        if "externallinks/" in name.lower():
            raise WorkbookRefused("links")


def _unpack(archive: ZipFile) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    size = tags = 0
    for entry in archive.infolist():
        if not entry.filename.lower().endswith((".xml", ".rels")):
            continue
        kept, parser = bytearray(), _parser()
        with archive.open(entry) as part:
            while chunk := part.read(_CHUNK):
                size, tags = size + len(chunk), tags + chunk.count(b"<")
                if size > MOST_UNPACKED or tags > MOST_TAGS:
                    raise WorkbookRefused("bomb", most=MOST_UNPACKED // 1_000_000)
                _feed(parser, chunk, False)
                kept += chunk
        _feed(parser, b"", True)
        parts[entry.filename.lower()] = bytes(kept)
    if b"macroEnabled" in parts.get("[content_types].xml", b""):
        raise WorkbookRefused("macros")
    return parts


def _parser() -> XMLParserType:
    parser = ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_entities
    return parser


def _refuse_entities(*_about: object) -> None:
    # Every entity, external or nested, has to be declared here first.
    raise WorkbookRefused("entities")


def _feed(parser: XMLParserType, chunk: bytes, last: bool) -> None:
    try:
        parser.Parse(chunk, last)
    except ExpatError:
        raise WorkbookRefused("broken") from None


class _Bare(dict[str, str]):
    """Names without the namespace before them, each cut once."""

    def __missing__(self, name: str) -> str:
        self[name] = cut = name.rpartition(" ")[2]
        return cut
