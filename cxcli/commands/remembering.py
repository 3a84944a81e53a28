"""From what was asked of a history to what is shown of it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import get_args

from msgspec import Struct

from cxcli.commands.configured import loaded_config
from cxcli.commands.options.remembering import HistoryFormat
from cxcli.commands.output import deliver, has_colour, output_encoding, terminal_width
from cxcli.commands.report_history import path_of
from cxcli.commands.targets import prepare, refuse_sources
from cxcli.commands.written_format import written_format
from cxcli.config.load import LoadedConfig
from cxcli.errors import InputError, Problem, UsageError
from cxcli.history.selection import Selection, between, selected
from cxcli.history.standing import Standing, standing
from cxcli.history.store import tellings
from cxcli.mapping.groups import group_key
from cxcli.presentation.history_output import history_flat, history_json, history_table
from cxcli.reporting.csv_table import csv_table
from cxcli.reporting.number_format import count
from cxcli.reporting.terminal import render_table
from cxcli.scoring.stretches import Stretch, bound
from cxcli.settings import Asked
from cxcli.settings.cuts import breakdowns
from cxcli.settings.periods import calendar_of

_ALL = "all"


class AskedHistory(Struct, frozen=True, kw_only=True):
    """What was said on the command line; None and empty: not said."""

    metrics: str | None
    history: Path | None
    by: Sequence[str]
    group: str | None
    since: str | None
    until: str | None
    restated: bool
    compare: tuple[str, str] | None


def show_history(
    asked: AskedHistory, config: Path | None, output_format: HistoryFormat | None, output: Path | None
) -> None:
    """Write what a history holds.

    Raises:
        CxError: there is no history, or it is none; or what is asked for is not understood.
    """
    form = written_format(output_format, output, get_args(HistoryFormat))
    loaded = None if asked.history is not None and config is None else loaded_config(config)
    path = _path(asked, loaded)
    refuse_sources(prepare(output, None), [path, *([loaded.path] if loaded else [])])
    wanted = _selection(asked, loaded)
    compared = None if asked.compare is None else (_moment(asked.compare[0]), _moment(asked.compare[1]))
    told = tellings(path)
    found = standing(told) if compared is None else between(told, *compared)
    chosen = selected(found, wanted)
    moments = None if compared is None else (compared[0].isoformat(), compared[1].isoformat())
    if form == "json":
        deliver(history_json(chosen, path.name, compared=moments), output)
    elif form == "csv":
        deliver(csv_table(history_flat(chosen)), output)
    else:
        deliver(_text(chosen, len(told), to_file=output is not None), output)


def _path(asked: AskedHistory, loaded: LoadedConfig | None) -> Path:
    path = asked.history or (path_of(loaded) if loaded else None)
    if path is None:
        message, advice = "no history is named", "say history: history.sqlite in cx.yaml, or name it: --history FILE"
        raise UsageError(Problem(code="no-history", message=message, help=advice))
    if not path.exists():
        message, advice = "there is no such history yet", "cx report writes it, once it writes a report to files"
        raise InputError(Problem(code="no-history", message=message, file=str(path), help=advice))
    return path


def _selection(asked: AskedHistory, loaded: LoadedConfig | None) -> Selection:
    since, until = _days(asked.since, loaded), _days(asked.until, loaded)
    return Selection(
        metrics=[name.strip() for name in (asked.metrics or "").split(",") if name.strip()],
        by=[()] if asked.group == _ALL else breakdowns(asked.by),
        group=() if asked.group in (None, _ALL) else _group(asked.group or ""),
        since=None if since is None else since.first,
        until=None if until is None else until.last,
        restated=asked.restated,
    )


def _days(text: str | None, loaded: LoadedConfig | None) -> Stretch | None:
    if text is None:
        return None
    found = bound(text, calendar_of(Asked(), loaded), datetime.now(UTC).date())
    if isinstance(found, Problem):
        raise UsageError(found)
    return found


def _group(text: str) -> tuple[tuple[str, str], ...]:
    pairs = [part.partition("=") for part in text.split("+")]
    if not all(column.strip() and sign for column, sign, _ in pairs):
        message = f"'{text[:40]}' is no group"
        raise UsageError(Problem(code="by", message=message, help="write column=value: --group plan=pro, or all"))
    return tuple((column.strip(), group_key(value)) for column, _, value in pairs)


def _moment(text: str) -> datetime:
    """Return a moment; of a day its end, and without an offset in UTC.

    Raises:
        UsageError: it is none.
    """
    try:
        if len(text.strip()) == len("2025-07-01"):
            return datetime.combine(date.fromisoformat(text.strip()), time.max, UTC)
        moment = datetime.fromisoformat(text.strip())
    except ValueError as error:
        advice = "for example: --compare 2025-07-01 2025-08-01"
        raise UsageError(Problem(code="now", message=f"'{text[:40]}' is no moment", help=advice)) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _text(found: Sequence[Standing], told: int, *, to_file: bool) -> str:
    if not found:
        return "Nothing of that kind is in the history.\n" if told else "The history is empty.\n"
    said = f"{count(len(found))} value{'' if len(found) == 1 else 's'}."
    return render_table(
        history_table(found, said=said),
        width=terminal_width(to_file=to_file),
        colour=has_colour(to_file=to_file),
        encoding=output_encoding(to_file=to_file),
    )
