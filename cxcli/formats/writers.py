"""The formats of a report by their names, which are the ends of the files' names."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import cast

from cxcli.config.reporting import ReportFormat
from cxcli.formats.rendered import Writer

_MODULES: Mapping[ReportFormat, str] = MappingProxyType(
    {
        "html": "report_html",
        "md": "report_markdown",
        "csv": "report_csv",
        "xlsx": "report_xlsx",
        "json": "report_json",
    }
)


def writer(name: ReportFormat) -> Writer:
    """Return what writes a format; it is loaded now, since each brings a library of its own."""
    return cast("Writer", import_module(f"cxcli.formats.{_MODULES[name]}").write)
