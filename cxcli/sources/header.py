"""The header model: how many records name the columns, and what the columns are called.

One record is the rule. Qualtrics writes three (code, question, import id) or, in its legacy form, two; SurveyMonkey
and LimeSurvey write two, the question only over its first column. What is found is shown; `header_rows` overrides it.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cxcli.errors import DataError, Notice, Problem
from cxcli.sources.chunk import Column
from cxcli.sources.options import ReadOptions

Row = Sequence[str]

_RESPONSE = frozenset({"", "response", "open-ended response"})
_DATA_LIKE = re.compile(
    r"[+-]?\d+([.,]\d+)?%?|\d{4}-\d\d-\d\d([T ].*)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}(\s.*)?|[^@\s]+@[^@\s]+\.[^@\s]+"
)
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says: `rows` records of it, the columns, the evidence, and the time zone if it names one."""

    rows: int
    columns: tuple[Column, ...]
    evidence: str
    zone: str | None
    notices: tuple[Notice, ...]


def read_header(records: Sequence[Row], options: ReadOptions, *, file: str) -> Header:
    """Return the header that the first records of a file hold.

    Raises:
        DataError: the first record looks like data, or the names given do not fit.
    """
    rows, evidence = _row_count(records, options)
    if options.header_rows is None and options.names is None:
        _refuse_data(records[0], file)
    names, labels = _names(records, rows, evidence)
    if options.names is not None:
        if len(options.names) != len(records[0]):
            raise _names_do_not_fit(len(options.names), len(records[0]), file)
        names = list(options.names)
    columns = tuple(
        Column(position, name, label) for position, (name, label) in enumerate(zip(_unique(names), labels, strict=True))
    )
    return Header(rows, columns, evidence, _zone(records[:rows]), tuple(_notices(names, records[:rows], file)))


def _row_count(records: Sequence[Row], options: ReadOptions) -> tuple[int, str]:
    if options.header_rows is not None:
        return options.header_rows, "declared"
    if options.names is not None:
        return 1, "names declared; the first record is still the header"
    for number in (2, 1):
        if len(records) > number and _is_import_id_row(records[number]):
            return number + 1, "Qualtrics: an import id row"
    if len(records) > 1 and _is_legacy_qualtrics(records[0], records[1]):
        return 2, "Qualtrics legacy: V1, V2 … over ResponseID"
    if len(records) > 1 and _is_question_over_options(records[0], records[1], records[2:]):
        return 2, "questions over options"
    return 1, "first line"


def _is_import_id_row(row: Row) -> bool:
    return sum(cell.startswith('{"ImportId"') for cell in row) > len(row) * _HALF


def _is_legacy_qualtrics(first: Row, second: Row) -> bool:
    return first[0].strip() == "V1" and second[0].strip().casefold() == "responseid"


def _is_question_over_options(first: Row, second: Row, records: Sequence[Row]) -> bool:
    """Whether `first` leaves cells empty that `second` fills, with words that no later record repeats."""
    empty = [position for position, cell in enumerate(first) if not cell.strip()]
    filled = [position for position in empty if second[position].strip()]
    if (
        len(second) != len(first)
        or not filled
        or len(filled) < len(empty) - 1
        or not any(cell.strip() for cell in first)
    ):
        return False
    if any(_DATA_LIKE.fullmatch(cell.strip()) for cell in second):
        return False
    says_response = any(cell.strip().casefold() in _RESPONSE - {""} for cell in second)
    again = any(
        len(row) > position and row[position].strip() == second[position].strip()
        for row in records
        for position in filled
    )
    return says_response or (len(filled) > 1 and not again)


def _refuse_data(row: Row, file: str) -> None:
    filled = [cell.strip() for cell in row if cell.strip()]
    like_data = sum(_DATA_LIKE.fullmatch(cell) is not None for cell in filled)
    if filled and like_data >= len(filled) * _HALF:
        raise DataError(
            Problem(
                code="no-header",
                message="the first line looks like data, not like column names",
                file=file,
                line=1,
                help="add a line of names, or say so: --header-rows 0 (columns are then col:1, col:2 …); "
                "if they are names: --header-rows 1",
            )
        )


def _names(records: Sequence[Row], rows: int, evidence: str) -> tuple[list[str], list[str]]:
    width = len(records[0])
    if rows == 0:
        return [""] * width, [""] * width
    first = [_tidy(cell) for cell in records[0]]
    if rows == 1:
        return first, [""] * width
    second = [_tidy(cell) for cell in [*records[1], *[""] * width][:width]]
    if "legacy" in evidence:
        names = [below if re.fullmatch(r"V\d+", above) else above for above, below in zip(first, second, strict=True)]
        return names, second
    if evidence.startswith("Qualtrics"):
        return first, second if rows > 2 else [""] * width  # noqa: PLR2004 - code, question, import id
    return _questions_and_options(first, second), [""] * width


def _questions_and_options(first: Row, second: Row) -> list[str]:
    names, question = [], ""
    for above, below in zip(first, second, strict=True):
        question = above or question
        names.append(question if below.casefold() in _RESPONSE else f"{question} [{below}]" if question else below)
    return names


def _tidy(cell: str) -> str:
    """One line, single spaces: header cells of surveys hold line breaks and no-break spaces."""
    return " ".join(cell.replace("\ufeff", "").split())


def _unique(names: Sequence[str]) -> list[str]:
    seen: Counter[str] = Counter()
    unique = []
    for position, name in enumerate(names):
        seen[name] += 1
        unique.append(f"col:{position + 1}" if not name else name if seen[name] == 1 else f"{name}#{seen[name]}")
    return unique


def _zone(rows: Sequence[Row]) -> str | None:
    for cell in rows[-1] if rows and _is_import_id_row(rows[-1]) else ():
        try:
            zone = json.loads(cell).get("timeZone")
        except (ValueError, AttributeError):
            continue
        if isinstance(zone, str) and zone:
            return "UTC" if zone == "Z" else zone
    return None


def _notices(names: Sequence[str], rows: Sequence[Row], file: str) -> list[Notice]:
    if not rows:
        return []
    notices = []
    if len(rows) == 1 and any(cell != cell.strip() for cell in rows[0]):
        notices.append(Notice(code="padded-names", message="spaces around column names were left out", source=file))
    if any(not name for name in names):
        places = ", ".join(f"col:{position + 1}" for position, name in enumerate(names) if not name)
        notices.append(Notice(code="unnamed-column", message=f"columns without a name: {places[:60]}", source=file))
    forms = Counter(unicodedata.normalize("NFC", name).casefold() for name in dict.fromkeys(names) if name)
    if any(count > 1 for count in forms.values()):
        notices.append(
            Notice(
                code="similar-names", message="some column names differ only in case or in Unicode form", source=file
            )
        )
    return notices


def _names_do_not_fit(given: int, width: int, file: str) -> DataError:
    return DataError(
        Problem(
            code="names",
            message=f"{given} names are declared for {width} columns",
            file=file,
            help="mend source.header.names in cx.yaml",
        )
    )
