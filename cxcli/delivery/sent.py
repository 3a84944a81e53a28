"""What was sent already: a small file beside the report, so that nobody is told the same twice."""

import json
from pathlib import Path
from typing import Any

from cxcli.reporting.atomic import atomic_write

SCHEMA = "cx.sent/1"


def sent_path(output: Path) -> Path:
    """Return where it is kept: beside the report's files, under their name."""
    return output.with_name(f"{output.stem}.sent.json")


def was_sent(path: Path, name: str, shown: str, period: str) -> str | None:
    """Return the mark of what somebody was told last of a period, None where that is nothing, or cannot be read.

    `name` is the entry of the config, `shown` the address. Whoever is told twice is better off than who is not told.
    """
    told = _read(path).get(name, {}).get(shown, {}).get(period)
    return told if isinstance(told, str) else None


def remember(path: Path, name: str, shown: str, period: str, mark: str) -> None:
    """Keep the mark of what somebody was told, in a file for its owner only, whole or not at all.

    Raises:
        CxError: the file cannot be written.
    """
    sent = _read(path)
    sent.setdefault(name, {}).setdefault(shown, {})[period] = mark
    text = json.dumps({"schema": SCHEMA, "sent": sent}, indent=2, sort_keys=True, ensure_ascii=False)
    atomic_write(path, f"{text}\n".encode(), private=True)


def _read(path: Path) -> dict[str, Any]:
    """Return marks by entry, address and period; nothing of a file that is not there or is not ours."""
    try:
        sent = json.loads(path.read_bytes())["sent"]
        fits = all(isinstance(by_period, dict) for by_name in sent.values() for by_period in by_name.values())
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return sent if fits else {}
