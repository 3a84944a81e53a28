"""Drivers as text for people, as a table for programs, and as JSON."""

from collections.abc import Mapping

from msgspec.structs import replace

from cxcli.analysis.filled_driver import Filled
from cxcli.drill_down.drivers import DriversFound, Joined
from cxcli.presentation.run_output import metric_columns, scored
from cxcli.reporting.driver_tables import bins_table, drivers_table, predictors_table
from cxcli.reporting.driver_words import (
    driver_notes,
    explained_texts,
    forecast_notes,
    foretold_texts,
    readings_text,
    rows_used_text,
)
from cxcli.reporting.drivers_json import forecast_json, key_json, rows_json
from cxcli.reporting.flow import flow
from cxcli.reporting.markdown import markdown_table
from cxcli.reporting.number_format import count
from cxcli.reporting.safe import markdown_cell, safe
from cxcli.reporting.score_json import dumps, score_json
from cxcli.reporting.score_words import column_text, decimals_for, headline, rows_text
from cxcli.reporting.table import Table
from cxcli.reporting.terminal import render_table

_GAP = "   "
_WIDE = 4000


def drivers_text(found: DriversFound, *, width: int, colour: bool = False, encoding: str = "utf-8") -> str:
    """Return the drivers for a screen that is `width` cells wide."""
    lines = [flow([safe(part, limit=_WIDE) for part in parts], _GAP, width) for parts in _head(found)]
    drawn = [render_table(table, width=width, colour=colour, encoding=encoding) for table in _tables(found)]
    return "\n".join(["".join(f"{line}\n" for line in lines), *drawn])


def drivers_markdown(found: DriversFound) -> str:
    """Return the drivers as paragraphs and tables."""
    lines = [markdown_cell(" · ".join(parts), limit=_WIDE) for parts in _head(found)]
    return "\n".join(["\n\n".join(lines) + "\n", *map(markdown_table, _tables(found))])


def drivers_flat(found: DriversFound) -> Table:
    """Return the drivers, flat, for programs."""
    if found.key is not None:
        return drivers_table(found.key, _filled(found), in_words=False)
    assert found.forecast is not None  # noqa: S101 - one of both is there
    return predictors_table(found.forecast, _filled(found), in_words=False)


def drivers_json(found: DriversFound) -> str:
    """Return the drivers as JSON, by the contract of docs/cx.drivers.schema.json."""
    whole = scored(found.run, [found.score])
    table, filled = found.table, _filled(found)
    return dumps(
        {
            **{name: value for name, value in whole.items() if name != "scores"},
            "schema": "cx.drivers/1",
            "score": score_json(found.score),
            "outcome": found.outcome,
            "rows": rows_json(table.scored, table.n, table.filled, table.constant),
            "join": found.joined and _join(found.joined),
            "drivers": found.key and key_json(found.key, filled),
            "forecast": found.forecast and forecast_json(found.forecast, filled),
        }
    )


def _filled(found: DriversFound) -> Mapping[str, Filled]:
    return {each.name: each for each in found.table.filled}


def _head(found: DriversFound) -> list[list[str]]:
    score, table = found.score, found.table
    (columns,) = metric_columns(found.run).values()
    said = explained_texts(found.key) if found.key else foretold_texts(found.forecast) if found.forecast else []
    joined = [[_joined_text(found.joined, table.scored)]] if found.joined else []
    return [
        headline(score, decimals_for(score, found.run.settings.decimals)),
        said,
        [rows_text(score)],
        [rows_used_text(table.scored, table.n, table.filled)],
        *joined,
        [f"outcome {found.outcome}", column_text(columns)],
        [readings_text(table.filled)],
    ]


def _tables(found: DriversFound) -> list[Table]:
    filled = _filled(found)
    if found.key is not None:
        return [replace(drivers_table(found.key, filled, in_words=True), notes=tuple(driver_notes(found.key)))]
    assert found.forecast is not None  # noqa: S101 - one of both is there
    table = predictors_table(found.forecast, filled, in_words=True)
    return [table, replace(bins_table(found.forecast), notes=tuple(forecast_notes(found.forecast)))]


def _joined_text(joined: Joined, answers: int) -> str:
    found = joined.matched
    without = answers - found.answers - found.later
    when = " from before the answer" if found.earlier else ""
    later = f", {count(found.later)} with later rows only" if found.later else ""
    return (
        f"joined {joined.file} ({count(joined.rows)} rows) by {joined.join.here}: {count(found.answers)} answers with "
        f"rows{when} ({count(found.several)} with several, {joined.join.take}){later}, {count(without)} without"
    )


def _join(joined: Joined) -> dict[str, object]:
    found = joined.matched
    return {
        "file": joined.file,
        "rows": joined.rows,
        "here": joined.join.here,
        "there": joined.join.there,
        "take": joined.join.take,
        "earlier_only": found.earlier,
        "matched": found.answers,
        "several": found.several,
        "later_only": found.later,
    }
