"""YAML, strictly and bounded: one UTF-8 document of plain keys and values, each with its place in the file.

Not accepted: aliases, merge keys, tags, repeated keys, several documents, control characters, more than 256 KiB, 20
levels or 10,000 nodes. Scalars follow the core schema of YAML 1.2 (`cxcli.config.yaml_scalars`).
"""

import re
from collections.abc import Iterator

import yaml

from cxcli.config.document import ConfigText, Document
from cxcli.config.yaml_builder import Builder
from cxcli.config.yaml_syntax import explain
from cxcli.errors import ConfigError

MAX_BYTES = 256 * 1024

_LOADER = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
_BOM = b"\xef\xbb\xbf"
_LINE_END = re.compile("\r\n|\n|\r")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_UNFIT = "\u2028\u2029\ufffe\uffff"


def load(text: str | bytes, *, name: str) -> Document:
    """The document of a YAML text; `name` is the file that problems name. Keys of mappings are always text, as written.

    Raises:
        ConfigError: with every problem found, each with file, line, column and excerpt.
    """
    content = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    if len(content) > MAX_BYTES:
        message = f"more than {MAX_BYTES // 1024} KiB; a config is short"
        raise ConfigError(ConfigText(name, ()).problem((1, 1), code="yaml-size", message=message))
    decoded = _decode(content.removeprefix(_BOM), name)
    lines = ConfigText(name, tuple(_LINE_END.split(decoded)))
    _check_characters(decoded, lines)
    return _build(decoded, lines)


def _decode(body: bytes, name: str) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        lines = ConfigText(name, tuple(_LINE_END.split(body.decode("utf-8", "replace"))))
        problem = lines.problem(
            _place_after(body[: error.start].decode("utf-8")),
            code="yaml-encoding",
            message="the config is not UTF-8",
            advice="save the file as UTF-8, or convert it: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW",
        )
        raise ConfigError(problem) from error


def _place_after(before: str) -> tuple[int, int]:
    parts = _LINE_END.split(before)
    return len(parts), len(parts[-1]) + 1


def _check_characters(decoded: str, lines: ConfigText) -> None:
    found = _CONTROL.search(decoded)
    first = found.start() if found else max(decoded.find(character) for character in _UNFIT)
    if first >= 0:
        message = f"a control character (U+{ord(decoded[first]):04X}) does not belong in a config"
        place = _place_after(decoded[:first])
        raise ConfigError(lines.problem(place, code="yaml-character", message=message, advice="delete the character"))


def _build(decoded: str, lines: ConfigText) -> Document:
    builder = Builder(lines)
    for event in _events(decoded, lines, builder):
        builder.feed(event)
    if builder.problems:
        raise ConfigError(builder.problems)
    if not builder.spots:
        raise builder.stop((1, 1), "yaml-empty", "the config holds nothing", "remove the file, or give it a key")
    return Document(lines, builder.data, builder.spots)


def _events(decoded: str, lines: ConfigText, builder: Builder) -> Iterator[yaml.Event]:
    """The parser's events; what it refuses is added to the problems that the builder has found up to there."""
    try:
        yield from yaml.parse(decoded, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        message, advice = explain(error.problem or "", lines.line(place[0]), place[1])
        raise builder.stop(place, "yaml-syntax", message, advice) from error
    except (ValueError, OverflowError) as error:
        # The parser written in Python converts the numbers of directives and escapes without looking at their size.
        raise builder.stop((1, 1), "yaml-syntax", *explain("", "", 1)) from error
