"""A funnel as tables and as JSON."""

from collections.abc import Iterator, Mapping

from msgspec.structs import asdict

from cxcli.analysis.funnel_table import FunnelLine, FunnelTable, ShareOf
from cxcli.reporting.number_format import bare, count
from cxcli.reporting.table import Cell, ColumnSpec, Figure, Table


def funnel_table(found: FunnelTable, decimals: int) -> Table:
    """Return a row a step: its users, which share of the step before they are, which is lost, and of the first step."""
    titles = ("users", "of before", f"{100 * found.confidence:g} %", "lost", "of first")
    columns = (ColumnSpec("step", "step"), *(ColumnSpec(title, title, "right") for title in titles))
    return Table(columns, tuple(_row(line, decimals) for line in found.lines), tuple(_notes(found)))


def flat_funnel_table(found: FunnelTable) -> Table:
    """Return a row a step with all counts and shares in percent, for other programs."""
    counts = ("rows", "users", "kept", "through", "others", "repeats")
    shares = [f"{of}{end}" for of in ("of_before", "of_first") for end in ("", "_low", "_high")]
    columns = tuple(ColumnSpec(name, name) for name in ("step", *counts, *shares, "lost"))
    return Table(columns, tuple(_flat(line) for line in found.lines))


def funnel_json(found: FunnelTable) -> Mapping[str, object]:
    """Return the funnel."""
    return {
        "strict": found.strict,
        "in_order_of_time": found.strict and found.timed,
        "confidence": found.confidence,
        "interval": found.interval,
        **funnel_steps_json(found),
    }


def funnel_steps_json(found: FunnelTable) -> dict[str, object]:
    """Return the share that came to the last step, and the steps."""
    return {"overall": asdict(found.overall), "steps": [_step_json(line) for line in found.lines]}


def _row(line: FunnelLine, decimals: int) -> tuple[Cell, ...]:
    before = line.of_before
    limits = (
        ""
        if before.low is None or before.high is None
        else f"{bare(before.low, decimals)} to {bare(before.high, decimals)}"
    )
    shown = (
        _percent(before.value, decimals),
        limits,
        _percent(line.lost, decimals),
        _percent(line.of_first.value, decimals),
    )
    return line.name, Figure(count(line.counts.users)), *map(Figure, shown)


def _percent(value: float | None, decimals: int) -> str:
    return "" if value is None else f"{bare(value, decimals)} %"


def _flat(line: FunnelLine) -> tuple[Cell, ...]:
    counts = (Figure("", each) for each in asdict(line.counts).values())
    shares = (Figure("", each) for of in (line.of_before, line.of_first) for each in _ends(of))
    return line.name, *counts, *shares, Figure("", line.lost)


def _ends(share: ShareOf) -> tuple[float | None, ...]:
    return share.value, share.low, share.high


def _step_json(line: FunnelLine) -> Mapping[str, object]:
    shares = {"of_before": asdict(line.of_before), "lost": line.lost, "of_first": asdict(line.of_first)}
    return {"step": line.name, **asdict(line.counts), **shares}


def _notes(found: FunnelTable) -> Iterator[str]:
    repeats = [f"{line.name} {count(line.counts.repeats)}" for line in found.lines if line.counts.repeats]
    if repeats:
        yield f"rows of users who have one in the step already: {', '.join(repeats)}"
    if not found.strict:
        yield "a step has all its users, whether they passed the one before or not; --strict counts those alone"
    elif found.timed:
        yield "only who passed all steps before counts, each step not before the one before it"
    else:
        yield "only who is in all steps before counts; their order is not known, as not every file has times"
