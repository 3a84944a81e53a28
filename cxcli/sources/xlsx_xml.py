"""XML in pieces: what begins, what ends and the text between, with nothing fetched, expanded or held for long."""

from collections.abc import Iterator, Mapping
from typing import Protocol
from xml.parsers import expat

from cxcli.sources import limits

NAMESPACES = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "http://schemas.openxmlformats.org/package/2006/relationships",
)
"""The namespaces whose elements are read: those of sheets, in the usual and the strict form, and of relationships."""
_BETWEEN = "}"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


class XmlError(Exception):
    """The XML is not sound: `what` is wrong, and on which `line` of the part if that helps."""

    def __init__(self, what: str, line: int | None = None) -> None:
        """Take the words and the place."""
        super().__init__(what)
        self.what = what
        self.line = line


class Listener(Protocol):
    """What is told of the elements of a part, by their names with the namespace (see `spelled`)."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        ...

    def end(self, name: str) -> None:
        """An element ends."""
        ...

    def text(self, text: str) -> None:
        """A piece of text stands here."""
        ...


class XmlFeed:
    """One part on its way through the parser."""

    def __init__(self, listener: Listener, *, plain: bool = False, quiet: bool = False, declared: bool = False) -> None:
        """Begin a part whose elements `listener` is told of; `plain` leaves their names as they are written.

        That is quicker, and the prefix of the names is then the listener's to look after. With `quiet` the listener is
        told of nothing before `speak`. The encoding is UTF-8 or UTF-16, or any that the XML says itself if `declared`.
        """
        self._listener = listener
        self._quiet = quiet
        self._declared = declared
        self._between = None if plain else _BETWEEN
        self._parser: expat.XMLParserType | None = None
        self._fed = 0

    def feed(self, block: bytes, *, last: bool = False) -> None:
        """Take the next bytes of the part.

        Raises:
            XmlError: they are no sound XML, declare a document type, or hold a tag beyond the limit.
        """
        parser = self._parser or self._begin(block)
        self._fed += len(block)
        try:
            parser.Parse(block, last)
        except expat.ExpatError as error:
            raise XmlError("a part is no sound XML", error.lineno) from error
        except (LookupError, ValueError) as error:
            raise XmlError("it is in an encoding that is not read in XML") from error
        if self._fed - parser.CurrentByteIndex > limits.RECORD_BYTES + len(block):
            raise XmlError("a tag has no end")

    def speak(self) -> None:
        """Tell the listener of what comes from here on."""
        self._quiet = False
        if self._parser is not None:
            self._connect(self._parser)

    def _connect(self, parser: expat.XMLParserType) -> None:
        parser.StartElementHandler = self._listener.start
        parser.EndElementHandler = self._listener.end
        parser.CharacterDataHandler = self._listener.text

    def _begin(self, block: bytes) -> expat.XMLParserType:
        usual = "utf-16" if block.startswith(_UTF_16) else "utf-8"
        parser = expat.ParserCreate(None if self._declared else usual, self._between)
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = _refuse_document_type
        if not self._quiet:
            self._connect(parser)
        self._parser = parser
        return parser


def spelled(name: str) -> tuple[str, ...]:
    """Return the names under which a listener is told of an element."""
    return tuple(f"{namespace}{_BETWEEN}{name}" for namespace in NAMESPACES)


def local(name: str) -> str:
    """Return the name of an element without the namespace; one of another namespace keeps it."""
    namespace, _, last = name.rpartition(_BETWEEN)
    return last if namespace in NAMESPACES else name


def prefix_of(root: str, attributes: Mapping[str, str]) -> str | None:
    """Return what stands before the names of a plain part, such as `x:`, by its root; None for another namespace."""
    prefix, colon, _ = root.rpartition(":")
    namespace = attributes.get(f"xmlns:{prefix}" if colon else "xmlns")
    return prefix + colon if namespace in NAMESPACES else None


def elements(blocks: Iterator[bytes]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the elements of a part as they begin, by their `local` names; `/name` where one ends.

    Attributes have no namespace, but for the `id` of a relationship.

    Raises:
        XmlError: the part is no sound XML, or has more elements than the limit.
    """
    found = _Elements()
    feed = XmlFeed(found)
    count = 0
    for block in blocks:
        feed.feed(block)
        taken = found.taken()
        count += len(taken)
        if count > limits.ELEMENTS:
            raise XmlError(f"more than {limits.ELEMENTS:,} elements in a part that should be small")
        yield from taken
    feed.feed(b"", last=True)
    yield from found.taken()


class _Elements:
    """Keeps the elements that begin and end until they are taken."""

    def __init__(self) -> None:
        self._found: list[tuple[str, Mapping[str, str]]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        plain = {key.rpartition(_BETWEEN)[2]: text for key, text in attributes.items()}
        self._found.append((local(name), plain))

    def end(self, name: str) -> None:
        self._found.append((f"/{local(name)}", {}))

    def text(self, text: str) -> None:
        """Small parts say all in attributes."""

    def taken(self) -> list[tuple[str, Mapping[str, str]]]:
        found, self._found = self._found, []
        return found


def _refuse_document_type(*_: object) -> None:
    raise XmlError("a part declares a document type, which no spreadsheet program writes")
