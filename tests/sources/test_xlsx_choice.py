import pytest
import workbooks
from workbooks import parts, sheet, zipped

from cxcli.errors import CxError, DataError, UsageError
from cxcli.sources.open_source import open_source
from cxcli.sources.options import ReadOptions
from cxcli.sources.paths import InputFile

GOOD = [["id", "score"], [1, 9]]


@pytest.fixture
def opened(tmp_path):
    """Open a workbook with these sheets."""

    def of(sheets, wanted=None, **more):
        path = tmp_path / "f.xlsx"
        path.write_bytes(zipped(parts(sheets, **more)))
        return open_source(InputFile(path, "f.xlsx"), ReadOptions(sheet=wanted))

    return of


def refused(opened, kind, *args, **more):
    with pytest.raises(CxError) as caught:
        opened(*args, **more)
    assert type(caught.value) is kind
    return caught.value.problems[0]


def chosen(source):
    found = source.facts.detected[0]
    return found.what, found.value, found.evidence


THREE = {"Notes": [], "Data 1": GOOD, "Old": GOOD}


def test_the_only_sheet_with_cells_is_taken(opened):
    """Of several sheets in sight, the one that holds cells is read, and it is named."""
    source = opened(THREE, states={"Old": "hidden"})
    assert chosen(source) == ("sheet", "Data 1", "the only one of 2 in sight that holds cells")
    assert [notice.message for notice in source.facts.notices] == [
        "1 sheet is hidden and not read; --sheet NAME reads one"
    ]
    source = opened(THREE | {"Older": GOOD}, states={"Old": "hidden", "Older": "veryHidden"})
    assert [notice.message for notice in source.facts.notices] == [
        "2 sheets are hidden and not read; --sheet NAME reads one"
    ]


def test_a_title_is_no_table(opened):
    """A sheet of one cell is passed over beside a table, and read where there is no other."""
    source = opened({"Cover": [["Survey of May"]], "Data 1": GOOD})
    assert chosen(source) == ("sheet", "Data 1", "the only one of 2 in sight that holds more than a title")
    assert chosen(opened({"Cover": [["score"]], "Empty": []}))[1] == "Cover"
    assert refused(opened, DataError, {"A": [["id", "score"]], "B": GOOD}).code == "ambiguous-sheet"
    assert refused(opened, DataError, {"A": [["one"]], "B": [["two"]]}).code == "ambiguous-sheet"


def test_a_name_that_begins_with_a_dash_can_be_pasted(opened):
    """What is to be pasted is one option with its value, however a sheet is called."""
    assert refused(opened, DataError, {"-old": GOOD, "new": GOOD}).help == "say which: --sheet=-old, --sheet new"


def test_several_sheets_are_listed(opened):
    """Where several sheets hold cells, the user is asked, with what to paste."""
    problem = refused(opened, DataError, THREE)
    assert (problem.code, problem.help) == ("ambiguous-sheet", "say which: --sheet 'Data 1', --sheet Old")
    many = {f"S{number}": GOOD for number in range(25)}
    assert refused(opened, DataError, many).help.endswith("--sheet S19, …")
    assert refused(opened, DataError, {f"S{number}": [] for number in range(101)}).code == "ambiguous-sheet"


@pytest.mark.parametrize("wanted", ["Data 1", "data 1", " DATA 1 ", "2"])
def test_a_sheet_is_named_or_counted(opened, wanted):
    """A name counts before a number; capitals do not matter; hidden sheets are not counted, as they are not seen."""
    assert chosen(opened({"Zero": GOOD} | THREE, wanted, states={"Zero": "hidden", "Old": "hidden"}))[1:] == (
        "Data 1",
        "declared",
    )
    assert chosen(opened(THREE | {"2": GOOD}, "2"))[1] == "2"
    assert chosen(opened({"DATA 1": GOOD, "Data 1": GOOD}, "Data 1"))[1] == "Data 1"


def test_a_hidden_sheet_can_be_named(opened):
    """A hidden sheet is read where it is named, and is then no hidden one that is not read."""
    source = opened(THREE, "Old", states={"Old": "hidden"})
    assert chosen(source)[1] == "Old"
    assert source.facts.notices == []


@pytest.mark.parametrize(
    ("wanted", "advice"),
    [("Data", "say which: --sheet 'Data 1'"), ("99", "say which: --sheet Notes, --sheet 'Data 1', --sheet Old")],
)
def test_an_unknown_sheet(opened, wanted, advice):
    """Where there is no such sheet, the nearest are listed, or all of them."""
    problem = refused(opened, UsageError, THREE, wanted)
    assert (problem.code, problem.help) == ("sheet", advice)


def test_a_chart_has_no_cells(opened):
    """A sheet that is a chart is passed over, and refused where it is named."""
    sheets = {"Chart": sheet([]).replace("worksheet", "chartsheet"), "Data": GOOD}
    assert chosen(opened(sheets, kinds={"Chart": "chartsheet"}))[1] == "Data"
    assert refused(opened, UsageError, sheets, "Chart", kinds={"Chart": "chartsheet"}).help == "say which: --sheet Data"


def test_a_workbook_outside_itself(tmp_path):
    """A sheet that is in another file is none."""
    found = parts({"Data": GOOD})
    rels = found["xl/_rels/workbook.xml.rels"].replace('"worksheets/sheet1.xml"', '"x.xml" TargetMode="External"')
    (tmp_path / "f.xlsx").write_bytes(zipped(found | {"xl/_rels/workbook.xml.rels": rels}))
    with pytest.raises(DataError):
        open_source(InputFile(tmp_path / "f.xlsx", "f.xlsx"), ReadOptions())


def test_nothing_in_sight(opened):
    """Where no sheet in sight holds anything, hidden ones are named."""
    assert refused(opened, DataError, {"A": []}).help == "export it again"
    problem = refused(opened, DataError, {"A": [], "Old": GOOD}, states={"Old": "hidden"})
    assert (problem.code, problem.help) == ("empty", "if a hidden sheet is meant, say which: --sheet Old")
    assert refused(opened, DataError, {"A": []}, "A").code == "no-header"
    assert workbooks.letters(26) == "AA"
