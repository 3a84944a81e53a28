"""The pages that are made from the catalogue and the vocabulary: `python tests/docs/reference_pages.py` writes them."""

import sys
from pathlib import Path

from transcripts import ENVIRONMENT, ROOT

from cxcli.mapping.expression import unparse
from cxcli.mapping.vocabulary import vocabulary
from cxcli.reporting.metric_page import metric_text
from cxcli.scoring.catalogue import shipped

METRICS, FIELDS = ROOT / "docs/metrics.md", ROOT / "docs/fields.md"
MOST_NAMES = 6

ABOUT_METRICS = """\
# Metrics

Every metric that `cx` ships, as `cx metrics NAME` shows it. The name is what you type: `cx score csat:net FILE`.
A variant is the same question counted in another way; [`cx reconcile`](reconcile.md) puts the variants side by side.
The intervals are explained in [statistics](statistics.md), the fields of tickets, calls and customers in
[fields](fields.md), and metrics of your own in [configuration](configuration.md#metrics-of-your-own).

The number of answers in the top and bottom box of `csat`, `osat` and `ces` goes with the scale: `--scale 1-7` makes
`csat` the share of 6 and 7. For a scale that is not known here, say in `cx.yaml` which answers count.
"""
ABOUT_FIELDS = """\
# Fields

Metrics of tickets, calls, customers and orders read fields. A field is fed by a column: the one that you name,
`--map solved_at="Date closed"` or in `cx.yaml` under `columns:`, else the one that goes by one of its names. Where no
column holds it, some fields are worked out from others. `cx explain` shows what fed what.

Names are compared in small letters, without signs; of a duration without its unit. The first name of the list that a
file has is taken, and two columns of the same name are refused. A column feeds one field only.

Where a date and a yes or no have a name in common, such as `Resolved`, what the column holds tells which it is. A
column of a state or a flag of whose words none is known is passed over, with a warning, by metrics that can do without
the field; where some are known, rows with others cannot be read. A column that you name is never passed over.

What the words of a state or a flag stand for can be said in `cx.yaml`:

```yaml
words:
  status: {escalated: open, gelöst: solved}
```

Durations are `64:00:00`, `1 day 2 hours`, `PT1H30M`, `45 min`, or plain numbers with a unit that the header says
(`in minutes`) or you do: `--unit seconds`, or in `cx.yaml` under `durations:`.

Amounts may stand beside the sign or the code of a currency, `$1,240.50` or `12,50 EUR`: one and the same in a column.

"""


def metrics_page():
    """The text of docs/metrics.md."""
    parts = [ABOUT_METRICS]
    stem = None
    for name, definition in shipped().items():
        if name.partition(":")[0] != stem:
            stem = name.partition(":")[0]
            parts.append(f"## {definition.title}\n")
        aliases = ", ".join(f"`{alias}`" for alias in definition.aliases)
        also = f"Also called {aliases}.\n\n" if aliases else ""
        shown = metric_text(definition, int(ENVIRONMENT["COLUMNS"]))
        parts.append(f"### `{name}`\n\n{also}```console\n$ cx metrics {name}\n{shown}```\n")
    return "\n".join(parts)


def fields_page():
    """The text of docs/fields.md."""
    rows = ["| field | type | what it is | columns that are taken for it | worked out from |", "|---|---|---|---|---|"]
    for spec in vocabulary().values():
        names = ", ".join(spec.names[:MOST_NAMES]) + (" …" if len(spec.names) > MOST_NAMES else "")
        known = ", ".join(f"`{word}`" for word in dict.fromkeys(spec.words.values()))
        words = f" Words: {known}." if known else ""
        ways = "; or ".join(_way(way) for way in spec.ways)
        rows.append(f"| `{spec.name}` | {spec.type} | {spec.says}{words} | {names} | {ways} |")
    return ABOUT_FIELDS + "\n".join(rows) + "\n"


def _way(way):
    if way.between:
        start, end = way.between
        last = f"{end}, else now" if way.else_now else end
        return f"{start} to {last}{', in business hours' if way.in_hours else ''}"
    if way.sum:
        return " + ".join(way.sum)
    cases = [f"{word} where {unparse(condition)}" for word, condition in way.cases]
    return ", ".join([*cases, *([f"else {way.otherwise}"] if way.otherwise else [])]).replace("|", "\\|")


if __name__ == "__main__":
    for path, text in ((METRICS, metrics_page()), (FIELDS, fields_page())):
        Path(path).write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path.name}\n")
