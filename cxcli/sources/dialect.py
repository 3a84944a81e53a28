"""Which delimiter a file has: the one that fits its records, or a question to the user."""

from dataclasses import dataclass

import numpy as np

from cxcli.errors import DataError, Problem
from cxcli.sources.head import Head, head_records
from cxcli.sources.options import DELIMITERS, Delimiter

_MOST = 0.5
_TAIL = 0.9
_NAMES: dict[Delimiter, str] = {",": "','", ";": "';'", "\t": "tab", "|": "'|'"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """The delimiter of a file and the evidence for it."""

    delimiter: Delimiter
    evidence: str


@dataclass(frozen=True, slots=True)
class _Fit:
    """How one delimiter fits the sample: the header's width, the usual width, and the share of records of either."""

    delimiter: Delimiter
    header: int
    fit: float
    usual: int
    usual_share: float
    records: int
    preamble: int | None  # lines before a header that is not on the first line


def choose(head: Head, *, quoted: bool, file: str) -> Dialect:
    """Return the delimiter under which the records are as wide as the header.

    Raises:
        DataError: two delimiters fit equally well, the header is not on the first line, or it is wider or narrower
            than every record.
    """
    fits = [_fit(head, delimiter, quoted=quoted) for delimiter in DELIMITERS]
    plausible = sorted((fit for fit in fits if fit.header > 1 and fit.fit >= _MOST), key=lambda fit: -fit.fit)
    if len(plausible) > 1 and plausible[0].fit == plausible[1].fit:
        raise _ambiguous(plausible, file)
    if plausible:
        best = plausible[0]
        return Dialect(best.delimiter, f"{best.header} fields in {best.fit:.0%} of {best.records:,} records looked at")
    odd = [fit for fit in fits if fit.usual > 1 and fit.usual_share >= _MOST]
    if odd:
        raise _misfit(max(odd, key=lambda fit: fit.usual_share), file)
    return _without_records(fits)


def _fit(head: Head, delimiter: Delimiter, *, quoted: bool) -> _Fit:
    records = head_records(head, delimiter, quoted=quoted)
    widths = records.widths
    if len(widths) < 2:  # noqa: PLR2004 - a header and one record
        return _Fit(delimiter, int(widths[0]) if len(widths) else 0, 0.0, 0, 0.0, 0, None)
    header, rest = int(widths[0]), widths[1:]
    usual = int(np.bincount(rest).argmax())
    preamble = None
    if header == 1 and usual > 1:
        first = int(np.flatnonzero(widths == usual)[0])
        if (widths[first:] == usual).mean() >= _TAIL:
            preamble = int(records.lines[first])
    return _Fit(
        delimiter, header, float((rest == header).mean()), usual, float((rest == usual).mean()), len(rest), preamble
    )


def _without_records(fits: list[_Fit]) -> Dialect:
    """A header alone, or one column: the delimiter that splits the header most, if any does."""
    widest = max(fits, key=lambda fit: fit.header)
    if widest.header > 1 and widest.records == 0:
        return Dialect(widest.delimiter, f"{widest.header} names in the header")
    return Dialect(",", "one column: no delimiter fits")


def _ambiguous(plausible: list[_Fit], file: str) -> DataError:
    names = " and ".join(_NAMES[fit.delimiter] for fit in plausible)
    return DataError(
        Problem(
            code="delimiter",
            message=f"the delimiter is not clear: {names} fit equally well",
            file=file,
            help=f"say which: --delimiter '{plausible[0].delimiter}'",
        )
    )


def _misfit(fit: _Fit, file: str) -> DataError:
    if fit.preamble is not None:
        return DataError(
            Problem(
                code="preamble",
                message=f"the header is not on the first line: {fit.usual} columns begin at line {fit.preamble + 1}",
                file=file,
                line=fit.preamble + 1,
                help=f"if that line is the header, add: --skip-before {fit.preamble}",
            )
        )
    return DataError(
        Problem(
            code="header-width",
            message=f"the header has {fit.header} fields and the records have {fit.usual}: it does not describe them",
            file=file,
            line=1,
            help="mend the header, or name the columns in cx.yaml: source: {header: {names: [..]}}",
        )
    )
