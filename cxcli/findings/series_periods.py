"""How long the periods of a series are, where they may be left unsaid."""

from msgspec.structs import replace

from cxcli.config.load import LoadedConfig
from cxcli.settings import Asked


def with_periods(asked: Asked, loaded: LoadedConfig | None, period: str = "month") -> Asked:
    """Return what was asked with the periods said or configured, else `period`.

    Of windows that roll in the config, the length of one period counts.
    """
    return replace(asked, period=asked.period or _declared(loaded) or period)


def _declared(loaded: LoadedConfig | None) -> str | None:
    if loaded is None:
        return None
    report = loaded.config.report
    return report.period or (report.rolling.split()[1].removesuffix("s") if report.rolling else None)
