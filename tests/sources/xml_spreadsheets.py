"""Makes small XML Spreadsheets (SpreadsheetML 2003) from Python values or XML, and reads what is in a source."""

from xml.sax.saxutils import escape, quoteattr

from cxcli.sources.open_source import open_source
from cxcli.sources.options import ReadOptions
from cxcli.sources.paths import InputFile

SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
EXCEL = "urn:schemas-microsoft-com:office:excel"
DECLARATION = '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
FORMATS = {
    "date": "yyyy\\-mm\\-dd",
    "short": "Short Date",
    "moment": "yyyy\\-mm\\-dd\\ hh:mm:ss",
    "general": "General Date",
    "time": "h:mm:ss",
    "long": "Long Time",
    "hours": "[h]:mm:ss",
    "share": "0%",
    "percent": "Percent",
    "money": "Standard",
    "digits": "#,##0.00",
}
"""The formats of the styles of `workbook`, by the name of the style."""


def value(kind, text, attributes=""):
    """A cell with a value of a type."""
    return f'<Cell {attributes}><Data ss:Type="{kind}">{escape(str(text))}</Data></Cell>'


def cell(content, attributes=""):
    """A cell: None is one without a value, a tuple holds a type and a text, and a string that is XML stays as it is."""
    if content is None:
        return f"<Cell {attributes}/>"
    if isinstance(content, tuple):
        return value(*content)
    if isinstance(content, str):
        return content if content.startswith("<") else value("String", content, attributes)
    return value("Number", content, attributes)


def row(contents, attributes=""):
    """A row of cells."""
    return f"<Row {attributes}>{''.join(map(cell, contents))}</Row>\n"


def sheet(rows, name="Data", behind="", columns=""):
    """A sheet of rows: XML, or lists of values."""
    written = "".join(each if isinstance(each, str) else row(each) for each in rows)
    return f"<Worksheet ss:Name={quoteattr(name)}><Table>{columns}{written}</Table>{behind}</Worksheet>\n"


def hidden(state="SheetHidden"):
    """What stands behind the table of a sheet that is hidden."""
    return f'<WorksheetOptions xmlns="{EXCEL}"><Visible>{state}</Visible></WorksheetOptions>'


def styles(formats):
    """The styles of cells."""
    found = "".join(
        f'<Style ss:ID="{name}"><NumberFormat ss:Format="{escape(code)}"/></Style>' for name, code in formats.items()
    )
    return f'<Styles><Style ss:ID="Default" ss:Name="Normal"><NumberFormat/></Style>{found}</Styles>\n'


def book(*sheets, before=None, declaration=DECLARATION):
    """A workbook of sheets, as text."""
    names = (
        f'xmlns="{SPREADSHEET}" xmlns:ss="{SPREADSHEET}" xmlns:x="{EXCEL}" xmlns:html="http://www.w3.org/TR/REC-html40"'
    )
    before = styles(FORMATS) if before is None else before
    return f"{declaration}<Workbook {names}>\n{before}{''.join(sheets)}</Workbook>"


def workbook(rows, **more):
    """A workbook with one sheet of rows."""
    return book(sheet(rows, **more)).encode()


def open_at(folder, data, name="f.xls", **options):
    """Open bytes as a file."""
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return open_source(InputFile(path, name), ReadOptions(**options))


def table(source, size=None, columns=None):
    """The rows of a pass as lists of texts, the line of each, and the rejects as lines and rules."""
    positions = [column.position for column in source.columns] if columns is None else columns
    found, lines, rejects = [], [], []
    for chunk in source.chunks(positions, size):
        cells = [[chunk.columns[place].texts[code] for code in chunk.columns[place].codes] for place in positions]
        found += [list(each) for each in zip(*cells, strict=True)]
        lines += chunk.lines.tolist()
        rejects += [(reject.line, reject.rule) for reject in chunk.rejects]
    account = source.facts.account
    assert account.read == account.accepted + sum(account.rejected.values())
    assert account.accepted == len(lines)
    return found, lines, rejects
