"""Makes small workbooks from rows of XML or of Python values, sound ones and others."""

import io
import zipfile
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
FORMATS = ("General", "yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss", "hh:mm:ss", "[h]:mm:ss", "0%")
"""The formats of the cells of `workbook`, by the number that `s` gives."""


def letters(column):
    """The letters of a column from 0."""
    text = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def cell(column, row, value):
    """A cell: text is inline, a number is stored as it is written, and a tuple holds attributes and XML."""
    place = f"{letters(column)}{row}"
    if value is None:
        return ""
    if isinstance(value, tuple):
        attributes, inner = value
        return f'<c r="{place}" {attributes}>{inner}</c>'
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'


def row(number, values, attributes=""):
    """A row of cells from column A on."""
    cells = "".join(cell(column, number, value) for column, value in enumerate(values))
    return f'<row r="{number}" {attributes}>{cells}</row>'


def sheet(rows, behind="", namespace=MAIN):
    """A sheet of rows: XML, or lists of values that are numbered from 1."""
    written = [each if isinstance(each, str) else row(number, each) for number, each in enumerate(rows, 1)]
    return f'{HEAD}<worksheet xmlns="{namespace}"><sheetData>{"".join(written)}</sheetData>{behind}</worksheet>'


def strings(texts):
    """The table of shared texts; each is XML."""
    return f'{HEAD}<sst xmlns="{MAIN}">{"".join(f"<si>{text}</si>" for text in texts)}</sst>'


def styles(formats):
    """The part with the formats of cells: numbers of built-in ones, or codes."""
    codes = "".join(
        f'<numFmt numFmtId="{200 + place}" formatCode="{escape(code, {chr(34): "&quot;"})}"/>'
        for place, code in enumerate(formats)
        if isinstance(code, str)
    )
    numbers = [200 + place if isinstance(code, str) else code for place, code in enumerate(formats)]
    cells = "".join(f'<xf numFmtId="{number}"/>' for number in numbers)
    return f'{HEAD}<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><cellXfs>{cells}</cellXfs></styleSheet>'


def parts(sheets, texts=None, formats=FORMATS, properties="", kinds=None, states=None):
    """The parts of a workbook: `sheets` by name, each XML or a list of rows."""
    names = list(sheets)
    kinds, states = kinds or {}, states or {}
    listed = "".join(
        f'<sheet name="{escape(name, {chr(34): "&quot;"})}" sheetId="{place}" r:id="rId{place}"'
        f"{f' state={chr(34)}{states[name]}{chr(34)}' if name in states else ''}/>"
        for place, name in enumerate(names, 1)
    )
    known = "".join(
        f'<Relationship Id="rId{place}" Type="{OFFICE}/{kinds.get(name, "worksheet")}" '
        f'Target="worksheets/sheet{place}.xml"/>'
        for place, name in enumerate(names, 1)
    )
    known += f'<Relationship Id="rIdA" Type="{OFFICE}/styles" Target="styles.xml"/>'
    if texts is not None:
        known += f'<Relationship Id="rIdB" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    found = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"/>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr {properties}/>'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{known}</Relationships>',
        "xl/styles.xml": styles(formats),
    }
    if texts is not None:
        found["xl/sharedStrings.xml"] = strings(texts)
    for place, name in enumerate(names, 1):
        content = sheets[name]
        found[f"xl/worksheets/sheet{place}.xml"] = content if isinstance(content, str | bytes) else sheet(content)
    return found


def zipped(found):
    """A zip of parts by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in found.items():
            archive.writestr(name, data)
    return out.getvalue()


def workbook(rows, **more):
    """A workbook with one sheet of rows."""
    return zipped(parts({"Data": rows}, **more))
