"""From bytes in any declared encoding to UTF-8, and the word on what an undeclared one probably is."""

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from cxcli.errors import DataError, Problem, UsageError

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65536
_PADDED = 16


@dataclass(frozen=True, slots=True)
class Encoding:
    """The encoding of a file: its Python `name` and the `evidence` for it."""

    name: str
    evidence: str

    @property
    def is_utf8(self) -> bool:
        """Whether the bytes can be audited as they are."""
        return self.name in ("utf-8", "utf-8-sig")


def known_encoding(name: str) -> str:
    """Return Python's name of the encoding that the user declared.

    Raises:
        UsageError: there is no such text encoding.
    """
    try:
        info = codecs.lookup(name)
        b"".decode(info.name)
    except (LookupError, ValueError) as error:
        raise UsageError(
            Problem(code="encoding", message=f"there is no encoding '{name}'", help="for example: --encoding cp1252")
        ) from error
    return "utf-8" if info.name == "ascii" else info.name


def detect(head: bytes, declared: str | None, *, file: str) -> Encoding:
    """Return the encoding: as the byte order mark says, as declared, else UTF-8, which the audit then proves.

    Raises:
        DataError: the bytes are no text, or UTF-16 without its mark.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name, "byte order mark")
    if declared is not None:
        return Encoding(known_encoding(declared), "declared")
    if head.count(b"\0") > len(head) // 10 or bytes(_PADDED) in head:
        raise _not_text(head, file)
    return Encoding("utf-8", "valid throughout")


def to_utf8(source: Iterable[bytes], encoding: Encoding, *, file: str) -> Iterator[bytes]:
    """Yield the bytes of `source` as UTF-8 without a byte order mark.

    Raises:
        DataError: bytes that the declared encoding does not have.
    """
    stream = iter(source)
    if encoding.is_utf8:
        first = next(stream, b"")
        yield from chain([first.removeprefix(codecs.BOM_UTF8)], stream)
        return
    decoder = codecs.getincrementaldecoder(encoding.name)()
    lines = 1
    for block in chain(stream, [b""]):
        try:
            text = decoder.decode(block, final=not block)
            yield text.encode()
        except UnicodeError as error:
            raise DataError(
                Problem(
                    code="encoding",
                    message=f"some bytes are not {encoding.name}",
                    file=file,
                    line=lines,
                    help="declare the encoding it has: --encoding NAME (latin-1 takes any byte)",
                )
            ) from error
        lines += text.count("\n")


def likely(sample: bytes) -> str:
    """Return the name of the encoding that bytes which are not UTF-8 are probably in."""
    # Imported here: it is needed only to word an error.
    import chardet  # noqa: PLC0415

    guess = chardet.detect(sample[:_SAMPLE]).get("encoding") or "cp1252"
    return {"windows-1252": "cp1252", "iso-8859-1": "cp1252", "ascii": "cp1252"}.get(guess.lower(), guess.lower())


def not_utf8(file: str, sample: bytes, line: int | None = None) -> DataError:
    """Return the error for a file that is not UTF-8: it names the likely encoding and what to add."""
    name = likely(sample)
    return DataError(
        Problem(
            code="encoding",
            message=f"this file is not UTF-8; it looks like {name}",
            file=file,
            line=line,
            help=f"if that is right, add: --encoding {name}",
        )
    )


def _not_text(head: bytes, file: str) -> DataError:
    odd, even = head[1::2].count(0), head[0::2].count(0)
    guess = "utf-16-le" if odd > 4 * even else "utf-16-be" if even > 4 * odd else None
    if guess is None:
        return DataError(
            Problem(
                code="not-text", message="this is not text: it is full of NUL bytes", file=file, help="export it again"
            )
        )
    return DataError(
        Problem(
            code="encoding",
            message=f"this looks like {guess} without a byte order mark",
            file=file,
            help=f"if that is right, add: --encoding {guess}",
        )
    )
