"""A report as a workbook: its numbers are those of the JSON, and its texts are nothing but texts."""

import io
import re
import time
import zipfile
from datetime import date, datetime
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from msgspec.structs import replace
from read_workbooks import DIVISORS, by_calamine, by_openpyxl, content_of, parts, rows_under

from cxcli.config.reporting import SectionName
from cxcli.formats.report_json import report_json
from cxcli.formats.sheet_charts import CHARTS
from cxcli.formats.sheet_text import cell_text
from cxcli.formats.sheets import NAMES

reader = pytest.mark.parametrize("read", [by_openpyxl, by_calamine])


@pytest.fixture(scope="module")
def content(report):
    return content_of(report)


@pytest.fixture(scope="module")
def data(report):
    return report_json(report)


@pytest.fixture(scope="module")
def hostile_content(hostile):
    return content_of(hostile)


def same(cell, value, unit):
    """Whether a cell holds the value of the JSON after the conversion that its unit says."""
    return cell is None if value is None else cell == value / DIVISORS.get(unit, 1)


def agrees(row, cell):
    """Whether a row of a metric or a group is what the JSON says of it."""
    score, change, gate = cell["score"], cell["change"] or {}, cell["gate"] or {}
    pairs = (
        *((row["value"], score["value"]), (row["95 % low"], score["low"]), (row["95 % high"], score["high"])),
        *((row["since 2025-02"], change.get("value")), (row["change low"], change.get("low"))),
        *((row["change high"], change.get("high")), (row["target"], gate.get("target"))),
    )
    n = None if score["status"] == "suppressed" else score["n"]
    return all(same(found, value, row["unit"]) for found, value in pairs) and row["n"] == n


@reader
def test_the_summary_has_the_numbers_of_the_json(read, content, data):
    """Values, limits, changes and targets are those of the JSON to the last bit; durations in hours."""
    rows = rows_under(read(content)["Summary"], "metric")
    assert [row["metric"] for row in rows] == ["nps", "csat", "resolution_time"]
    assert all(agrees(row, each["overall"]) for row, each in zip(rows, data["metrics"], strict=True))
    # By hand: 10 h 20 min, 24 h 0 min 1 s, 7 h and 7 h: their median is the mean of 7 h and 10 h 20 min.
    assert (rows[2]["value"], rows[2]["unit"], rows[2]["target"]) == (31_200 / 3600, "h", 12)


@reader
def test_groups_have_the_numbers_of_the_json(read, content, data):
    """Each group of each breakdown has a row."""
    rows = rows_under(read(content)["By group"], "metric")
    groups = [(each["metric"], cell) for each in data["metrics"] for cell in each["groups"]]
    assert [(row["metric"], row["plan"]) for row in rows] == [(name, cell["group"]["plan"]) for name, cell in groups]
    assert all(agrees(row, cell) for row, (_, cell) in zip(rows, groups, strict=True))


@reader
def test_periods_have_the_numbers_of_the_json(read, content, data):
    """Each period of each metric has a row with its days."""
    rows = rows_under(read(content)["Over time"], "metric")
    points = [point for each in data["metrics"] for point in each["periods"]]
    assert [row["month"] for row in rows] == [point["period"]["label"] for point in points]
    for row, point in zip(rows, points, strict=True):
        assert same(row["value"], point["value"], row["unit"])
        assert same(row["95 % low"], point["low"], row["unit"])
        assert same(row["95 % high"], point["high"], row["unit"])
        assert row["n"] == (None if point["status"] == "suppressed" else point["n"])
        assert ("not shown" in (row["note"] or "")) == (point["status"] == "suppressed")
        day = row["from"].date() if isinstance(row["from"], datetime) else row["from"]
        assert day == date.fromisoformat(point["period"]["start"])


@reader
def test_the_other_sheets_have_the_numbers_of_the_json(read, content, data):
    """Answers, stages, themes, customers and rows."""
    sheets = read(content)
    answers = [answer for each in data["metrics"] for answer in each["answers"]]
    rows = rows_under(sheets["Answers"], "metric")
    assert [(row["answer"], row["n"], row["share"]) for row in rows] == [
        (answer["answer"], answer["count"], answer["share"]) for answer in answers
    ]
    scores = [line["score"] for stage in data["journey"]["stages"] for line in stage["scores"]]
    stages = rows_under(sheets["Journey"], "stage")
    assert [(row["value"], row["n"]) for row in stages] == [(score["value"], score["n"]) for score in scores]
    passed = [stage["customers"] for stage in data["journey"]["stages"]]
    start = sheets["Journey"].index(next(row for row in sheets["Journey"] if row[:2] == ["stage", "customers"]))
    assert [
        (row["customers"], row["gained"], row["lost"], row["went on"], row["went on low"])
        for row in rows_under(sheets["Journey"][start:], "stage")
    ] == [(each["seen"], each["gained"], each["lost"], each["went_on"], each["low"]) for each in passed]
    price = rows_under(sheets["Themes"], "theme")[0]
    told = next(each for each in data["themes"]["blocks"][0]["themes"] if each["theme"] == "price")
    assert (price["share"], price["share low"], price["n"]) == (told["share"]["value"], told["share"]["low"], told["n"])
    listed = [(each["customer"], each["bad"]) for each in data["customers"]["listed"]]
    assert [(row["customer"], row["bad"]) for row in rows_under(sheets["Customers"], "customer")] == listed
    read_rows = {each["metric"]: each["read"] for each in rows_under(sheets["Rows"], "metric")}
    assert read_rows == {"nps": 14, "csat": 14, "resolution_time": 6}


@reader
def test_a_number_that_is_not_shown_is_an_empty_cell_with_a_reason(read, content, data):
    """A group of fewer answers than the config asks for has neither value nor n, and its note says why."""
    hidden = [row for row in rows_under(read(content)["By group"], "metric") if row["value"] is None]
    assert len(hidden) == sum(
        cell["score"]["status"] == "suppressed" for each in data["metrics"] for cell in each["groups"]
    )
    assert {row["plan"] for row in hidden} == {"free"}
    assert all(row["n"] is None and row["95 % low"] is None and row["since 2025-02"] is None for row in hidden)
    assert {row["note"] for row in hidden} == {"not shown: fewer than 2 answers", "not shown: fewer than 2 counted"}


def test_patterns_show_what_other_formats_show(content):
    """Percent values are 0 to 100 with a percent sign, durations have their unit, changes their sign."""
    page = openpyxl.load_workbook(io.BytesIO(content))["Summary"]
    head = next(row for row in page.iter_rows() if row[0].value == "metric")
    place = {cell.value: cell.column - 1 for cell in head}
    rows = [page[head[0].row + number] for number in (1, 2, 3)]
    assert [row[place["value"]].number_format for row in rows] == ["#,##0.0", '#,##0.0" %"', '#,##0.0" h"']
    assert rows[0][place["since 2025-02"]].number_format == "+#,##0.0;-#,##0.0;#,##0.0"
    assert rows[0][place["n"]].number_format == "#,##0"


def test_the_names_of_sheets_are_legal_and_different(content):
    """At most 31 characters, none that a spreadsheet refuses, no two alike in any case; the summary is the first."""
    names = [*NAMES.values(), CHARTS]
    assert set(NAMES) == set(SectionName.__args__)
    assert all(len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) for name in names)
    assert len({name.lower() for name in names}) == len(names)
    assert list(by_calamine(content))[:2] == ["Summary", CHARTS]


def test_headers_stay_and_can_be_filtered_and_pages_are_a4(content):
    """Rows under the names of the columns scroll beneath them."""
    for page in openpyxl.load_workbook(io.BytesIO(content)):
        assert page.page_setup.paperSize == 9
        if page.title == CHARTS:
            continue
        row = int(re.search(r"\d+", page.freeze_panes)[0])
        assert page.auto_filter.ref.startswith(f"A{row - 1}:")
        assert page.print_title_rows == f"${row - 1}:${row - 1}"
        assert page.sheet_properties.pageSetUpPr.fitToPage


def test_charts_follow_the_cells(content):
    """A line for each metric with two periods, columns for each with answers; what they show is in cells of ours."""
    charts = parts(content, r"charts/chart\d+\.xml")
    assert len(charts) == 3 + 2
    told = {formula for text in charts.values() for formula in re.findall(r"<c:f>(.*?)</c:f>", text)}
    assert all(re.fullmatch(r"('Over time'|Answers)!\$[A-Z]\$\d+(:\$[A-Z]\$\d+)?", formula) for formula in told)
    assert sum("<c:hiLowLines>" in text for text in charts.values()) == 3


def test_the_same_report_is_the_same_bytes(report, content, monkeypatch):
    """Later, and in another time zone: nothing in the file is of the clock."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert content_of(report) == content
    finally:
        monkeypatch.undo()
        time.tzset()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert {entry.date_time[0] for entry in packed.infolist()} == {1980}
    (core,) = parts(content, r"core\.xml").values()
    assert core.count("2025-04-20T00:00:00Z") == 2


def test_nothing_from_data_is_a_formula_a_link_or_a_number(hostile_content):
    """No sheet has a formula or a link, no part leads out of the file, and every part is XML."""
    for name, text in parts(hostile_content, r"\.(xml|rels)$").items():
        ET.fromstring(text)  # noqa: S314 - of our own making
        assert "TargetMode" not in text, name
        assert "externalLink" not in name
    for text in parts(hostile_content, r"worksheets/sheet\d+\.xml").values():
        assert not re.search(r"<f[\s>/]|<hyperlink|<dataValidation", text)
    for text in parts(hostile_content, r"charts/chart\d+\.xml").values():
        assert set(re.findall(r"<c:f>('Over time'|Answers)!", text))
        assert all(each.startswith(("'Over time'!", "Answers!")) for each in re.findall(r"<c:f>(.*?)</c:f>", text))


@reader
def test_texts_are_read_back_as_they_are(read, hostile_content, hostile, texts):
    """As groups, comments, titles and notices: each a text, the same but for what no file can hold."""
    sheets = read(hostile_content)
    shown = [cell_text(text) for text in texts]
    assert [row["plan"] for row in rows_under(sheets["By group"], "metric")][: len(texts)] == shown
    start = next(place for place, row in enumerate(sheets["Themes"]) if row[:2] == ["theme", "comment"])
    comments = [row[1] for row in sheets["Themes"][start + 1 : start + 1 + len(texts)]]
    assert comments == shown
    titles = [row["title"] for row in rows_under(sheets["Summary"], "metric")]
    assert titles[1 : 1 + len(texts)] == shown
    assert len(titles) == len(hostile.metrics)
    assert {text for text in texts if text.isprintable() and not text.startswith("<r>")} <= set(comments)


def test_long_texts_are_cut_with_a_word():
    """A cell holds 32,767 UTF-16 units; what is longer ends with a word, and no character is halved."""
    assert cell_text("a" * 32_767) == "a" * 32_767
    cut = cell_text("a" * 32_768)
    assert (len(cut), cut[-8:]) == (32_767, " … (cut)")
    cut = cell_text("a" + "\U0001f600" * 16_384)
    assert len(cut.encode("utf-16-le")) <= 2 * 32_767
    assert cut.endswith("\U0001f600 … (cut)")


def test_a_title_says_of_whom_and_of_when_the_workbook_is(content):
    """The properties of the document."""
    properties = openpyxl.load_workbook(io.BytesIO(content)).properties
    assert (properties.title, properties.creator) == ("Title, March 2025", None)


def test_readers_get_the_sheets_of_their_sections(report):
    """A report of one section is one sheet."""
    alone = replace(report, audience=replace(report.audience, sections=("definitions",)))
    assert list(by_calamine(content_of(alone))) == ["Definitions"]


def test_a_section_that_holds_nothing_is_no_sheet(report):
    """Asked for, and not in the config: neither journey nor themes nor customers."""
    sections = ("scorecard", "journey", "themes", "customers")
    empty = replace(
        report, audience=replace(report.audience, sections=sections), journey=None, themes=None, customers=None
    )
    assert list(by_calamine(content_of(empty))) == ["Summary"]


def test_one_value_is_no_chart(report):
    """A line needs two periods with a value."""
    nps = report.metrics[0]
    once = replace(nps, points=nps.points[-1:], answers=())
    assert CHARTS not in by_calamine(content_of(replace(report, metrics=(once,))))
