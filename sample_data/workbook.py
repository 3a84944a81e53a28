"""A small Excel workbook in plain XML: a merged title above the header, dates as Excel keeps them, a hidden sheet."""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape

EPOCH = datetime(1899, 12, 30, tzinfo=UTC)
"""Day 0 of Excel's calendar, from March 1900 on."""
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TITLE = "Survey answers, exported for the quarterly review"
TEXT_COLUMNS = ("response_id", "plan", "region", "comment")

STYLES = f"""<styleSheet xmlns="{SHEET}">\
<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm"/></numFmts>\
<fonts count="1"><font/></fonts><fills count="2"><fill><patternFill patternType="none"/></fill>\
<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>\
<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf/>\
<xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>"""


def workbook(answers: Sequence[Mapping[str, str]]) -> bytes:
    """Return an .xlsx with the answers in the sheet "Answers", and a hidden sheet "Lists"; stored, not deflated."""
    columns = ("response_id", "submitted_at", "plan", "region", "nps", "satisfaction", "seconds", "comment")
    rows = [_row(4 + line, [_cell(name, answer[name]) for name in columns]) for line, answer in enumerate(answers)]
    header = [_row(1, [_text(TITLE)]), _row(3, [_text(name) for name in columns])]
    lists = [_row(line, [_text(name), _number(line * 11)]) for line, name in enumerate(("free", "pro", "team"), 1)]
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations({"rId1": ("officeDocument", "xl/workbook.xml")}),
        "xl/workbook.xml": _book(),
        "xl/_rels/workbook.xml.rels": _relations(
            {
                "rId1": ("worksheet", "worksheets/sheet1.xml"),
                "rId2": ("worksheet", "worksheets/sheet2.xml"),
                "rId3": ("styles", "styles.xml"),
            }
        ),
        "xl/styles.xml": STYLES,
        "xl/worksheets/sheet1.xml": _sheet(lists),
        "xl/worksheets/sheet2.xml": _sheet(
            [*header, *rows], '<mergeCells count="1"><mergeCell ref="A1:H1"/></mergeCells>'
        ),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as package:
        for name, xml in parts.items():
            entry = zipfile.ZipInfo(name, (2025, 7, 1, 0, 0, 0))
            entry.create_system = 0
            package.writestr(entry, f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{xml}')
    return packed.getvalue()


def _cell(name: str, value: str) -> str:
    if name == "submitted_at":
        past = datetime.fromisoformat(value) - EPOCH
        return f'<c r="{{}}" s="1"><v>{past.total_seconds() / 86400:.9f}</v></c>'
    return _text(value) if name in TEXT_COLUMNS else _number(value)


def _text(value: str) -> str:
    return f'<c r="{{}}" t="inlineStr"><is><t>{escape(value)}</t></is></c>' if value else ""


def _number(value: object) -> str:
    return f'<c r="{{}}"><v>{value}</v></c>' if value != "" else ""


def _row(number: int, cells: Sequence[str]) -> str:
    placed = "".join(cell.replace("{}", f"{chr(65 + column)}{number}", 1) for column, cell in enumerate(cells))
    return f'<row r="{number}">{placed}</row>'


def _sheet(rows: Sequence[str], merged: str = "") -> str:
    return f'<worksheet xmlns="{SHEET}"><sheetData>{"".join(rows)}</sheetData>{merged}</worksheet>'


def _book() -> str:
    """Return the list of the sheets; the hidden one comes first, as a trap for whoever takes the first."""
    return (
        f'<workbook xmlns="{SHEET}" xmlns:r="{OFFICE}"><bookViews><workbookView activeTab="1"/></bookViews><sheets>'
        '<sheet name="Lists" sheetId="1" state="hidden" r:id="rId1"/><sheet name="Answers" sheetId="2" r:id="rId2"/>'
        "</sheets></workbook>"
    )


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


def _content_types() -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{KIND}.worksheet+xml"/>'
        for number in (1, 2)
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>{sheets}'
        f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/></Types>'
    )
