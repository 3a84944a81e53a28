import pytest
from workbooks import MAIN, parts, row, sheet, workbook, zipped

from cxcli.errors import DataError
from cxcli.sources.open_source import open_source
from cxcli.sources.options import ReadOptions
from cxcli.sources.paths import InputFile

DATA = [[n, "a" if n % 2 else "b", n % 11] for n in range(1, 9)]
NAMES = ["id", "team", "score"]


@pytest.fixture
def opened(tmp_path):
    """Open a workbook with one sheet of rows; `merged` are ranges."""

    def of(rows, *merged, **options):
        path = tmp_path / "f.xlsx"
        ranges = "".join(f'<mergeCell ref="{each}"/>' for each in merged)
        behind = f"<mergeCells>{ranges}</mergeCells>" if merged else ""
        path.write_bytes(zipped(parts({"Data": sheet(rows, behind)})))
        return open_source(InputFile(path, "f.xlsx"), ReadOptions(**options))

    return of


def understood(source):
    """The names of the columns, the lines of the records, and what was found about the header."""
    lines = [line for chunk in source.chunks([]) for line in chunk.lines.tolist()]
    return [column.name for column in source.columns], lines, source.facts.detected[1].value, source.facts.header


def refused(opened, *args, **options):
    with pytest.raises(DataError) as caught:
        opened(*args, **options)
    return caught.value.problems[0]


def test_title_rows_are_left_out_with_a_notice(opened):
    """One cell a row above a row of names that covers the table is a title."""
    source = opened([["Report of May"], [], ["Made on 1 June"], NAMES, *DATA])
    assert understood(source) == (NAMES, list(range(5, 13)), "1 row", {"rows": 1, "skip_before": 3})
    assert source.facts.detected[1].evidence == "row 4, below 2 title rows"
    assert "title-rows" in [notice.code for notice in source.facts.notices]
    assert source.facts.detected[1].evidence != opened([["One"], NAMES, *DATA]).facts.detected[1].evidence


@pytest.mark.parametrize(
    ("rows", "line", "advice"),
    [
        ([["Report"], ["id", "team"], *DATA], 2, "--skip-before 1; if row 1 is: --skip-before 0"),
        ([["Report"], *DATA], 2, "--skip-before 1;"),
        ([["Report"], ["id", "id", "x"], *DATA], 2, "--skip-before 1;"),
        ([["Report"], NAMES], 2, "--skip-before 1;"),
        ([["a"], ["b"], ["c", "stray"], ["d"]], 3, "--skip-before 2; if row 1 is: --skip-before 0"),
        ([["of", "May"], ["id", "team", "score", "at"], *([*each, "x"] for each in DATA)], 2, "--skip-before 1;"),
    ],
)
def test_a_header_that_is_not_clear_is_refused(opened, rows, line, advice):
    """Where the row of names is not certain, the user is asked for it, with what to paste."""
    problem = refused(opened, rows)
    assert (problem.code, problem.line) == ("preamble", line)
    assert advice in problem.help
    assert understood(opened(rows, skip_before=line - 1))[3]["skip_before"] == line - 1 if line > 2 else True


def test_the_user_can_say_where_the_header_is(opened):
    """`--skip-before` counts rows of the sheet; the row behind them is the header, blank rows left out."""
    rows = [["Report", "of", "May"], [], NAMES, *DATA]
    assert understood(opened(rows, skip_before=2)) == (
        NAMES,
        list(range(4, 12)),
        "1 row",
        {"rows": 1, "skip_before": 2},
    )
    assert understood(opened(rows, skip_before=1))[3] == {"rows": 1, "skip_before": 2}
    assert refused(opened, rows, skip_before=99).code == "no-header"


def test_a_table_of_one_column(opened):
    """A single column has a name and no title."""
    assert understood(opened([["score"], [9], [8]]))[:2] == (["score"], [2, 3])


def test_a_few_names_are_names(opened):
    """A header that names less than half of the columns stands where nothing below it names all of them."""
    assert understood(opened([["id", "team"], *([*each, each[0], each[0]] for each in DATA)]))[0] == [
        "id",
        "team",
        "col:3",
        "col:4",
        "col:5",
    ]


def test_columns_keep_their_letters(opened):
    """A table that begins in column C has its first name there."""
    assert understood(opened([[None, None, *NAMES], *([None, None, *each] for each in DATA)]))[0][2:] == NAMES


MERGED = [
    ["id", "Support", None, "Price", None],
    [None, "speed", "care", "fair", "clear"],
    *([n, n % 5, n % 4, n % 3, n % 6] for n in range(1, 9)),
]
MERGED_NAMES = ["id", "Support [speed]", "Support [care]", "Price [fair]", "Price [clear]"]


@pytest.mark.parametrize("ranges", [("A1:A2", "B1:C1", "D1:E1"), ("B1:C1", "D1:E1")])
def test_merged_cells_belong_to_all_their_columns(opened, ranges):
    """Merged cells above make a header of two rows, also where none of them reaches over both."""
    source = opened(MERGED, *ranges)
    assert understood(source) == (MERGED_NAMES, list(range(3, 11)), "2 rows", {"rows": 2, "skip_before": 0})
    assert source.facts.detected[1].evidence == "merged cells"


def test_merged_cells_below_a_title(opened):
    """A title may stand above merged cells where the user says so, and a merged title is a title."""
    source = opened([["Report"], *MERGED], "A1:E1", "B2:C2", "D2:E2", skip_before=1)
    assert understood(source)[0] == MERGED_NAMES
    assert understood(opened([["Report"], NAMES, *DATA], "A1:C1"))[0] == NAMES


def test_a_title_above_a_header_of_two_rows(opened):
    """A title above merged cells is left out where the two rows below it name every column, and not otherwise."""
    source = opened([["Report"], [], *MERGED], "A1:E1", "A3:A4", "B3:C3", "D3:E3")
    assert understood(source) == (MERGED_NAMES, list(range(5, 13)), "2 rows", {"rows": 2, "skip_before": 2})
    unnamed = [*MERGED, [9, 1, 2, 3, 4, "more"]]
    assert refused(opened, [["Report"], [], *unnamed], "A3:A4", "B3:C3", "D3:E3").code == "preamble"
    alike = [[None, "speed", "care", "fair", "fair"] if place == 1 else each for place, each in enumerate(MERGED)]
    assert refused(opened, [["Report"], *alike], "B2:C2", "D2:E2").code == "preamble"


@pytest.mark.parametrize("ranges", [("A3:A5",), ("B2:C2", "A1500:A1501", "A1600:B1700")])
def test_merged_cells_among_the_data(opened, ranges):
    """A warning says that of cells merged over several rows of data the first alone holds the value."""
    source = opened([NAMES, *DATA], *ranges)
    assert understood(source)[0] == NAMES
    assert "merged-rows" in [notice.code for notice in source.facts.notices]


def test_merged_cells_that_lose_nothing(opened):
    """Cells merged within one row, or in the header, are no matter for a warning."""
    for rows, ranges in (([NAMES, *DATA], ("B2:C2", "A1500:B1500")), (MERGED, ("A1:A2", "B1:C1", "D1:E1"))):
        source = opened(rows, *ranges)
        understood(source)
        assert "merged-rows" not in [notice.code for notice in source.facts.notices]


def test_a_merged_name_above_data(opened):
    """A merged cell without names below it gives its text to each column."""
    rows = [["id", "answer"], *([n, n % 5, n % 4] for n in range(8))]
    assert understood(opened(rows, "B1:C1"))[0] == ["id", "answer", "answer#2"]


def test_a_tall_name_is_one_row(opened):
    """Cells that are merged over an empty row make a header of one row."""
    rows = [row(1, NAMES), *(row(n + 3, each) for n, each in enumerate(DATA))]
    assert understood(opened(rows, "A1:A2", "B1:B2", "C1:C2"))[:3] == (NAMES, list(range(3, 11)), "1 row")


def test_header_rows_can_be_said(opened):
    """`--header-rows` counts as for delimited text; 0 gives numbered columns, and merged cells are filled in."""
    assert understood(opened(DATA, header_rows=0))[:2] == (["col:1", "col:2", "col:3"], list(range(1, 9)))
    assert understood(opened(MERGED, "B1:C1", "D1:E1", header_rows=2))[0] == MERGED_NAMES
    assert understood(opened([NAMES, *DATA], names=("a", "b", "c")))[0] == ["a", "b", "c"]


def test_two_rows_of_a_survey_tool_are_known(opened):
    """Questions over 'Response' and options are known without merged cells."""
    rows = [
        ["Respondent ID", "How satisfied?", "Why?", "Other"],
        [None, "Response", "Open-Ended Response", None],
        *([n, n % 5, "text", "x"] for n in range(8)),
    ]
    assert understood(opened(rows))[0] == ["Respondent ID", "How satisfied?", "Why?", "Other"]


def test_data_without_names_are_refused(opened):
    """A first row that looks like data is refused, with its row."""
    problem = refused(opened, [[], *DATA])
    assert (problem.code, problem.line) == ("no-header", 2)


@pytest.mark.parametrize("attributes", [('t="e"', "<v>#REF!</v>"), ("", "<f>A9</f>"), ('t="s"', "<v>7</v>")])
def test_a_header_with_an_error_is_refused(opened, attributes):
    """A name that is an error, has no value or is damaged is no name."""
    assert refused(opened, [["id", "team", attributes], *DATA]).code == "header-cell"


def test_only_sound_ranges_near_the_header_count(opened, tmp_path, monkeypatch):
    """A range without corners or far below is no matter, and of very many only the first count."""
    monkeypatch.setattr("cxcli.sources.xlsx_places._KEPT", 1)
    source = opened([["id", "answer"], *([n, n % 5, n % 4] for n in range(8))], "B1:C1", "A1:A9", "x", "A5000:B5000")
    assert understood(source)[0] == ["id", "answer", "answer#2"]
    text = sheet([NAMES, *DATA], '<mergeCells><mergeCell ref="A1:A1"/></mergeCells>')
    (tmp_path / "f.xlsx").write_bytes(zipped(parts({"Data": text.replace("UTF-8", "UTF-16").encode("utf-16")})))
    assert understood(open_source(InputFile(tmp_path / "f.xlsx", "f.xlsx"), ReadOptions()))[0] == NAMES
    assert MAIN in text
    assert workbook([NAMES])


def test_a_sheet_that_breaks_behind_its_rows_is_refused(tmp_path):
    """Damage among the merged cells is found when the header is looked for."""
    text = sheet([NAMES, *([n, n, n] for n in range(9000))], '<mergeCells><mergeCell ref="A1:B1"></mergeCells>')
    (tmp_path / "f.xlsx").write_bytes(zipped(parts({"Data": text})))
    with pytest.raises(DataError) as caught:
        open_source(InputFile(tmp_path / "f.xlsx", "f.xlsx"), ReadOptions())
    assert caught.value.problems[0].code == "workbook"


def test_merged_cells_far_behind_the_header(opened):
    """Merged cells are found behind many rows."""
    rows = [["id", "answer"], *([n, n % 5, n % 4] for n in range(9000))]
    assert understood(opened(rows, "B1:C1"))[0] == ["id", "answer", "answer#2"]


def test_data_are_no_second_row_of_names(opened):
    """A name that is merged over rows of data makes none of them a header."""
    assert understood(opened([NAMES, *DATA], "A1:A3"))[:2] == (NAMES, list(range(2, 10)))
