"""The formats of a report by their names, which are the ends of the files' names."""

from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import cast

from cxcli.config.reporting import ReportFormat
from cxcli.errors import Problem, UsageError
from cxcli.formats.rendered import Writer

_MODULES: Mapping[ReportFormat, str] = MappingProxyType(
    {
        "html": "report_html",
        "md": "report_markdown",
        "csv": "report_csv",
        "xlsx": "report_xlsx",
        "json": "report_json",
        "png": "report_png",
    }
)
_EXTRAS: Mapping[str, ReportFormat] = MappingProxyType({"vl_convert": "png"})
"""The extra that brings a library, which has the name of the format."""


def writer(name: ReportFormat) -> Writer:
    """Return what writes a format; it is loaded now, since each brings a library of its own.

    Raises:
        UsageError: the library is not there.
    """
    try:
        return cast("Writer", import_module(f"cxcli.formats.{_MODULES[name]}").write)
    except ModuleNotFoundError as error:
        extra = _EXTRAS.get(error.name or "")
        if extra is None:
            raise
        message = f"reports as {name.upper()} need a library that is not installed"
        advice = f"pip install 'cx-score[{extra}]'"
        raise UsageError(Problem(code="extra", message=message, help=advice)) from error
