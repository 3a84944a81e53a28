"""Makes reports of the sample data inside of this process, with every section that there is."""

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from cxcli.config.load import load
from cxcli.report.assembling import reports
from cxcli.report.inputs import Inputs
from cxcli.report.runs import found_for, sources_of
from cxcli.settings import Asked
from cxcli.settings.report import report_plan
from cxcli.settings.targets import Event

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
NOW = datetime(2025, 7, 2, tzinfo=UTC)
OWN_STRINGS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></style></svg></table><h1>gone</h1>",
    "javascript:alert(1)",
    "{{ 7 * 7 }}{% raw %}",
    "&lt;b&gt; &amp; ]]> <!-- -->",
    "=cmd|' /C calc'!A0",
    "\u202egnp.exe\x1b[31m",
    "很长" * 40,
)
_CONFIG = """
sources:
  responses: {{path: "{samples}/nps_responses.csv", columns: {{at: submitted_at}}}}
  tickets: {{path: "{samples}/tickets.csv"}}
  touchpoints: {{path: "{samples}/journey.csv", columns: {{at: answered_on}}}}
at_risk: {{metrics: [sla, reopen_rate]}}
report:
  title: Customer experience
  metrics: [nps, csat, resolution_time, short_of_words]
  by: [plan]
  reported: 2025-06
  shown: 12
  min_n: 10
  sections: [scorecard, attention, trends, groups, journey, answers, themes, customers, rows, definitions]
targets: {{nps: {{target: 30, warn: 15, fail: -90, groups: {{"plan=free": {{target: 10}}}}}}}}
events: [{{on: 2025-03-10, title: New prices}}, {{on: 2025-03-12, title: A strike, metrics: [csat]}}]
journey:
  customer: customer_id
  metrics: [satisfied_there]
  stages:
    discover: {{where: "stage == 'discover'"}}
    set_up: {{where: "stage == 'set up'"}}
    renew: {{where: "stage == 'renew'"}}
themes: {{price: [expensive, price*], support: [support, helpful]}}
metrics:
  satisfied_there: {{extends: csat, source: touchpoints, columns: {{score: satisfaction}}}}
  short_of_words:
    kind: box_score
    level: relationship
    direction: higher
    scale: {{low: 0, high: 10}}
    boxes: {{top: 9-10}}
    value: {{share: top}}
    unit: percent
    columns: {{score: 6}}
"""


@cache
def whole_report():
    """Return a report of June 2025 with every section."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "cx.yaml"
        path.write_text(_CONFIG.format(samples=SAMPLES), encoding="utf-8")
        asked = Asked(now=NOW.isoformat(), shared=True)
        plan = report_plan(asked, load(path), NOW, reported=None)
        (made,) = reports(plan, found_for(plan, asked, NOW, Inputs(sources_of(plan)), lambda *_: None))
    return made


def hostile_report(strings):
    """Return the same report with strings for everything that a file or a config can name."""
    report = whole_report()
    metric, *others = report.metrics
    cell = metric.groups[0]
    columns = [replace(cell, group=((text, text),)) for text in strings]
    keys = [replace(cell, group=(("plan", text),)) for text in strings]
    events = tuple(Event(on=date(2025, 3, 10), title=text, metrics=()) for text in strings)
    metric = replace(
        metric,
        definition=replace(metric.definition, title=strings[0], description=strings[-1]),
        words=strings[0],
        groups=(*columns, *keys),
        events=events,
    )
    return replace(
        report,
        audience=replace(report.audience, title=strings[0]),
        metrics=(metric, *others),
        by=(("plan",), *((text,) for text in strings)),
        events=events,
        themes=replace(report.themes, quotes={"price": list(strings)}),
    )
