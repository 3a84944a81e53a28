"""The sheets of a workbook, and where what they refer to is."""

from collections.abc import Mapping

from msgspec import Struct

from cxcli.sources.xlsx_package import Package, Relationship

_USUAL = "xl/workbook.xml"
_TRUE = ("1", "true", "on")


class Sheet(Struct, frozen=True):
    """One sheet. `part` is None for what has no cells, such as a chart."""

    name: str
    part: str | None
    hidden: bool


class Workbook(Struct, frozen=True):
    """The sheets in their order, the parts with shared texts and formats, and whether days count from 1904.

    `is_unworked` where the program that wrote it leaves the formulas to be worked out by the one that opens it.
    """

    sheets: tuple[Sheet, ...]
    strings: str | None
    formats: str | None
    from_1904: bool
    is_unworked: bool


def read_workbook(package: Package) -> Workbook:
    """Return what the main part of a workbook says.

    Raises:
        DataError: it is not there or damaged, or there is no sheet.
    """
    part = _first(package.relationships(""), "officeDocument") or _USUAL
    known = package.relationships(part)
    sheets: list[Sheet] = []
    from_1904 = is_unworked = False
    for element, attributes in package.elements(part):
        if element == "sheet":
            sheets.append(_sheet(attributes, known, package))
        elif element == "workbookPr":
            from_1904 = attributes.get("date1904", "").casefold() in _TRUE
        elif element == "calcPr":
            is_unworked = attributes.get("fullCalcOnLoad", "").casefold() in _TRUE
    if not sheets:
        raise package.damaged("it has no sheet")
    strings, formats = _first(known, "sharedStrings"), _first(known, "styles")
    return Workbook(tuple(sheets), strings, formats, from_1904, is_unworked)


def _first(known: Mapping[str, Relationship], kind: str) -> str | None:
    return next((each.part for each in known.values() if each.kind == kind and each.part), None)


def _sheet(attributes: Mapping[str, str], known: Mapping[str, Relationship], package: Package) -> Sheet:
    found = known.get(attributes.get("id", ""))
    if found is None:
        raise package.damaged("it lists a sheet that is not in it")
    is_hidden = attributes.get("state", "visible") != "visible"
    return Sheet(attributes.get("name", ""), found.part if found.kind == "worksheet" else None, is_hidden)
