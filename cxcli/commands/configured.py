"""The config of a command: the one named, or the one in the folder."""

from pathlib import Path

from cxcli.commands.output import say
from cxcli.config.load import LoadedConfig, find, load


def loaded_config(named: Path | None) -> LoadedConfig | None:
    """Return the config named, or `cx.yaml` of this folder if there is one; say on standard error that it is used."""
    path = named or find(Path())
    if path is None:
        return None
    loaded = load(path)
    say(f"cx: using {path}")
    return loaded
