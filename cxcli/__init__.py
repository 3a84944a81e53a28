"""Customer experience metrics that can be defended: value, uncertainty, definition and an account of every row."""

from importlib import import_module

__version__ = "0.1.0"

__all__ = [
    "Agents",
    "Calculation",
    "Check",
    "Cohorts",
    "Comparisons",
    "Customers",
    "CxError",
    "CxWarning",
    "Drivers",
    "DropOff",
    "Funnel",
    "Journey",
    "Ledger",
    "Plan",
    "Reconciliation",
    "Scores",
    "Themes",
    "Trend",
    "__version__",
    "agents",
    "calc",
    "check",
    "cohorts",
    "compare",
    "customers",
    "detectable_change",
    "drivers",
    "explain",
    "funnel",
    "journey",
    "ledger",
    "metrics",
    "reconcile",
    "rows_behind",
    "sample_size",
    "score",
    "themes",
    "trend",
]


def __getattr__(name: str) -> object:
    """Return what the Python interface offers by this name, which is loaded only once it is asked for.

    Raises:
        AttributeError: there is no such name.
    """
    if name not in __all__:
        message = f"module 'cxcli' has no attribute '{name}'"
        raise AttributeError(message)
    # By name, since every module may import this one for the version, which must not lead back here.
    return getattr(import_module("cxcli.notebook"), name)


def __dir__() -> list[str]:
    return list(__all__)
