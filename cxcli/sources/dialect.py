"""Which delimiter a file has: the one that fits its records, or a question to the user."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from msgspec import Struct

from cxcli.errors import DataError, Problem
from cxcli.sources.blank_runs import BlankRuns, blank_runs
from cxcli.sources.head import Head, HeadRecords, head_records
from cxcli.sources.header_rows import is_data
from cxcli.sources.options import DELIMITERS, Delimiter

_MOST = 0.5
_PROSE = (",", ";")
_BLANK = 32
_WORDS: Mapping[Delimiter, str] = {",": "','", ";": "';'", "\t": "tab", "|": "'|'"}


class Dialect(Struct, frozen=True):
    """The delimiter of a file and the evidence for it."""

    delimiter: Delimiter
    evidence: str


class _Fit(Struct, frozen=True, kw_only=True):
    """How one delimiter fits the sample: fields in the header, and the share of the `records` that have as many.

    `clean` is the share of those among them without a quote out of place. `usual` is the width that most records have
    and `usual_share` how many. `prose` and `header_prose`: each of these delimiters is followed by a blank, as in a
    sentence. `header_line` is where, from 1, the records of the usual width begin if the first is none of them;
    `header_names` whether the record there looks like names over data. `left_open`: there is no record since the first
    is still inside a quote.
    """

    delimiter: Delimiter
    header: int
    fit: float
    clean: float
    usual: int
    usual_share: float
    records: int
    prose: bool
    header_prose: bool
    header_line: int | None
    header_names: bool
    left_open: bool


def choose(head: Head, *, quoted: bool, file: str) -> Dialect:
    """Return the delimiter under which the records are as wide as the header.

    Raises:
        DataError: two delimiters fit, the header is not on the first line, it is wider or narrower than the records,
            or no delimiter fits and blanks do.
    """
    fits = [_fit(head_records(head, delimiter, quoted=quoted), delimiter) for delimiter in DELIMITERS]
    fitting = sorted((fit for fit in fits if fit.header > 1 and fit.fit >= _MOST), key=lambda fit: -fit.fit)
    # Under the wrong delimiter quotes are out of place; where they are under every one, it is the file that is wrong.
    fitting = [fit for fit in fitting if fit.clean >= _MOST] or fitting
    if fitting:
        return _best(fitting, file)
    # Whether the quote is ever closed is told by the whole file alone.
    left_open = max((fit for fit in fits if fit.left_open), key=lambda fit: fit.header, default=None)
    if left_open is not None:
        return Dialect(left_open.delimiter, f"{_count(left_open.header, 'name')} in the header and no complete record")
    if all(fit.records == 0 for fit in fits):
        widest = max(fits, key=lambda fit: fit.header)
        return Dialect(widest.delimiter, f"{_count(widest.header, 'name')} in the header and no record")
    blanks = blank_runs(head)
    if _are_columns(blanks):
        raise _between_blanks(blanks, file)
    return _one_column(fits, file)


def _fit(records: HeadRecords, delimiter: Delimiter) -> _Fit:
    widths = records.widths
    header, rest = int(widths[0]) if len(widths) else 0, widths[1:]
    usual = int(np.bincount(rest, minlength=1).argmax())
    is_clean = ~np.isin(records.starts, np.array([*records.separators.stray], np.int64), kind="table")
    is_prose = _are_before_blanks(records, delimiter)
    first_usual = _first_usual(records, usual)
    return _Fit(
        delimiter=delimiter,
        header=header,
        fit=_share(rest == header),
        clean=_share(is_clean[1:] & is_clean[:1] & (rest == header)),
        usual=usual,
        usual_share=_share(rest == usual),
        records=len(rest),
        prose=bool(is_prose.all()),
        header_prose=header > 1 and bool(is_prose[: header - 1].all()),
        header_line=None if first_usual is None else int(records.lines[first_usual]) + 1,
        header_names=first_usual is not None and _is_over_data(records, first_usual),
        left_open=header > 1 and len(rest) == 0 and records.separators.open_quote is not None,
    )


def _share(of: npt.NDArray[np.bool_]) -> float:
    return float(of.mean()) if len(of) else 0.0


def _are_before_blanks(records: HeadRecords, delimiter: Delimiter) -> npt.NDArray[np.bool_]:
    """Return, for each delimiter in turn, whether a blank follows; for a tab or '|' that means nothing."""
    data = np.frombuffer(records.head.data, np.uint8)
    positions = np.delete(records.separators.positions, records.separators.at_end)
    before_blank: npt.NDArray[np.bool_] = data[positions + 1] == _BLANK
    return before_blank & (delimiter in _PROSE)


def _first_usual(records: HeadRecords, usual: int) -> int | None:
    """Return the first record of the usual width, if those above it are of another and most below are of this one."""
    if len(records) == 0 or usual <= 1 or records.widths[0] == usual:
        return None
    first = int(np.flatnonzero(records.widths == usual)[0])
    return first if _share(records.widths[first:] == usual) > _MOST else None


def _is_over_data(records: HeadRecords, number: int) -> bool:
    """Whether a record holds nothing that looks like data and the one below it does."""
    below = records.cells(number + 1) if number + 1 < len(records) else []
    return any(map(is_data, below)) and not any(map(is_data, records.cells(number)))


def _best(fitting: Sequence[_Fit], file: str) -> Dialect:
    best = fitting[0]
    rivals = [fit for fit in fitting[1:] if fit.fit == best.fit or fit.header > best.header]
    if rivals:
        raise _unclear([best, *rivals], file)
    fitting_records = f"{round(best.clean * best.records):,} of {_count(best.records, 'record')} looked at"
    return Dialect(best.delimiter, f"{best.header} fields in {fitting_records}")


def _are_columns(blanks: BlankRuns) -> bool:
    """Whether blanks make all records alike, and not by chance as the words of short texts may."""
    is_alike = blanks.fields > 1 and blanks.agreeing == blanks.records
    return is_alike and (blanks.in_columns or all(map(is_data, blanks.first)))


def _between_blanks(blanks: BlankRuns, file: str) -> DataError:
    has_names = sum(map(is_data, blanks.first)) < len(blanks.first) * _MOST
    option = "--delimiter spaces" if has_names else "--delimiter spaces --header-rows 0"
    return DataError(
        Problem(
            code="delimiter",
            message=f"no delimiter fits, but blanks may separate: {blanks.evidence}",
            file=file,
            help=f"if they do: {option}; if the file has one column: --delimiter tab",
        )
    )


def _one_column(fits: Sequence[_Fit], file: str) -> Dialect:
    """Take a file as one column if no delimiter in it separates: commas in sentences do not."""
    odd = [fit for fit in fits if fit.usual > 1 and fit.usual_share >= _MOST and not fit.prose]
    odd = odd or [fit for fit in fits if fit.header > 1 and not fit.header_prose]
    if odd:
        raise _misfit(max(odd, key=lambda fit: fit.usual_share), file)
    whole = max((fit for fit in fits if fit.header == 1), key=lambda fit: fit.fit, default=None)
    if whole is None or whole.fit < _MOST:
        raise _unclear(fits, file)
    return Dialect(whole.delimiter, "one column: no delimiter fits")


def _unclear(fits: Sequence[_Fit], file: str) -> DataError:
    words = [_WORDS[fit.delimiter] for fit in sorted(fits, key=lambda fit: -fit.header)]
    return DataError(
        Problem(
            code="delimiter",
            message=f"the delimiter is not clear: it may be {' or '.join(words)}",
            file=file,
            help=f"say which: --delimiter {words[0]}",
        )
    )


def _misfit(fit: _Fit, file: str) -> DataError:
    line = fit.header_line
    skip = "" if line is None else f"if line {line} is the header: --skip-before {line - 1}; "
    if line is not None and (fit.header == 1 or (fit.header < fit.usual and fit.header_names)):
        one_column = "if the file has one column: --delimiter tab" if fit.header == 1 else ""
        return DataError(
            Problem(
                code="preamble",
                message=f"the header is not on the first line: {fit.usual} columns begin at line {line}",
                file=file,
                line=line,
                help=(skip + one_column).rstrip("; "),
            )
        )
    return DataError(
        Problem(
            code="header-width",
            message=f"the header has {_count(fit.header, 'field')} and most records have {fit.usual}: "
            "it does not describe them",
            file=file,
            line=1,
            help=f"{skip}else mend the header, or say what the delimiter is: --delimiter ';'",
        )
    )


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'s' * (number != 1)}"
