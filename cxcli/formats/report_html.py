"""A report as one HTML file: no script, nothing from the network, nothing of the data as markup."""

import base64
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from cxcli import __version__
from cxcli.formats.drawn_charts import answers_drawings, trend_drawings
from cxcli.formats.drawn_groups import cards, group_blocks
from cxcli.formats.pages import pages
from cxcli.formats.rendered import Rendered
from cxcli.report.content import Report
from cxcli.reporting.safe import safe
from cxcli.reporting.table import Figure, shown

_TEMPLATES = Path(__file__).parent / "templates"
_WIDE = 4000


def write(report: Report) -> Sequence[Rendered]:
    """Return the one file."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_plain,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["shown"] = shown
    environment.tests["figure"] = lambda cell: isinstance(cell, Figure)
    style = (_TEMPLATES / "report.css").read_text(encoding="utf-8")
    page = environment.get_template("report.html.j2").render(
        report=report,
        pages=pages(report),
        cards=cards(report),
        trends=trend_drawings(report),
        groups=group_blocks(report),
        answers=answers_drawings(report),
        style=Markup(style),  # noqa: S704 - our own file, and nothing of the data is in it
        style_hash=base64.b64encode(sha256(style.encode()).digest()).decode(),
        version=__version__,
    )
    return [Rendered(page.encode())]


def _plain(value: object) -> object:
    """Return a text of the page with everything visible that would steer its reader; markup of ours as it is."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return safe(value, limit=_WIDE)
    return value
