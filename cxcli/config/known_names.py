"""Names that the system knows: time zones and text encodings."""

import codecs
import re
from encodings.aliases import aliases
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import AfterValidator, StrictStr

from cxcli.config.refusal import nearest, refusal

_ENCODING = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}")
_NOT_FOR_FILES = frozenset(
    {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7", "mbcs", "oem"}
)


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:
        near = _near_zone(name)
        hint = f"did you mean '{near}'?" if near else "for example: Europe/Berlin, America/New_York, UTC"
        raise refusal("config-zone", "there is no time zone of this name", hint) from error
    return name


def _near_zone(name: str) -> str | None:
    """The zone of that name or city, or the one that looks most like it."""
    zones = sorted(available_timezones())
    city = name.casefold().replace(" ", "_")
    of_city = [zone for zone in zones if zone.casefold().rpartition("/")[2] == city]
    return of_city[0] if of_city else nearest(name, zones)


def _encoding(name: str) -> str:
    if _ENCODING.fullmatch(name) and _decodes_text(name):
        return name
    near = nearest(name.replace(" ", "_").replace("-", "_"), aliases)
    hint = f"did you mean '{near}'?" if near else "for example: utf-8, cp1252, utf-16, shift_jis"
    raise refusal("config-encoding", "there is no text encoding of this name", hint)


def _decodes_text(name: str) -> bool:
    try:
        "".encode(name)
        return codecs.lookup(name).name not in _NOT_FOR_FILES
    except (LookupError, UnicodeError):
        return False


Zone = Annotated[StrictStr, AfterValidator(_zone)]
Encoding = Annotated[StrictStr, AfterValidator(_encoding)]
