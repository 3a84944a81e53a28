"""Reads workbooks with two libraries that the program does not use."""

import io
import re
import zipfile

import openpyxl
import python_calamine

from cxcli.formats import report_xlsx

DIVISORS = {"s": 1, "min": 60, "h": 3600, "d": 86_400}


def content_of(report):
    """The bytes of the workbook of a report."""
    (made,) = report_xlsx.write(report)
    return made.content


def by_openpyxl(content):
    """The cells of each sheet as openpyxl reads them."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {page.title: [list(row) for row in page.iter_rows(values_only=True)] for page in book}


def by_calamine(content):
    """The cells of each sheet as calamine reads them, empty ones as None."""
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {
        name: [
            [None if cell == "" else cell for cell in row]
            for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        ]
        for name in book.sheet_names
    }


def rows_under(cells, first):
    """The rows of the block whose header begins with some name, each as a mapping."""
    start = next(place for place, row in enumerate(cells) if row[0] == first)
    names = [name for name in cells[start] if name is not None]
    found = []
    for row in cells[start + 1 :]:
        if all(cell is None or cell == "" for cell in row):
            break
        found.append(dict(zip(names, row, strict=False)))
    return found


def parts(content, pattern):
    """The texts of those parts of a workbook whose names fit."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name).decode() for name in packed.namelist() if re.search(pattern, name)}
