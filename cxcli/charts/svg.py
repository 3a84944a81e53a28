"""SVG put together as a tree, so that no text in it can become markup."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, tostring

from cxcli.reporting.safe import safe

Number = float | int
_PLACES = 2


def drawing(width: int, height: int, *, title: str, description: str, kind: str) -> Element:
    """Return an empty drawing that a screen reader takes for one picture, and says its title and description.

    Without a title it is passed over: what it shows stands beside it in words.
    """
    heard = {"role": "img"} if title else {"aria-hidden": "true"}
    sizes = {"viewBox": f"0 0 {width} {height}", "class": f"chart {kind}", "preserveAspectRatio": "xMidYMid meet"}
    made = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", **sizes, **heard})
    if title:
        SubElement(made, "title").text = safe(title)
        SubElement(made, "desc").text = safe(description, limit=2000)
    return made


def line(parent: Element, start: tuple[Number, Number], end: tuple[Number, Number], kind: str) -> None:
    """Draw a straight line."""
    places = {"x1": start[0], "y1": start[1], "x2": end[0], "y2": end[1]}
    SubElement(parent, "line", {name: place(value) for name, value in places.items()} | {"class": kind})


def path(parent: Element, points: Iterable[tuple[Number, Number]], kind: str, *, closed: bool = False) -> None:
    """Draw a line through some points, or fill what it encloses."""
    steps = " L".join(f"{place(x)} {place(y)}" for x, y in points)
    SubElement(parent, "path", {"d": f"M{steps}{'Z' if closed else ''}", "class": kind})


def dot(parent: Element, centre: tuple[Number, Number], radius: Number, kind: str) -> None:
    """Draw a dot."""
    SubElement(parent, "circle", {"cx": place(centre[0]), "cy": place(centre[1]), "r": place(radius), "class": kind})


def box(parent: Element, corner: tuple[Number, Number], width: Number, height: Number, kind: str) -> None:
    """Draw a rectangle from its upper left corner."""
    sizes = {"x": corner[0], "y": corner[1], "width": width, "height": height}
    SubElement(parent, "rect", {name: place(value) for name, value in sizes.items()} | {"class": kind})


def label(parent: Element, at: tuple[Number, Number], text: str, kind: str, *, anchor: str = "start") -> None:
    """Write a short text; `anchor` says which part of it stands at the place."""
    made = SubElement(parent, "text", {"x": place(at[0]), "y": place(at[1]), "class": kind, "text-anchor": anchor})
    made.text = safe(text, limit=60)


def written(drawn: Element) -> str:
    """Return a drawing as text."""
    return tostring(drawn, encoding="unicode")


def place(value: Number) -> str:
    """Return a number for an attribute: at most two decimals, and none where it is whole."""
    return f"{value:.{_PLACES}f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"
