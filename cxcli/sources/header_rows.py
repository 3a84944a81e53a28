"""How many records of a file are its header.

One is the rule. Qualtrics writes three (code, question, import id) or, in its legacy form, two; SurveyMonkey and
LimeSurvey write two: the question over its first column only, below it the answer options.
"""

import re
from collections.abc import Sequence
from enum import Enum, auto

from msgspec import Struct

Row = Sequence[str]

RESPONSE_WORDS = frozenset({"response", "open-ended response"})
_IMPORT_ID = re.compile(r"""\{\s*["']ImportId["']""")
_TIME_ZONE = re.compile(r"""["']timeZone["']\s*:\s*["']([^"']+)["']""")
_DATA = re.compile(
    r"[+-]?(\d+([.,]\d+)*|[.,]\d+)(e[+-]?\d+)?%?"
    r"|\d{4}-\d\d-\d\d([T ].*)?"
    r"|\d{1,4}[/.]\d{1,2}[/.]\d{1,4}([\sT].*)?"
    r"|[^@\s]+@[^@\s]+\.[^@\s]+",
    re.IGNORECASE,
)
_HALF = 0.5
_RECORDS_TO_COMPARE = 3


class HeaderForm(Enum):
    """How the header records name the columns."""

    NONE = auto()
    NAMES = auto()
    CODES_AND_LABELS = auto()
    LEGACY_CODES = auto()
    QUESTIONS_AND_OPTIONS = auto()


class HeaderRows(Struct, frozen=True):
    """The number of header records, what they are, and the evidence."""

    count: int
    form: HeaderForm
    evidence: str


def find_header_rows(records: Sequence[Row]) -> HeaderRows:
    """Return how many of the first records of a file are its header, and what each is."""
    for number in (2, 1):
        if len(records) > number and is_import_ids(records[number]):
            return HeaderRows(number + 1, HeaderForm.CODES_AND_LABELS, "Qualtrics: a record of import ids")
    if len(records) > 1 and _is_legacy(records[0], records[1]):
        return HeaderRows(2, HeaderForm.LEGACY_CODES, "Qualtrics legacy: V1, V2 … over ResponseID")
    if len(records) > 1 and _is_question_over_response(records[0], records[1], records[2:]):
        return HeaderRows(2, HeaderForm.QUESTIONS_AND_OPTIONS, "SurveyMonkey: questions over 'Response'")
    if len(records) > 1 and _is_question_over_options(records[0], records[1], records[2:]):
        return HeaderRows(2, HeaderForm.QUESTIONS_AND_OPTIONS, "questions over options")
    return HeaderRows(1, HeaderForm.NAMES, "first line")


def declared_header_rows(records: Sequence[Row], count: int) -> HeaderRows:
    """Return the header records that the user has counted."""
    if count == 0:
        form = HeaderForm.NONE
    elif count == 1:
        form = HeaderForm.NAMES
    elif _is_legacy(records[0], records[1]):
        form = HeaderForm.LEGACY_CODES
    elif count > 2 or is_import_ids(records[1]):  # noqa: PLR2004 - code, question, import id
        form = HeaderForm.CODES_AND_LABELS
    else:
        form = HeaderForm.QUESTIONS_AND_OPTIONS
    return HeaderRows(count, form, "declared")


def is_data(cell: str) -> bool:
    """Whether a cell looks like an answer and not like a name: a number, a date, an address, or several numbers."""
    parts = cell.split()
    return bool(parts) and (_DATA.fullmatch(cell.strip()) is not None or all(map(_DATA.fullmatch, parts)))


def is_import_ids(row: Row) -> bool:
    """Whether a record is Qualtrics' last header record."""
    return sum(_IMPORT_ID.match(cell) is not None for cell in row) > len(row) * _HALF


def time_zone(row: Row) -> str | None:
    """Return the time zone that a record of import ids names."""
    zones = [match[1] for cell in row if (match := _TIME_ZONE.search(cell))]
    return ("UTC" if zones[0] == "Z" else zones[0]) if zones else None


def _is_legacy(first: Row, second: Row) -> bool:
    pairs = zip(first, second, strict=False)
    return any(above.strip() == "V1" and below.strip().casefold() == "responseid" for above, below in pairs)


def _is_question_over_response(first: Row, second: Row, records: Sequence[Row]) -> bool:
    """Whether 'Response' stands below a question, while the columns about the respondent have nothing below them."""
    if len(second) != len(first) or not first[0].strip() or any(map(is_data, second)):
        return False
    about = [place for place, cell in enumerate(second) if first[place].strip() and not cell.strip()]
    places = [place for place, cell in enumerate(second) if cell.strip().casefold() in RESPONSE_WORDS]
    again = any(cell_at(row, place).casefold() in RESPONSE_WORDS for row in records for place in places)
    return bool(places) and not again and any(all(cell_at(row, place) for row in records) for place in about)


def _is_question_over_options(first: Row, second: Row, records: Sequence[Row]) -> bool:
    """Whether `second` names options under questions that `first` holds over their first column only.

    An answer looks much the same as an option, and to take a record of answers for names loses it. So it is
    required that options differ within a question, are repeated by no record below, and stand over columns where
    answers repeat each other.
    """
    if len(second) != len(first) or not first[0].strip() or any(map(is_data, second)):
        return False
    filled = [place for place, cell in enumerate(first) if not cell.strip() and second[place].strip()]
    left_open = sum(not first[place].strip() for place in range(len(first))) - len(filled)
    if len(filled) < 2 or left_open > 1 or len(records) < _RECORDS_TO_COMPARE:  # noqa: PLR2004 - one may be chance
        return False
    below = [[cell_at(row, place) for row in records] for place in filled]
    if any(second[place].strip() in cells for place, cells in zip(filled, below, strict=True)):
        return False
    return _differ_within_questions(first, second) and sum(map(_repeat, below)) >= len(filled) * _HALF


def _differ_within_questions(first: Row, second: Row) -> bool:
    options: set[str] = set()
    for above, below in zip(first, second, strict=True):
        if above.strip():
            options = set()
        if below.strip() in options:
            return False
        options.add(below.strip())
    return True


def _repeat(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(set(filled)) < len(filled)


def cell_at(row: Row, place: int) -> str:
    """Return the stripped cell at `place`, or an empty text where the record is too short."""
    return row[place].strip() if place < len(row) else ""
