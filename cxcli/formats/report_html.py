"""A report as one HTML file: no script, nothing from the network, nothing of the data as markup."""

import base64
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from cxcli import __version__
from cxcli.formats.attention import concerns, more_concerns
from cxcli.formats.drawn_charts import answers_drawings, trend_drawings
from cxcli.formats.drawn_groups import card_columns, cards, group_blocks
from cxcli.formats.drawn_journey import journey_blocks
from cxcli.formats.drawn_rows import rows_lines
from cxcli.formats.figures import metric_title
from cxcli.formats.pages import notice_texts, pages
from cxcli.formats.rendered import Rendered
from cxcli.formats.told_themes import told_themes
from cxcli.report.content import MetricReport, Report
from cxcli.reporting.period_words import day_words, period_words
from cxcli.reporting.safe import safe
from cxcli.reporting.table import Figure, shown

_TEMPLATES = Path(__file__).parent / "templates"
_STYLES = ("report.css", "chart.css")
_WIDE = 4000


def write(report: Report) -> Sequence[Rendered]:
    """Return the one file."""
    style = "".join((_TEMPLATES / name).read_text(encoding="utf-8") for name in _STYLES)
    page = (
        _environment()
        .get_template("report.html.j2")
        .render(
            **_content(report),
            style=Markup(style),  # noqa: S704 - our own file, and nothing of the data is in it
            style_hash=base64.b64encode(sha256(style.encode()).digest()).decode(),
            version=__version__,
        )
    )
    return [Rendered(page.encode())]


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_plain,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = shown
    environment.filters["day"] = day_words
    environment.tests["figure"] = lambda cell: isinstance(cell, Figure)
    return environment


def _content(report: Report) -> Mapping[str, object]:
    """Return what the page shows."""
    return {
        "report": report,
        "now": period_words(report.period),
        "before": period_words(report.before),
        "pages": pages(report),
        "cards": cards(report),
        "card_columns": card_columns(len(report.metrics)),
        "concerns": concerns(report),
        "more_concerns": more_concerns(report),
        "trends": trend_drawings(report),
        "groups": group_blocks(report),
        "journey": journey_blocks(report),
        "answers": answers_drawings(report),
        "themes": told_themes(report),
        "rows": rows_lines(report),
        "notices": notice_texts(report),
        "definitions": [_definition(each) for each in report.metrics],
    }


def _definition(metric: MetricReport) -> Mapping[str, str]:
    definition = metric.definition
    return {
        "id": definition.id,
        "title": metric_title(definition),
        "meaning": definition.description,
        "words": metric.words,
        "interval": metric.whole.score.interval or "",
    }


def _plain(value: object) -> object:
    """Return a text of the page with everything visible that would steer its reader; markup of ours as it is."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return safe(value, limit=_WIDE)
    return value
