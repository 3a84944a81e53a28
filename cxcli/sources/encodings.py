"""From bytes in any declared encoding to UTF-8, and the word on what an undeclared one probably is."""

import codecs
import re
from collections.abc import Iterable, Iterator
from contextlib import suppress

from msgspec import Struct

from cxcli.errors import DataError, Problem, UsageError

SAMPLE_BYTES = 65536
"""How much of what is not UTF-8 is looked at to name the likely encoding."""

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NEED_A_MARK = ("utf-16", "utf-32")
_PADDED = 16
_MOST_ACCENTS = 0.4
_LETTERS = "àáâãäåæçèéêëìíîïñòóôõöøùúûüßœÿ"
_ODD_IN_A_WORD = re.compile(rf"[^\W\d_][^\x00-\x7f{_LETTERS}{_LETTERS.upper()}’‘´·–—…][^\W\d_]")


class Encoding(Struct, frozen=True):
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
        known = codecs.lookup(name).name
        # Of no bytes any codec makes an empty text, also one that is not for text; a blank may be half a character.
        with suppress(UnicodeDecodeError):
            b" ".decode(known)
    except (LookupError, ValueError) as error:
        raise UsageError(
            Problem(code="encoding", message=f"there is no encoding '{name}'", help="for example: --encoding cp1252")
        ) from error
    return "utf-8" if known == "ascii" else known


def detect(head: bytes, declared: str | None, *, file: str) -> Encoding:
    """Return the encoding: as the byte order mark says, as declared, else UTF-8, which the audit then proves.

    Raises:
        DataError: the bytes are no text, or UTF-16 without its mark.
    """
    for mark, name in _MARKS:
        if head.startswith(mark):
            return Encoding(name, "byte order mark")
    name = "utf-8" if declared is None else known_encoding(declared)
    if name in _NEED_A_MARK:
        raise _without_mark(head, file)
    if declared is not None:
        return Encoding(name, "declared")
    if head.count(b"\0") > len(head) // 10 or bytes(_PADDED) in head:
        raise _without_mark(head, file)
    return Encoding("utf-8", "valid throughout")


def to_utf8(source: Iterable[bytes], encoding: Encoding, *, file: str) -> Iterator[bytes]:
    """Yield the bytes of `source` as UTF-8 without a byte order mark.

    Raises:
        DataError: bytes that the declared encoding does not have.
    """
    return _without_bom(source) if encoding.is_utf8 else _transcoded(source, encoding.name, file)


def likely(sample: bytes) -> str:
    """Return the name of the encoding that bytes which are not UTF-8 are probably in."""
    # Imported here: it is needed only to word an error.
    import chardet  # noqa: PLC0415 - see above

    sample = sample[:SAMPLE_BYTES]
    western = "latin-1" if _decoded(sample, "cp1252") is None else "cp1252"
    if _reads_as_western(sample.decode(western, errors="replace")):
        return western
    guess = (chardet.detect(sample).get("encoding") or western).lower().replace("windows-", "cp")
    return western if guess == "iso-8859-1" or _decoded(sample, guess) is None else guess


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


def _without_bom(source: Iterable[bytes]) -> Iterator[bytes]:
    stream = iter(source)
    start = b""
    while len(start) < len(codecs.BOM_UTF8) and (block := next(stream, b"")):
        start += block
    yield start.removeprefix(codecs.BOM_UTF8)
    yield from stream


def _transcoded(source: Iterable[bytes], name: str, file: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(name)()
    line = 1
    for block, final in _with_end(source):
        state = decoder.getstate()
        try:
            text = decoder.decode(block, final)
            data = text.encode()
        except UnicodeError as error:
            decoder.setstate(state)
            line += _lines_before(error, block, decoder, len(state[0]))
            raise _not_as_declared(name, file, line) from error
        line += text.count("\n")
        yield data


def _with_end(source: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    for block in source:
        yield block, False
    yield b"", True


def _lines_before(error: UnicodeError, block: bytes, decoder: codecs.IncrementalDecoder, held: int) -> int:
    """Return the line ends that come before the bytes in `block` which could not be read; `held` were in hand."""
    if isinstance(error, UnicodeEncodeError):
        return error.object.count("\n", 0, error.start)
    start = error.start if isinstance(error, UnicodeDecodeError) else 0
    return decoder.decode(block[: max(start - held, 0)]).count("\n")


def _not_as_declared(name: str, file: str, line: int) -> DataError:
    return DataError(
        Problem(
            code="encoding",
            message=f"some bytes are not {name}",
            file=file,
            line=line,
            help="declare the encoding it has: --encoding NAME (latin-1 takes any byte)",
        )
    )


def _reads_as_western(text: str) -> bool:
    """Whether accents are few and stand where letters do: what detectors tell of short texts is chance."""
    letters = [letter for letter in text if letter.isalpha()]
    accents = sum(not letter.isascii() for letter in letters)
    return accents <= len(letters) * _MOST_ACCENTS and _ODD_IN_A_WORD.search(text) is None


def _decoded(sample: bytes, name: str) -> str | None:
    """Return the text of a sample, whose last character may be cut, or None."""
    try:
        return codecs.getincrementaldecoder(name)().decode(sample)
    except (LookupError, ValueError):
        return None


def _without_mark(head: bytes, file: str) -> DataError:
    odd, even = head[1::2].count(0), head[0::2].count(0)
    guess = "utf-16-le" if odd > 4 * even else "utf-16-be" if even > 4 * odd else None
    if guess is None:
        return DataError(
            Problem(
                code="not-text",
                message="this is not text: it is full of NUL bytes, or lacks its byte order mark",
                file=file,
                help="export it again, as UTF-8 if there is a choice",
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
