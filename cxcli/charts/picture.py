"""A chart as a picture of its own: title and finding above it, and its colours written in."""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

from cxcli.charts import svg
from cxcli.reporting.safe import safe

FONT = "Liberation Sans"
"""The letters of a picture: those that its maker brings along."""

_HEAD, _FOOT, _EDGE = 48, 10, 12
_LINE, _LETTERS = 15, 58
_VARIABLE = re.compile(r"--([a-z]+):([^;}]+)")
_USED = re.compile(r"var\(--([a-z]+)\)")


def picture(drawn: str, title: str, finding: str, notes: Sequence[str], style: str) -> str:
    """Return a chart as SVG that stands alone: what is said of it above, notes below; `style` holds plain colours."""
    chart = fromstring(drawn)  # noqa: S314 - our own drawing
    _, _, width, height = (float(each) for each in chart.get("viewBox", "").split())
    lines = _lines(finding)
    top = _HEAD + _LINE * (len(lines) - 1)
    sizes = {"width": svg.place(width + 2 * _EDGE), "height": svg.place(height + top + _LINE * len(notes) + _FOOT)}
    made = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "class": "chart", "font-family": FONT, **sizes})
    SubElement(made, "style").text = style
    SubElement(made, "rect", {**sizes, "class": "paper"})
    svg.label(made, (_EDGE, 22), title, "title")
    for number, line in enumerate(lines):
        svg.label(made, (_EDGE, 39 + _LINE * number), line, "finding")
    for number, note in enumerate(notes, start=1):
        svg.label(made, (_EDGE, top + height + _LINE * number - 2), note, "finding")
    place = SubElement(made, "g", {"transform": f"translate({_EDGE} {top})"})
    place.extend(each for each in chart if not each.tag.endswith(("}title", "}desc")))
    return tostring(made, encoding="unicode")


def plain_style(style: str, palette: str) -> str:
    """Return a style with its variables replaced by the colours of a palette: "--ink:#1a1f24;…"."""
    colours = dict(_VARIABLE.findall(palette))
    return _USED.sub(lambda match: colours[match[1]], style)


def _lines(text: str) -> list[str]:
    """Return a text in lines, of which the second is the last."""
    words, lines = safe(text, limit=2 * _LETTERS).split(" "), [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + len(word) >= _LETTERS:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines
