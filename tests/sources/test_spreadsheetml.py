import gzip
import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from xml_spreadsheets import (
    DECLARATION,
    EXCEL,
    FORMATS,
    SPREADSHEET,
    book,
    hidden,
    open_at,
    row,
    sheet,
    styles,
    table,
    value,
    workbook,
)

from cxcli.errors import CxError, DataError, UsageError
from cxcli.sources import limits
from cxcli.sources.spreadsheetml import SpreadsheetMLSource

HEADER = ["id", "score"]
GOOD = [HEADER, [1, 9], [2, 0.1], [3, "ten"]]
READ = [["1", "9"], ["2", "0.1"], ["3", "ten"]]


@pytest.fixture
def opened(tmp_path):
    """Open a workbook that is text or bytes."""
    return lambda data, name="f.xls", **options: open_at(tmp_path, data, name, **options)


def codes(source):
    return sorted(notice.code for notice in source.facts.notices)


def names(source):
    return [column.name for column in source.columns]


def chosen(source):
    found = source.facts.detected[0]
    return found.what, found.value, found.evidence


def refusal(opened, data, **options):
    """The problem for which a workbook is refused, on opening it or while it is read."""
    with pytest.raises(CxError) as caught:
        table(opened(data, **options))
    return caught.value.problems[0]


def test_a_workbook_is_known_by_its_content(opened):
    """XML whose root is a workbook is one; what it was taken to be is told as for other workbooks."""
    source = opened(workbook(GOOD))
    assert isinstance(source, SpreadsheetMLSource)
    assert names(source) == HEADER
    assert table(source) == (READ, [2, 3, 4], [])
    assert codes(source) == []
    facts = source.facts
    assert (facts.format, facts.encoding, facts.delimiter) == ("spreadsheetml", "utf-8", None)
    assert facts.header == {"rows": 1, "skip_before": 0}
    assert [(each.what, each.value, each.evidence) for each in facts.detected] == [
        ("sheet", "Data", "the only sheet"),
        ("header", "1 row", "row 1"),
    ]


@pytest.mark.parametrize(
    ("name", "found"),
    [("f.XLS", []), ("f.xml", []), ("<stdin>", []), ("f.xlsx", []), ("f.csv", ["packed-name"])],
)
def test_a_name_that_says_something_else_is_told_of(opened, name, found):
    """Such files are called `.xls` or `.xml`; one that is called otherwise is read with a notice."""
    source = opened(workbook(GOOD), name)
    table(source)
    assert codes(source) == found


def test_a_workbook_may_be_packed(opened):
    """A compressed workbook is read; the notice is then about the packing."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("tickets.xls", workbook(GOOD))
    for data, name in ((gzip.compress(workbook(GOOD)), "f.xls.gz"), (out.getvalue(), "f.zip")):
        source = opened(data, name)
        assert table(source)[0] == READ
        assert codes(source) == []
    assert codes(opened(gzip.compress(workbook(GOOD)), "f.xls")) == ["packed-name"]


FORMS = [
    book(sheet(GOOD), declaration=""),
    book(sheet(GOOD), declaration='<?xml version="1.0" encoding="utf-8" standalone="yes"?>'),
    "\ufeff" + book(sheet(GOOD)),
    book(sheet(GOOD)).replace("<", "<ss:").replace("<ss:/", "</ss:").replace("<ss:?", "<?"),
    book(sheet(GOOD)).replace("ss:", "any:").replace("xmlns:ss", "xmlns:any"),
    book(sheet(GOOD))
    .replace(f'xmlns="{SPREADSHEET}"', "")
    .replace("<", "<ss:")
    .replace("<ss:/", "</ss:")
    .replace("<ss:?", "<?"),
    book(sheet(GOOD)).replace("><", ">\n   <"),
    book(sheet(GOOD), before="<!-- a note --><OfficeDocumentSettings><Table2/></OfficeDocumentSettings>"),
]


@pytest.mark.parametrize("text", FORMS)
def test_spellings_of_the_same_workbook(opened, text):
    """With a declaration or none, a mark, other prefixes or none, line breaks and notes, it is the same."""
    assert table(opened(text)) == (READ, [2, 3, 4], [])


@pytest.mark.parametrize(
    ("encoding", "declared", "told"),
    [
        ("utf-8", "UTF-8", "utf-8"),
        ("ascii", "us-ascii", "utf-8"),
        ("utf-16", "UTF-16", "utf-16"),
        ("latin-1", "ISO-8859-1", "iso8859-1"),
        ("cp1252", "windows-1252", "cp1252"),
        ("cp1251", "windows-1251", "cp1251"),
    ],
)
def test_the_encoding_is_the_one_that_is_declared(opened, encoding, declared, told):
    """The XML declaration says the encoding; nothing is guessed."""
    text = {"ascii": "plain", "cp1251": "плохо"}.get(encoding, "Größe")
    data = book(sheet([HEADER, [1, text]]), declaration=f'<?xml version="1.0" encoding="{declared}"?>')
    source = opened(data.encode(encoding))
    assert table(source)[0] == [["1", text]]
    assert source.facts.encoding == told


def test_utf_16_without_a_declaration(opened):
    """A byte order mark is enough."""
    source = opened(book(sheet(GOOD)).encode("utf-16"))
    assert table(source)[0] == READ
    assert source.facts.encoding == "utf-16"


@pytest.mark.parametrize("declared", ["gbk", "utf-32", "nonsense", "rot13", "UTF-16"])
def test_an_encoding_that_is_not_read_is_refused(opened, declared):
    """An encoding that XML parsers do not have to know, or that is not the true one, is refused with what to do."""
    data = book(sheet(GOOD), declaration=f'<?xml version="1.0" encoding="{declared}"?>')
    assert "XLSX" in refusal(opened, data).help


def test_bytes_that_are_not_as_declared_are_refused(opened):
    """A byte that the encoding does not have is damage, and its line is named."""
    problem = refusal(opened, book(sheet([HEADER, [1, "Größe"]])).encode("latin-1"))
    assert (problem.code, problem.line) == ("workbook", 6)
    assert "XLSX" in problem.help


PLACES = st.lists(
    st.tuples(st.integers(0, 2), st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), st.booleans()), max_size=5)),
    max_size=12,
)


@given(PLACES, st.data())
@settings(max_examples=80)
def test_cells_are_where_they_say(tmp_path_factory, drawn, data):
    """Wherever rows and cells jump, and however many cells are merged, each text stands in its row and column."""
    rows, expected, number = [row(["a", "b", "c", "d", "e"])], {}, 1
    for skipped, cells in drawn:
        number += skipped + 1
        column, written = 0, []
        for gap, across, is_filled in cells:
            if column + gap > 4:
                break
            column += gap
            index = f'ss:Index="{column + 1}"' if gap or data.draw(st.booleans()) else ""
            merged = f'ss:MergeAcross="{across}"' if across else ""
            text = f"{number}/{column}"
            written.append(value("String", text, f"{index} {merged}") if is_filled else f"<Cell {index} {merged}/>")
            if is_filled:
                expected.setdefault(number, {})[column] = text
            column += across + 1
        attributes = f'ss:Index="{number}"' if skipped or data.draw(st.booleans()) else ""
        rows.append(row(written, attributes))
    source = open_at(tmp_path_factory.mktemp("w"), workbook(rows), header_rows=1)
    found, lines, rejects = table(source)
    width = len(source.columns)
    assert (lines, rejects) == (sorted(expected), [])
    assert found == [[expected[line].get(column, "") for column in range(width)] for line in lines]


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=8).filter(
    lambda text: text.strip() and "\ufffe" not in text and "\uffff" not in text and not text.startswith("<")
)


@given(
    st.lists(st.lists(st.one_of(st.none(), TEXTS), min_size=3, max_size=3).filter(any), min_size=1, max_size=30),
    st.sampled_from([1, 2, 7, None]),
    st.sampled_from(["utf-8", "utf-16"]),
)
@settings(max_examples=60)
def test_texts_come_back_as_they_were_written(tmp_path_factory, rows, size, encoding):
    """A table of texts is read back as it was written, in chunks of any size."""
    text = book(sheet([["col one", "col two", "col three"], *rows]))
    source = open_at(tmp_path_factory.mktemp("w"), text.encode(encoding), header_rows=1)
    found, lines, rejects = table(source, size)
    assert {rule for _, rule in rejects} <= {"total_row", "repeated_header"}
    assert found == [[text or "" for text in rows[line - 2]] for line in lines]
    assert len(found) + len(rejects) == len(rows)


@pytest.mark.parametrize("size", [1, 7, 64, 1000])
def test_a_result_does_not_depend_on_the_cut(opened, monkeypatch, size):
    """In whatever pieces the file is read, rows, rejects and notices are the same."""
    bad = value("Error", "#N/A")
    data = workbook([HEADER, *([n, bad if n % 3 == 0 else f"{n} & more"] for n in range(1, 40))])
    whole = table(opened(data))
    monkeypatch.setattr("cxcli.sources.spreadsheetml.FEED_BYTES", size)
    assert table(opened(data)) == whole
    assert whole[2] == [(n + 1, "error_cell") for n in range(1, 40) if n % 3 == 0]


def test_rows_that_are_blank_hidden_or_spanned(opened):
    """Rows that are left out by a number or by a span are blank ones; hidden rows are read and counted."""
    rows = [
        row(HEADER),
        row([1, 9], 'ss:Hidden="1"'),
        '<Row ss:Span="3"/>',
        row([2, 8]),
        row([" ", None]),
        row([3, 7], 'ss:Index="20"'),
        row([4, 6]),
        row([None], 'ss:Index="90"'),
    ]
    source = opened(workbook(rows))
    assert table(source) == ([["1", "9"], ["2", "8"], ["3", "7"], ["4", "6"]], [2, 7, 20, 21], [])
    assert {notice.code: notice.message[:21] for notice in source.facts.notices} == {
        "blank-lines": "16 rows are blank and",
        "hidden-rows": "1 row is hidden in th",
    }


def test_the_audit_is_that_of_other_workbooks(opened):
    """Cells beyond the table, a repeated header, totals, a footer, a full sheet and no records are as in XLSX."""
    rows = [HEADER, *([n, n % 11] for n in range(80)), [80, 9, None, "note"], HEADER, ["Total", 999]]
    source = opened(workbook(rows))
    assert table(source)[2] == [(83, "repeated_header"), (84, "total_row")]
    assert codes(source) == ["cells-beyond"]
    assert table(opened(workbook(rows), footer=3))[1] == list(range(2, 82))
    source = opened(workbook([row(HEADER), row([1, 9], 'ss:Index="1048576"')]))
    table(source)
    assert codes(source) == ["blank-lines", "full-sheet"]
    source = opened(workbook([HEADER]))
    assert table(source) == ([], [], [])
    assert codes(source) == ["no-records"]


def test_the_header_is_that_of_other_workbooks(opened):
    """A title, the option that skips one, names over several rows by merged cells, and names said are as in XLSX."""
    source = opened(workbook([["Tickets of May"], *GOOD]))
    assert source.facts.detected[1].evidence == "row 2, below 1 title row"
    assert table(opened(workbook([["of", "May"], *GOOD]), skip_before=1))[1] == [3, 4, 5]
    first = '<Cell ss:MergeDown="1"><Data ss:Type="String">id</Data></Cell>'
    over = '<Cell ss:MergeAcross="1"><Data ss:Type="String">Support</Data></Cell>'
    below = [value("String", "speed", 'ss:Index="2"'), "care"]
    source = opened(workbook([[first, over], below, *([n, n % 5, n % 4] for n in range(9))]))
    assert names(source) == ["id", "Support [speed]", "Support [care]"]
    assert source.facts.detected[1].evidence == "merged cells"
    tall = value("Number", 3, 'ss:MergeDown="1"')
    source = opened(workbook([*GOOD, [4, tall], [5]]))
    assert table(source)[0][-2:] == [["4", "3"], ["5", ""]]
    assert codes(source) == ["merged-rows"]
    assert names(opened(workbook(GOOD), names=("a", "b"))) == ["a", "b"]
    assert names(opened(workbook(GOOD[1:]), header_rows=0)) == ["col:1", "col:2"]
    assert refusal(opened, workbook(GOOD[1:])).code == "no-header"


def test_the_only_sheet_in_sight_is_taken(opened):
    """The sheet is chosen as in XLSX: by cells, by name or by number, and never a hidden one that is not named."""
    sheets = (sheet([], "Notes"), sheet(GOOD, "Data 1"), sheet(GOOD, "Old", behind=hidden()))
    source = opened(book(*sheets))
    assert chosen(source) == ("sheet", "Data 1", "the only one of 2 in sight that holds cells")
    assert codes(source) == ["hidden-sheets"]
    assert chosen(opened(book(*sheets), sheet="old"))[1:] == ("Old", "declared")
    assert table(opened(book(*sheets), sheet="2"))[0] == READ
    other = sheet([["who"], ["Ann"]], "Other", behind=hidden("SheetVisible"))
    problem = refusal(opened, book(*sheets, other))
    assert (problem.code, problem.help) == ("ambiguous-sheet", "say which: --sheet 'Data 1', --sheet Other")
    assert table(opened(book(*sheets, other), sheet="Other"))[0] == [["Ann"]]
    with pytest.raises(UsageError):
        opened(book(*sheets), sheet="New")
    assert chosen(opened(book(sheet([["A title"], [], []], "Cover"), sheets[1])))[2].endswith("more than a title")


@pytest.mark.parametrize("behind", [hidden("SheetVeryHidden"), hidden(" SheetHidden ")])
def test_nothing_in_sight(opened, behind):
    """Where no sheet in sight holds anything, hidden ones are named; a workbook without sheets is refused."""
    problem = refusal(opened, book(sheet(GOOD, "Old", behind=behind)))
    assert (problem.code, problem.help) == ("empty", "if a hidden sheet is meant, say which: --sheet Old")
    assert refusal(opened, book(sheet([]))).code == "empty"
    assert refusal(opened, book()).code == "empty"
    assert refusal(opened, book('<Worksheet ss:Name="A"/>')).code == "empty"


def test_what_is_hidden_is_said_by_a_sheet_alone(opened):
    """The word for a hidden sheet elsewhere, or an empty one, hides none."""
    elsewhere = f'<x:Visible xmlns:x="{EXCEL}">SheetHidden</x:Visible>'
    cell = f'<Cell><Data ss:Type="String">a</Data>{elsewhere}</Cell>'
    found = book(sheet([HEADER, [1, cell]], behind=hidden("")), before=elsewhere)
    assert table(opened(found))[0] == [["1", "a"]]


ROWS_AMISS = [
    (row([1, value("Number", 9, 'ss:Index="1"')]), "elsewhere"),
    (row([1, value("Number", 9, 'ss:Index="0"')]), "elsewhere"),
    (row([value("Number", 9, 'ss:MergeAcross="2"'), value("Number", 9, 'ss:Index="3"')]), "elsewhere"),
    (row([value("Number", 1, 'ss:MergeDown="1"'), 2]) + row([3, 4]), "one place"),
]


@pytest.mark.parametrize(("text", "detail"), ROWS_AMISS)
def test_a_cell_that_is_elsewhere_rejects_its_row(opened, text, detail):
    """A cell left of the one before it, or where one above is merged down, is damage."""
    source = opened(workbook([row(HEADER), text, row([5, 6], 'ss:Index="9"')]))
    rejects = [reject for chunk in source.chunks([0]) for reject in chunk.rejects]
    assert [(reject.rule, detail in reject.detail) for reject in rejects] == [("damaged_cell", True)]


def test_a_covered_cell_may_be_there_without_a_value(opened):
    """A cell that is covered by one above and holds nothing takes nothing away."""
    rows = [row(HEADER), row([value("Number", 1, 'ss:MergeDown="1"'), 2]), row([None, 4]), row([5, 6])]
    assert table(opened(workbook(rows))) == ([["1", "2"], ["", "4"], ["5", "6"]], [2, 3, 4], [])


def test_two_rows_with_one_number_are_rejected(opened):
    """Neither of two rows with the same number is taken; rows that go back are refused."""
    again = [row(HEADER), row([1, 9]), row([2, 8], 'ss:Index="3"'), row([3, 7], 'ss:Index="3"'), row([4, 6])]
    assert table(opened(workbook(again))) == ([["1", "9"], ["4", "6"]], [2, 4], [(3, "repeated_row")] * 2)
    problem = refusal(opened, workbook([row(HEADER), row([1, 9], 'ss:Index="5"'), row([2, 8], 'ss:Index="4"')]))
    assert (problem.code, problem.line) == ("unordered-rows", 4)


DAMAGED = [
    sheet([row(HEADER), '<Row ss:Index="0"/>']),
    sheet([row(HEADER), '<Row ss:Index="1048577"/>']),
    sheet([row(HEADER), '<Row ss:Index="x"/>']),
    sheet([row(HEADER, 'ss:Index="1048576"'), row([1, 9])]),
    sheet([row(HEADER), '<Row ss:Span="-1"/>']),
    sheet([HEADER, [value("Number", 9, 'ss:Index="x"')]]),
    sheet([HEADER, [value("Number", 9, 'ss:MergeAcross="99999999"')]]),
    sheet([HEADER, [value("Number", 9, 'Index="2"')]]),
    sheet([HEADER, ['<Cell><Data Type="Number">9</Data></Cell>']]),
    sheet([HEADER, ['<Cell><Data xmlns="" ss:Type="Number">9</Data></Cell>']]),
    sheet([HEADER, ['<Cell><Cell><Data ss:Type="Number">9</Data></Cell></Cell>']]),
    sheet([HEADER]).replace("<Table>", "<Part><Table>").replace("</Table>", "</Table></Part>"),
    sheet([HEADER]).replace("<Row >", "<Part><Row>", 1).replace("</Row>", "</Row></Part>", 1),
    sheet([HEADER]).replace("</Table>", "</Table><Table/>"),
    f"<x:Data>{sheet([HEADER])}</x:Data>",
]


@pytest.mark.parametrize("text", DAMAGED)
def test_a_table_that_is_none_is_damage(opened, text):
    """A row that no sheet has, a place without its prefix, and cells where none should be are not passed over."""
    problem = refusal(opened, book(text))
    assert problem.code == "workbook"
    assert problem.help == "export it again, or open it in a spreadsheet program and save it as XLSX"


def test_a_far_cell_is_refused(opened):
    """A cell beyond the columns that are read is refused; one without a value is none."""
    far = 'ss:Index="16384"'
    problem = refusal(opened, workbook([HEADER, [1, value("Number", 9, far)]]))
    assert (problem.code, problem.line) == ("columns", 2)
    assert table(opened(workbook([HEADER, [1, f"<Cell {far}/>"]])))[0] == [["1", ""]]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))


@pytest.mark.parametrize(
    "doctype",
    [
        f"<!DOCTYPE x [{LAUGHS}]>",
        '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x SYSTEM "http://localhost/x.dtd">',
        "<!DOCTYPE html>",
    ],
    ids=["billion laughs", "external entity", "external subset", "page"],
)
def test_a_document_type_is_refused(opened, doctype):
    """Nothing is expanded and nothing fetched: any document type refuses the file."""
    problem = refusal(
        opened,
        book(sheet([HEADER, [1, "<Cell><Data ss:Type='String'>&l9;</Data></Cell>"]])).replace(
            "?>\n<W", f"?>{doctype}<W"
        ),
    )
    assert problem.code == "unsupported-format"
    assert "document type" in problem.message


OTHER_XML = [
    '<?xml version="1.0"?><rss><item/></rss>',
    f'<?xml version="1.0"?><Table xmlns="{SPREADSHEET}"/>',
    "<Workbook xmlns='urn:other'><Worksheet/></Workbook>",
    '<?xml version="1.0"?><Workbook><Worksheet/></Workbook>',
    '<?xml version="1.0"?>',
    '<?xml version="1.0"?>no XML',
]


@pytest.mark.parametrize("text", OTHER_XML)
def test_other_xml_is_refused(opened, text):
    """XML whose root is no workbook is refused as what it is, with the command that will work."""
    problem = refusal(opened, text)
    assert problem.code == "unsupported-format"
    assert problem.message.startswith("this is an XML file")
    assert "libreoffice --headless --convert-to csv f.xls" in problem.help


@pytest.mark.parametrize(
    "text",
    [
        book(sheet(GOOD)).replace("</Workbook>", "<a>" * 10_000),
        book(sheet([HEADER, [1, f"<Cell><Data ss:Type='String'>{'<html:b>' * 70}x{'</html:b>' * 70}</Data></Cell>"]])),
        book(sheet(GOOD)) + "<more/>",
        book(sheet(GOOD)).replace("</Worksheet>", "&b;</Worksheet>"),
        book(sheet(GOOD)).replace("<Row >", "<y:Row>", 1).replace("</Row>", "</y:Row>", 1),
        book(sheet(GOOD)).replace("</Worksheet>", f"<a b='{'x' * (limits.RECORD_BYTES + 2**20)}"),
    ],
    ids=["deep", "deep in a cell", "more", "unknown entity", "unknown prefix", "endless tag"],
)
def test_hostile_xml_is_refused(opened, text):
    """Elements far inside each other, a tag without an end, and what is no sound XML refuse the file."""
    assert refusal(opened, text).code == "workbook"


def test_limits(opened, monkeypatch):
    """Too many sheets, styles, cells or rows, or a row too long, refuse the workbook."""
    plain = book(sheet(GOOD))
    merged = workbook([HEADER, [value("Number", 9, 'ss:MergeAcross="900" ss:MergeDown="9"')]])
    repeated = workbook([HEADER, [1, 9], *['<Row ss:Index="2"/>'] * 20])
    quick = [
        ("MEMBERS", 1, "workbook", book(sheet(GOOD), sheet(GOOD))),
        ("STYLES", 5, "workbook", plain),
        ("CELLS", 7, "too-many-cells", plain),
        ("CELLS", 800, "too-many-cells", merged),
        ("SHEET_ROWS", 10, "too-many-cells", repeated),
        ("SHEET_ROWS", 3, "workbook", plain),
    ]
    for name, number, code, data in quick:
        assert len(FORMATS) > 5
        with monkeypatch.context() as patch:
            patch.setattr(limits, name, number)
            assert refusal(opened, data).code == code, name
    endless = workbook([HEADER, [1, "a" * (limits.RECORD_BYTES + 10**6)]])
    assert refusal(opened, endless).code == "record-size"


def test_a_workbook_that_is_cut_off_is_refused(tmp_path):
    """A workbook that is cut off at any byte is refused, never half read."""
    whole = workbook(GOOD)
    for size in range(len(DECLARATION) // 3, len(whole), 13):
        with pytest.raises(DataError) as caught:
            table(open_at(tmp_path, whole[:size]))
        assert caught.value.problems[0].help


@given(st.data())
@settings(max_examples=150)
def test_a_damaged_workbook_never_breaks_the_program(tmp_path_factory, data):
    """Whatever happens to the bytes, the file is read or refused."""
    cells = [1, value("DateTime", "2025-01-02T03:04:05.000", 'ss:StyleID="d" ss:MergeAcross="1"')]
    found = book(
        sheet([HEADER, cells, row([2, 3], 'ss:Index="7"')]), sheet([], "B", behind=hidden()), before=styles({"d": "d"})
    )
    target = bytearray(found.encode(data.draw(st.sampled_from(["utf-8", "utf-16"]))))
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(target) - 1))
        how = data.draw(st.sampled_from(["flip", "cut", "drop", "twice"]))
        if how == "flip":
            target[place] = data.draw(st.integers(0, 255))
        elif how == "cut":
            del target[place + 1 :]
        elif how == "drop":
            del target[place + 1 : place + data.draw(st.integers(1, 20))]
        else:
            target[place:place] = target[place : place + data.draw(st.integers(1, 20))]
    with suppress(CxError):
        table(open_at(tmp_path_factory.mktemp("w"), bytes(target)))
