"""How a source is to be read, as far as the user has said it; None means: find out and say so."""

from typing import Literal

from msgspec import Struct

Delimiter = Literal[",", ";", "\t", "|", " "]
"""What separates fields; a blank stands for a run of blanks, however long."""
DELIMITERS: tuple[Delimiter, ...] = (",", ";", "\t", "|")
"""Those that are looked for: that blanks separate has to be said."""


class ReadOptions(Struct, frozen=True, kw_only=True):
    """What the user has said about the form of a file.

    `header_rows` is the number of header records (0: none, columns are then `col:1`, `col:2` …), `names` replaces
    the names found, `skip_before` is the number of lines before the header, `footer` the number of lines at the
    end that are no data (a record over several lines is one of them, an empty line is one too), `records` the
    dotted path to the array of a JSON document, `sheet` the name of a sheet of a workbook or its number from 1.
    """

    encoding: str | None = None
    delimiter: Delimiter | None = None
    quoted: bool = True
    header_rows: int | None = None
    names: tuple[str, ...] | None = None
    skip_before: int | None = None
    footer: int = 0
    records: str | None = None
    sheet: str | None = None
