"""The charts of a report as PNG files, one a metric, for slides and chats."""

from collections.abc import Sequence
from pathlib import Path

from vl_convert import svg_to_png

from cxcli.charts.picture import picture, plain_style
from cxcli.formats.drawn_charts import Figure, trend_drawings
from cxcli.formats.rendered import Rendered
from cxcli.report.content import Report
from cxcli.reporting.period_words import day_words

_TEMPLATES = Path(__file__).parent / "templates"
_SCALE = 2.5
_OWN = (
    ".paper{fill:var(--paper)}.chart .title{font-size:15px;font-weight:700}"
    ".chart .finding{fill:var(--soft);font-size:12px}"
)


def write(report: Report) -> Sequence[Rendered]:
    """Return a file for each metric that has periods, named by the metric; always in light colours."""
    style = _style()
    return [_picture(each, style) for each in trend_drawings(report)]


def _picture(figure: Figure, style: str) -> Rendered:
    notes = [f"{number}  {day_words(event.on)}: {event.title}" for number, event in figure.events]
    drawn = picture(figure.drawing, figure.title, figure.finding, notes, style)
    return Rendered(svg_to_png(drawn, scale=_SCALE), part=figure.part)


def _style() -> str:
    """Return the style of the page's charts in its first palette, the light one."""
    page, charts = ((_TEMPLATES / name).read_text(encoding="utf-8") for name in ("report.css", "chart.css"))
    return plain_style(charts + _OWN, page[: page.index("}")])
