"""Workbooks opened by LibreOffice: the same numbers and the same texts as any reader sees."""

import csv
import math
import shutil
import subprocess

import pytest
from read_workbooks import by_calamine, content_of
from report_material import HOSTILE, LISTED, filled_with, naughty_strings

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
# Commas, double quotes, UTF-8, from line 1; cells as they are and not as they are shown; every sheet.
FILTER = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
pytestmark = pytest.mark.skipif(
    OFFICE is None, reason="LibreOffice is not here: apt-get install libreoffice-calc-nogui"
)


@pytest.fixture(scope="module")
def opened(report, tmp_path_factory):
    """The workbooks, and by its name each sheet of them as LibreOffice writes it; it is started once for all."""
    place = tmp_path_factory.mktemp("office")
    made = {"report": report, "hostile": filled_with(report, HOSTILE)}
    made |= {"naughty": filled_with(report, naughty_strings())} if LISTED.is_file() else {}
    contents = {name: content_of(each) for name, each in made.items()}
    for name, content in contents.items():
        (place / f"{name}.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
    asked = [OFFICE, "--headless", profile, "--convert-to", FILTER, "--outdir", str(place)]
    subprocess.run(
        [*asked, *(str(place / f"{name}.xlsx") for name in contents)], check=True, capture_output=True, timeout=120
    )
    seen = {}
    for path in place.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            seen[path.stem] = list(csv.reader(lines))
    return contents, seen


@pytest.mark.parametrize("name", ["report", "hostile", "naughty"])
def test_libreoffice_sees_the_same_cells(opened, name):
    """Every number (LibreOffice writes 15 digits of it) and every text of every sheet, and nothing else."""
    contents, seen = opened
    if name not in contents:
        pytest.skip("the shared test material is not here")
    for sheet, cells in by_calamine(contents[name]).items():
        shown = seen[f"{name}-{sheet}"]
        for place, row in enumerate(cells):
            there = shown[place] if place < len(shown) else []
            for column, cell in enumerate(row):
                assert agrees(cell, there[column] if column < len(there) else ""), (sheet, place, column)


def agrees(cell, text):
    """Whether a text of LibreOffice is the cell that another library reads; days are shown as days."""
    if cell is None:
        return text == ""
    if isinstance(cell, int | float):
        return math.isclose(float(text), cell, rel_tol=1e-14)
    if isinstance(cell, str):
        return text == cell
    return text == f"{cell:%Y-%m-%d}"
