from contextlib import suppress

import numpy as np
import pytest
import workbooks
from hypothesis import given, settings
from hypothesis import strategies as st
from workbooks import MAIN, STRICT, parts, row, sheet, workbook, zipped

from cxcli.errors import CxError
from cxcli.sources import limits
from cxcli.sources.open_source import open_source
from cxcli.sources.options import ReadOptions
from cxcli.sources.paths import InputFile
from cxcli.sources.xlsx_source import XlsxSource
from cxcli.sources.xlsx_strings import unescaped


@pytest.fixture
def opened(tmp_path):
    """Open bytes as a file."""
    return lambda data, name="f.xlsx", **options: open_at(tmp_path, data, name, **options)


def open_at(folder, data, name="f.xlsx", **options):
    path = folder / name
    path.write_bytes(data)
    return open_source(InputFile(path, name), ReadOptions(**options))


def table(source, size=None, columns=None):
    """The rows of a pass as lists of texts, the line of each, and the rejects as lines and rules."""
    positions = [column.position for column in source.columns] if columns is None else columns
    found, lines, rejects = [], [], []
    for chunk in source.chunks(positions, size):
        assert size is None or len(chunk) <= size
        cells = [[chunk.columns[place].texts[code] for code in chunk.columns[place].codes] for place in positions]
        found += [list(each) for each in zip(*cells, strict=True)]
        lines += chunk.lines.tolist()
        rejects += [(reject.line, reject.rule) for reject in chunk.rejects]
        assert chunk.lines.dtype == np.int64
        assert all(len(set(column.texts)) == len(column.texts) for column in chunk.columns.values())
    account = source.facts.account
    assert account.read == account.accepted + sum(account.rejected.values())
    assert account.accepted == len(lines)
    return found, lines, rejects


def codes(source):
    return sorted(notice.code for notice in source.facts.notices)


def names(source):
    return [column.name for column in source.columns]


def refusal(opened, data, **options):
    """The problem for which a workbook is refused, on opening it or while it is read."""
    with pytest.raises(CxError) as caught:
        table(opened(data, **options))
    return caught.value.problems[0]


HEADER = ["id", "score"]
GOOD = [HEADER, [1, 9], [2, 0.1], [3, "ten"]]


def test_a_workbook_is_known_by_its_content(opened):
    """A zip with the parts of a workbook is one, whatever its name says; a notice tells of another name."""
    source = opened(workbook(GOOD), "f.csv")
    assert isinstance(source, XlsxSource)
    assert names(source) == HEADER
    assert table(source) == ([["1", "9"], ["2", "0.1"], ["3", "ten"]], [2, 3, 4], [])
    assert codes(source) == ["packed-name"]
    assert source.facts.format == "xlsx"
    assert source.facts.header == {"rows": 1, "skip_before": 0}
    assert [(each.what, each.value, each.evidence) for each in source.facts.detected] == [
        ("sheet", "Data", "the only sheet"),
        ("header", "1 row", "row 1"),
    ]


@pytest.mark.parametrize("name", ["f.xlsx", "F.XLSM", "f.xltx", "<stdin>"])
def test_usual_names_need_no_notice(opened, name):
    """Names that workbooks have, and standard input, are read without a word."""
    source = opened(workbook(GOOD), name)
    table(source)
    assert codes(source) == []


def test_text_that_is_named_as_a_workbook_is_read_with_a_notice(opened):
    """A CSV file with the name of a workbook is text."""
    source = opened(b"id,score\n1,9\n", "f.xlsx")
    assert source.facts.format == "csv"
    assert codes(source) == ["packed-name"]


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=8).filter(str.strip)


@given(
    st.lists(st.lists(st.one_of(st.none(), TEXTS), min_size=3, max_size=3).filter(any), min_size=1, max_size=30),
    st.sampled_from([1, 2, 7, None]),
    st.booleans(),
)
@settings(max_examples=60)
def test_texts_come_back_as_they_were_written(tmp_path_factory, rows, size, shared):
    """A table of texts, inline or shared, is read back as it was written, in chunks of any size."""
    known = sorted({text for each in rows for text in each if text})
    escaped = {text: f"<t>{workbooks.escape(text)}</t>" for text in known}
    shown = {text: ('t="s"', f"<v>{place}</v>") if shared else text for place, text in enumerate(known)} | {None: None}
    data = workbook(
        [["col one", "col two", "col three"], *([shown[text] for text in each] for each in rows)],
        texts=[escaped[text] for text in known],
    )
    source = open_at(tmp_path_factory.mktemp("w"), data, header_rows=1)
    found, lines, rejects = table(source, size)
    written = [[workbooks_text(text) for text in each] for each in rows]
    assert found == written[: len(found)]
    assert len(found) + len(rejects) == len(rows)
    assert {rule for _, rule in rejects} <= {"total_row", "repeated_header"}
    assert lines == list(range(2, len(found) + 2))


def workbooks_text(text):
    """A text as XML hands it on, and without escapes."""
    return unescaped((text or "").replace("\r\n", "\n").replace("\r", "\n"))


CELLS = [
    ("", "<v>9</v>", "9"),
    ("", "<v>9.0</v>", "9"),
    ("", "<v>0.1</v>", "0.1"),
    ("", "<v>0.30000000000000004</v>", "0.30000000000000004"),
    ("", "<v>1E3</v>", "1000"),
    ("", "<v>-0.5</v>", "-0.5"),
    ('t="n"', "<v>1.5E-3</v>", "0.0015"),
    ('t="b"', "<v>1</v>", "TRUE"),
    ('t="b"', "<v>0</v>", "FALSE"),
    ('t="d"', "<v>2025-03-04T05:06:07</v>", "2025-03-04T05:06:07"),
    ('t="str"', "<f>A1</f><v>text</v>", "text"),
    ('t="str"', "<f>A1</f><v></v>", ""),
    ("", "<f>4+5</f><v>9</v>", "9"),
    ('t="s"', "<v>0</v>", "shared"),
    ('t="s"', "<v>1</v>", "rich text"),
    ('t="s"', "<v>2</v>", "漢字"),
    ('t="inlineStr"', "<is><r><t>in</t></r><r><t>line</t></r><rPh><t>no</t></rPh></is>", "inline"),
    ('t="inlineStr"', "<is><t>a_x000D_b</t></is>", "a\rb"),
    ('s="1"', "<v>45720</v>", "2025-03-04"),
    ('s="2"', "<v>45720.2125810185</v>", "2025-03-04 05:06:07"),
    ('s="1"', "<v>45720.5</v>", "2025-03-04 12:00:00"),
    ('s="3"', "<v>1.65509259259259E-3</v>", "00:02:23"),
    ('s="4"', "<v>1.5</v>", "36:00:00"),
    ('s="5"', "<v>0.85</v>", "85%"),
]
SHARED = ["<t>shared</t>", "<r><rPr/><t>rich </t></r><r><t>text</t></r>", "<t>漢字</t><rPh><t>かんじ</t></rPh>"]


@pytest.mark.parametrize(("attributes", "inner", "text"), CELLS)
def test_what_a_cell_says(opened, attributes, inner, text):
    """Each kind of cell is read as what it stores, and dates, times and shares as their format shows them."""
    data = workbook([HEADER, [1, (attributes, inner)], [2, 3]], texts=SHARED)
    assert table(opened(data))[0][0] == ["1", text]


FAULTS = [
    ('t="e"', "<v>#N/A</v>", "error_cell"),
    ('t="e"', "<f>1/0</f><v>#DIV/0!</v>", "error_cell"),
    ("", "<f>4+5</f>", "no_cached_value"),
    ("", "<f>4+5</f><v></v>", "no_cached_value"),
    ('t="str"', "<f>4+5</f>", "no_cached_value"),
    ('t="s"', "<v>99</v>", "damaged_cell"),
    ('t="s"', "<v>-1</v>", "damaged_cell"),
    ('t="s"', "<v>one</v>", "damaged_cell"),
    ('t="b"', "<v>2</v>", "damaged_cell"),
    ('t="q"', "<v>2</v>", "damaged_cell"),
    ("", "<v>NaN</v>", "damaged_cell"),
    ("", "<v>INF</v>", "damaged_cell"),
    ("", "<v>1e999</v>", "damaged_cell"),
    ("", "<v>1_0</v>", "damaged_cell"),
    ('s="99"', "<v>1</v>", "damaged_cell"),
    ('s="1"', "<v>-1</v>", "no_such_date"),
    ('s="1"', "<v>1e300</v>", "no_such_date"),
]


@pytest.mark.parametrize(("attributes", "inner", "rule"), FAULTS)
def test_a_cell_that_says_nothing_rejects_its_row(opened, attributes, inner, rule):
    """A row is rejected for an error, a formula without a value or a damaged cell, if that column is read."""
    source = opened(workbook([HEADER, [1, 9], [2, (attributes, inner)]], texts=SHARED))
    assert table(source) == ([["1", "9"]], [2], [(3, rule)])
    assert table(source, columns=[1])[2] == [(3, rule)]
    assert table(source, columns=[0]) == ([["1"], ["2"]], [2, 3], [])
    assert table(source, columns=[])[2] == [(3, rule)]
    assert ("no-cached-value" in codes(source)) is (rule == "no_cached_value")


def test_the_content_of_a_reject_is_its_cells(opened):
    """The cells of a rejected row stand with tabs between them; one without a text is empty."""
    source = opened(workbook([HEADER, [1, 9], ["x", ('t="e"', "<v>#N/A</v>")]]))
    assert [reject.content for chunk in source.chunks([1]) for reject in chunk.rejects] == ["x\t"]


@pytest.mark.parametrize("size", [1, 2, 100, None])
def test_rejects_and_rows_do_not_depend_on_the_cut(opened, size):
    """Chunks of any size hold the same rows and rejects."""
    bad = ('t="e"', "<v>#N/A</v>")
    data = workbook([HEADER, *([n, bad if n % 3 == 0 else n % 11] for n in range(1, 100))])
    found, lines, rejects = table(opened(data), size)
    assert lines == [n + 1 for n in range(1, 100) if n % 3]
    assert rejects == [(n + 1, "error_cell") for n in range(1, 100) if n % 3 == 0]
    assert found == [[str(n), str(n % 11)] for n in range(1, 100) if n % 3]


def test_chunks_of_long_texts_are_bounded(opened, monkeypatch):
    """A chunk ends where its texts become too many to hold, and the rows are the same."""
    monkeypatch.setattr("cxcli.sources.xlsx_chunks._CHARACTERS", 100)
    data = workbook([HEADER, *([n, f"{n:050}"] for n in range(9))])
    source = opened(data)
    assert [len(chunk) for chunk in source.chunks([1])] == [3, 3, 3]


def test_many_different_cells_are_forgotten_again(opened, monkeypatch):
    """Only so many cells are remembered, without a difference to what is read."""
    monkeypatch.setattr("cxcli.sources.xlsx_cells._REMEMBERED", 2)
    assert table(opened(workbook([HEADER, *([n, n * 2] for n in range(9))])))[0] == [
        [str(n), str(n * 2)] for n in range(9)
    ]


def test_foreign_elements_are_passed_over(opened):
    """Elements of other namespaces among the cells, and those after the rows, are not read."""
    text = sheet(GOOD, behind='<extLst xmlns:o="urn:o"><o:f>1</o:f><ext/></extLst>')
    text = text.replace("<sheetData>", '<sheetData xmlns:o="urn:o"><o:note/>')
    assert table(opened(zipped(parts({"Data": text}))))[0][0] == ["1", "9"]


def test_a_first_cell_that_is_an_error(opened):
    """An error in the first cell of a row is no word for a total."""
    rows = [HEADER, *([('t="e"', "<v>#N/A</v>"), n] for n in range(30))]
    assert table(opened(workbook(rows)), columns=[1])[1] == list(range(2, 32))


def test_chunks_of_rejects_are_bounded(opened, monkeypatch):
    """Rejects are handed on in pieces, kept up to the limit, and counted beyond it."""
    monkeypatch.setattr("cxcli.sources.xlsx_chunks._RECORDS", 2)
    monkeypatch.setattr(limits, "REJECTS_KEPT", 3)
    source = opened(workbook([HEADER, [0, 1], *([n, ('t="e"', "<v>#N/A</v>")] for n in range(1, 9))]))
    assert [len(chunk.rejects) for chunk in source.chunks([1])] == [2, 1]
    assert source.facts.account.rejected == {"error_cell": 8}


def test_two_rows_with_one_number_are_rejected(opened):
    """Neither of two rows with the same number is taken, nor a row with the number of the header."""
    rows = [row(1, HEADER), row(1, [0, 0]), row(2, [1, 9]), row(3, [2, 8]), row(3, [3, 7]), row(4, [4, 6])]
    assert table(opened(workbook(rows))) == (
        [["1", "9"], ["4", "6"]],
        [2, 4],
        [(1, "repeated_row"), (3, "repeated_row"), (3, "repeated_row")],
    )


def test_rows_out_of_order_are_refused(opened):
    """A row behind one with a higher number makes the workbook unsound."""
    problem = refusal(opened, workbook([row(1, HEADER), row(3, [1, 9]), row(2, [2, 8])]))
    assert (problem.code, problem.line) == ("unordered-rows", 2)


def test_blank_rows_are_counted_and_are_no_records(opened):
    """Rows without cells, with empty texts or not there at all are blank; those at the end do not count."""
    blank = ('t="str"', "<f>A1</f><v></v>")
    rows = [row(1, HEADER), row(2, [1, 9]), row(3, [blank, " "]), row(4, []), row(60, [2, 8]), row(70, [blank])]
    source = opened(workbook(rows))
    assert table(source) == ([["1", "9"], ["2", "8"]], [2, 60], [])
    assert [notice.message for notice in source.facts.notices] == ["57 rows are blank and left out"]


def test_hidden_rows_are_read_and_counted(opened):
    """A filter hides rows from the eye, not from the count."""
    source = opened(workbook([row(1, HEADER), row(2, [1, 9], 'hidden="1"'), row(3, [2, 8], 'hidden="true"')]))
    assert table(source)[1] == [2, 3]
    assert codes(source) == ["hidden-rows"]


def test_cells_without_places_follow_each_other(opened):
    """Rows and cells need not say where they are."""
    rows = "<row><c><v>1</v></c><c><v>9</v></c></row>"
    assert table(opened(workbook([row(1, HEADER), rows, rows])))[0] == [["1", "9"]] * 2


@pytest.mark.parametrize("place", ["B3", "b2", "A2", "$B$2", "ABCD2", "2"])
def test_a_cell_that_is_elsewhere_rejects_its_row(opened, place):
    """A cell that names another row, no column or a column that is taken is damage."""
    odd = f'<row r="2"><c r="A2"><v>1</v></c><c r="{place}"><v>9</v></c></row>'
    assert table(opened(workbook([row(1, HEADER), odd, row(3, [2, 8])])))[2] == [(2, "damaged_cell")]


@pytest.mark.parametrize("number", ["0", "01", "x", "1048577", "-1"])
def test_a_row_needs_a_number(opened, number):
    """A row number that no sheet has is damage."""
    assert refusal(opened, workbook([row(1, HEADER), f'<row r="{number}"/>'])).code == "workbook"


def test_a_far_cell_is_refused(opened):
    """A cell beyond the columns that are read is refused; one without a value is none."""
    far = '<row r="2"><c r="A2"><v>1</v></c><c r="XFD2"{}</row>'
    assert refusal(opened, workbook([row(1, HEADER), far.format("><v>1</v></c>")])).code == "columns"
    assert table(opened(workbook([row(1, HEADER), far.format(' s="1"/>')])))[0] == [["1", ""]]


def test_cells_to_the_right_of_the_table_are_not_read_in_silence(opened):
    """A cell beyond the columns of the first rows is told of; errors there reject nothing."""
    error = ('t="e"', "<v>#N/A</v>")
    rows = [
        HEADER,
        *([n, n % 11] for n in range(80)),
        [80, 9, None, "note"],
        [81, 9, error],
        [82, 9, ('t="str"', "<f>1</f><v></v>")],
    ]
    source = opened(workbook(rows))
    assert len(table(source, columns=[])[1]) == 83
    assert [notice.message for notice in source.facts.notices if notice.code == "cells-beyond"] == [
        "2 rows have cells to the right of the table; they are not read"
    ]


def test_a_full_sheet_may_be_cut_off(opened):
    """A row with the last number that there is gives a warning."""
    source = opened(workbook([row(1, HEADER), row(2, [1, 9]), row(1_048_576, [2, 9])]))
    table(source)
    assert codes(source) == ["blank-lines", "full-sheet"]


def test_long_numbers_are_told_of(opened):
    """An id of more digits than a double holds gives a warning where its column is read."""
    source = opened(workbook([HEADER, [12345678901234567, 9]]))
    assert table(source)[0] == [["12345678901234568", "9"]]
    assert codes(source) == ["long-numbers"]
    table(source, columns=[1])
    assert codes(source) == []


def test_a_sheet_without_records(opened):
    """A header alone gives a warning."""
    source = opened(workbook([HEADER]))
    assert table(source) == ([], [], [])
    assert codes(source) == ["no-records"]


def test_totals_and_a_repeated_header_are_rejected(opened):
    """The header among the data and totals at the end are no records; the same word among the data is an answer."""
    total = ["Total", 17]
    source = opened(workbook([["team", "score"], ["a", 9], ["team", "score"], ["b", 8], total]))
    assert table(source)[2] == [(3, "repeated_header"), (5, "total_row")]
    source = opened(workbook([["team", "score"], total, *([f"t{n}", 5] for n in range(20)), total]))
    assert table(source)[2] == []
    assert table(opened(workbook([["team"], ["a"], ["b"], ["Total"]])))[2] == []


@pytest.mark.parametrize("size", [1, None])
def test_a_footer_is_left_out(opened, size):
    """The last rows of a sheet, blank ones among them, are no data where the user says so."""
    rows = [row(1, HEADER), *(row(n, [n, 9]) for n in range(2, 30)), row(31, ["note"]), row(32, ["end"])]
    _, lines, _ = table(opened(workbook(rows), footer=3), size)
    assert lines == list(range(2, 30))
    assert table(opened(workbook(rows), footer=100))[1] == []


def test_dates_from_1904(opened):
    """A workbook may count its days from 1904."""
    data = workbook([HEADER, [1, ('s="1"', "<v>0</v>")]], properties='date1904="1"')
    assert table(opened(data))[0] == [["1", "1904-01-01"]]


def test_other_spellings_of_the_parts(opened):
    """Prefixes, the strict form, UTF-16, absolute targets, backslashes and capitals in names are all the same."""
    prefixed = (
        sheet(GOOD).replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x=")
    )
    plain = parts({"Data": GOOD})
    forms = [
        plain | {"xl/worksheets/sheet1.xml": prefixed},
        plain | {"xl/worksheets/sheet1.xml": sheet(GOOD, namespace=STRICT)},
        plain | {"xl/worksheets/sheet1.xml": sheet(GOOD).replace("UTF-8", "UTF-16").encode("utf-16")},
        {name.replace("/", "\\") if "sheet1" in name else name: data for name, data in plain.items()},
        {name.replace("sheet1", "Sheet1"): data for name, data in plain.items()},
        plain | {"xl/_rels/workbook.xml.rels": plain["xl/_rels/workbook.xml.rels"].replace('"work', '"/xl/work')},
        {name: data for name, data in plain.items() if name != "_rels/.rels"},
        {name: data.replace(MAIN, STRICT) for name, data in plain.items()},
    ]
    for found in forms:
        assert table(opened(zipped(found)))[0] == [["1", "9"], ["2", "0.1"], ["3", "ten"]]


def test_formats_that_are_not_listed(opened):
    """Where a workbook lists no format of cells, a cell without one is a number; a cell that names one is damaged."""
    found = parts({"Data": [HEADER, [1, 9], [2, ('s="3"', "<v>9</v>")]]})
    found["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}"/>'
    assert table(opened(zipped(found))) == ([["1", "9"]], [2], [(3, "damaged_cell")])


@pytest.mark.parametrize(("written", "stored"), [("my%20data.xml", "my data.xml"), ("my data.xml", "my%20data.xml")])
def test_addresses_of_parts_may_be_escaped(opened, written, stored):
    """A part is found by the address in its relationship, with percent signs in either name or none."""
    found = parts({"Data": GOOD})
    found[f"xl/worksheets/{stored}"] = found.pop("xl/worksheets/sheet1.xml")
    known = "xl/_rels/workbook.xml.rels"
    found[known] = found[known].replace("sheet1.xml", written)
    assert len(table(opened(zipped(found)))[0]) == 3


@pytest.mark.parametrize(("properties", "is_told"), [('fullCalcOnLoad="1"', True), ('calcId="191029"', False)])
def test_formulas_that_nobody_worked_out(opened, properties, is_told):
    """Where formulas are left to the program that opens the workbook, a warning tells it if their values are read."""
    found = parts({"Data": [HEADER, [1, ("", "<f>A2*9</f><v>0</v>")], [2, 3]]})
    main = "xl/workbook.xml"
    found[main] = found[main].replace("</workbook>", f"<calcPr {properties}/></workbook>")
    source = opened(zipped(found))
    assert table(source)[0] == [["1", "0"], ["2", "3"]]
    assert ("unworked-formulas" in codes(source)) is is_told
    assert table(source, columns=[0])[0] == [["1"], ["2"]]
    assert codes(source) == []


def test_a_workbook_without_formats(opened):
    """Without a part for formats, numbers are numbers."""
    found = parts({"Data": GOOD})
    found["xl/_rels/workbook.xml.rels"] = found["xl/_rels/workbook.xml.rels"].replace("/styles", "/none")
    assert table(opened(zipped(found)))[0][0] == ["1", "9"]


DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'


def part_with(name, change):
    found = parts({"Data": GOOD}, texts=["<t>a</t>"])
    return zipped(found | {name: change(found[name])})


EVERY_PART = [
    "_rels/.rels",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
    "xl/worksheets/sheet1.xml",
]


@pytest.mark.parametrize("part", EVERY_PART)
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("?>", f"?>{DOCTYPE}", 1),
        lambda text: text.replace("?>", "?><!DOCTYPE x>", 1),
        lambda text: text[: len(text) // 2],
        lambda text: text[:0],
        lambda text: text.replace("</", "&b;</", 1),
        lambda text: text + "<more/>",
        lambda text: text.encode().replace(b'"', b'"\xff', 1),
    ],
    ids=["entities", "document type", "cut", "empty", "unknown entity", "more", "no UTF-8"],
)
def test_a_part_that_is_no_sound_xml_is_refused(opened, part, change):
    """Any document type, entity or damage in any part that is read refuses the workbook."""
    assert refusal(opened, part_with(part, change)).code == "workbook"


def without(name):
    found = parts({"Data": GOOD}, texts=["<t>a</t>"])
    del found[name]
    return zipped(found)


@pytest.mark.parametrize(
    "part", ["xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet1.xml"]
)
def test_a_missing_part_is_damage(opened, part):
    """A part that is referred to must be there."""
    assert refusal(opened, without(part)).code == "workbook"


@pytest.mark.parametrize("target", ["../../../etc/passwd", "/etc/passwd", "file:///etc/passwd", "", "..", "worksheets"])
def test_a_target_is_never_a_path(opened, target):
    """A part is looked for in the zip alone, wherever its name points."""
    change = lambda text: text.replace("worksheets/sheet1.xml", target)  # noqa: E731 - as in the table above
    assert refusal(opened, part_with("xl/_rels/workbook.xml.rels", change)).code == "workbook"


@pytest.mark.parametrize(
    "text",
    [
        sheet(GOOD).replace("worksheet", "chartsheet"),
        sheet(GOOD, namespace="urn:other"),
        sheet(GOOD)
        .replace("<c ", "<y:c ")
        .replace("</c>", "</y:c>")
        .replace("<sheetData", f'<sheetData xmlns:y="{MAIN}"'),
    ],
    ids=["another root", "another namespace", "two prefixes"],
)
def test_a_sheet_that_is_none_is_damage(opened, text):
    """A part with another root, another namespace or names of two kinds is not read as an empty sheet."""
    assert refusal(opened, zipped(parts({"Data": text}))).code == "workbook"


def test_a_workbook_without_sheets(opened):
    """There must be a sheet."""
    assert refusal(opened, zipped(parts({}))).code == "workbook"


def test_a_part_twice_is_damage(opened):
    """Two parts whose names are the same but for capitals leave open which one is meant."""
    assert refusal(opened, zipped(parts({"Data": GOOD}) | {"xl/Worksheets/SHEET1.xml": sheet(GOOD)})).code == "workbook"


def test_limits(opened, monkeypatch):
    """Too many parts, cells, rows, shared texts or bytes, or a row or text too long, refuse the workbook."""
    shared = workbook(GOOD, texts=["<t>a</t>", "<t>b</t>"])
    quick = [
        ("MEMBERS", 3, "zip-members", shared),
        ("ELEMENTS", 3, "workbook", shared),
        ("CELLS", 5, "too-many-cells", shared),
        ("SHEET_ROWS", 3, "workbook", shared),
        ("SHARED_TEXTS", 1, "workbook", shared),
        ("WORKBOOK_BYTES", 1000, "unpacked-size", shared),
    ]
    for name, value, code, data in quick:
        with monkeypatch.context() as patch:
            patch.setattr(limits, name, value)
            assert refusal(opened, data).code == code, name


def test_rows_without_end_are_refused(opened, monkeypatch):
    """A sheet cannot have more rows than a spreadsheet program knows, even where they repeat a number."""
    monkeypatch.setattr(limits, "SHEET_ROWS", 10)
    assert refusal(opened, workbook([HEADER, [1, 9], *['<row r="2"/>'] * 20])).code == "too-many-cells"


def test_bombs_are_refused(opened):
    """What unpacks to far more than its size, or has one tag or text without an end, is refused."""
    blank = f'<worksheet xmlns="{MAIN}"><sheetData>{" " * 11_000_000}</sheetData></worksheet>'
    assert refusal(opened, zipped(parts({"Data": blank}))).code == "unpacked-size"
    tag = f'<worksheet xmlns="{MAIN}"><sheetData><row r="{"1" * 5_000_000}'
    assert refusal(opened, zipped(parts({"Data": tag}))).code == "workbook"
    text = [f"<t>{'a' * (limits.RECORD_BYTES + 1)}</t>"]
    assert refusal(opened, workbook(GOOD, texts=text)).code == "workbook"
    endless = sheet([HEADER, [1, "a" * (limits.RECORD_BYTES + 10**6)]])
    assert refusal(opened, zipped(parts({"Data": endless}))).code == "record-size"


def test_a_part_with_a_password_is_refused(opened):
    """A part that is encrypted inside the zip is refused with what to do."""
    data = bytearray(workbook(GOOD))
    places = [place for place in range(len(data)) if data[place : place + 4] == b"PK\x01\x02"]
    for place in places:
        data[place + 8] |= 1
    assert refusal(opened, bytes(data)).code == "zip-password"


OPEN = parts({"Data": GOOD})


@pytest.mark.parametrize(
    ("found", "word"),
    [
        ({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": "x"}, "XLSB"),
        ({"[Content_Types].xml": "<Types/>", "word/document.xml": "x"}, "text document"),
        ({"mimetype": "x", "content.xml": "x"}, "ODS"),
    ],
)
def test_other_documents_are_refused(opened, found, word):
    """Binary and OpenDocument workbooks and other office files are refused by name."""
    problem = refusal(opened, zipped(found))
    assert problem.code == "unsupported-format"
    assert word in problem.message


@given(st.data())
@settings(max_examples=150)
def test_a_damaged_workbook_never_breaks_the_program(tmp_path_factory, data):
    """Whatever happens to the bytes of a part or of the zip, the file is read or refused."""
    found = parts(
        {"Data": [HEADER, [1, 9], [2, ('t="s"', "<v>0</v>")], [3, ('s="2"', "<v>45000.5</v>")]]}, texts=["<t>a</t>"]
    )
    part = data.draw(st.sampled_from(["zip", *EVERY_PART]))
    target = bytearray(zipped(found) if part == "zip" else found[part].encode())
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(target) - 1))
        how = data.draw(st.sampled_from(["flip", "cut", "drop", "twice"]))
        if how == "flip":
            target[place] = data.draw(st.integers(0, 255))
        elif how == "cut" and place:
            del target[place:]
        elif how == "drop":
            del target[place : place + data.draw(st.integers(1, 20))]
        else:
            target[place:place] = target[place : place + data.draw(st.integers(1, 20))]
        if not target:
            break
    changed = bytes(target) if part == "zip" else zipped(found | {part: bytes(target)})
    with suppress(CxError):
        table(open_at(tmp_path_factory.mktemp("w"), changed))


def test_every_cut_of_the_zip_is_refused_or_read(tmp_path):
    """A workbook that is cut off at any byte is refused, never half read."""
    whole = workbook(GOOD)
    for size in range(4, len(whole), 7):
        with pytest.raises(CxError):
            table(open_at(tmp_path, whole[:size]))


def test_formats_are_taken_from_the_cells_alone(opened):
    """Formats of styles and of conditions have numbers of their own."""
    found = parts({"Data": [HEADER, [1, ('s="0"', "<v>45720</v>")], [2, ('s="1"', "<v>45720</v>")]]})
    found["xl/styles.xml"] = (
        f'<styleSheet xmlns="{MAIN}"><cellStyleXfs><xf numFmtId="22"/></cellStyleXfs>'
        f'<cellXfs><xf/><xf numFmtId="14"/></cellXfs><dxfs><dxf><numFmt numFmtId="14" formatCode="0"/></dxf></dxfs>'
        "</styleSheet>"
    )
    assert table(opened(zipped(found)))[0] == [["1", "45720"], ["2", "2025-03-04"]]
