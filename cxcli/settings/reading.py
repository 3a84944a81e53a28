"""How files are to be read, as far as command line and config say it."""

from collections.abc import Mapping
from typing import TypeVar
from zoneinfo import ZoneInfo

from cxcli.config.load import LoadedConfig
from cxcli.config.models import Config
from cxcli.errors import ConfigError, Problem, UsageError
from cxcli.mapping.date_choices import DateChoices
from cxcli.mapping.zones import zone_named
from cxcli.settings.asked import Asked
from cxcli.sources.options import Delimiter, ReadOptions

_DELIMITERS: Mapping[str, Delimiter] = {
    ",": ",",
    ";": ";",
    "tab": "\t",
    "\t": "\t",
    "\\t": "\t",
    "|": "|",
    "spaces": " ",
}

_Said = TypeVar("_Said")


def first(typed: _Said | None, declared: _Said | None) -> _Said | None:
    """Return what was typed, else what the config declares."""
    return declared if typed is None else typed


def read_options(asked: Asked, loaded: LoadedConfig | None) -> ReadOptions:
    """Return what was said about the form of the files.

    Raises:
        UsageError, ConfigError: a delimiter or a quote that is not read.
    """
    source = (loaded.config if loaded else Config()).source
    if loaded and source.quote == "'":
        raise ConfigError(_single_quotes(loaded))
    header = source.header
    return ReadOptions(
        encoding=first(asked.encoding, source.encoding),
        delimiter=_delimiter(first(asked.delimiter, source.delimiter)),
        quoted=asked.quotes and source.quote != "none",
        header_rows=first(asked.header_rows, header.rows),
        names=header.names or None,
        skip_before=first(asked.skip_before, header.skip_before),
        footer=first(asked.footer, header.footer) or 0,
        records=first(asked.records, source.records),
        sheet=first(asked.sheet, None if source.sheet is None else str(source.sheet)),
    )


def date_choices(asked: Asked, config: Config, report_zone: ZoneInfo) -> DateChoices:
    """Return what was said about dates; times without an offset are otherwise those of `report_zone`.

    Raises:
        UsageError: there is no such time zone.
    """
    zone = first(asked.zone, config.dates.zone)
    return DateChoices(
        order=first(asked.dates, config.dates.order),
        unit=config.dates.unit,
        pattern=config.dates.format,
        zone=zone_of(zone) if zone is not None else report_zone,
        report_zone=report_zone,
    )


def zone_of(name: str) -> ZoneInfo:
    """Return the time zone of this name.

    Raises:
        UsageError: there is none.
    """
    found = zone_named(name)
    if isinstance(found, Problem):
        raise UsageError(found)
    return found


def _delimiter(said: str | None) -> Delimiter | None:
    if said is not None and said not in _DELIMITERS:
        message = f"'{said[:20]}' is no delimiter that is read"
        raise UsageError(
            Problem(code="delimiter", message=message, help="one of: , ; tab | spaces (in quotes: ';' '|')")
        )
    return None if said is None else _DELIMITERS[said]


def _single_quotes(loaded: LoadedConfig) -> Problem:
    return loaded.document.problem(
        ("source", "quote"),
        key=False,
        code="quote",
        message="source.quote: texts in single quotes are not read",
        advice="write the file with double quotes, or say quote: none if the quotes belong to the texts",
    )
