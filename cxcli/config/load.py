"""The config file: found, read once, checked."""

import hashlib
import os
import stat
from pathlib import Path

from msgspec import Struct

from cxcli.config import strict_yaml
from cxcli.config.check import validated
from cxcli.config.document import Document
from cxcli.config.models import Config
from cxcli.errors import ConfigError, InputError, PermissionRefused, Problem

FILE_NAME = "cx.yaml"

_OTHER_NAME = "cx.yml"


class LoadedConfig(Struct, frozen=True):
    """A checked config, the file it came from with its SHA-256 (hexadecimal), and the document for places."""

    config: Config
    path: Path
    sha256: str
    document: Document


def empty() -> LoadedConfig:
    """A config that says nothing, as if it stood in this folder."""
    return LoadedConfig(Config(), Path(FILE_NAME), "", strict_yaml.load(b"{}\n", name=FILE_NAME))


def find(folder: Path) -> Path | None:
    """The path of `cx.yaml` in a folder (not in those above), or None; it is there even if it cannot be read.

    Raises:
        ConfigError: only `cx.yml` is there, which would be left out without a word.
    """
    path = folder / FILE_NAME
    if os.path.lexists(path):
        return path
    other = folder / _OTHER_NAME
    if os.path.lexists(other):
        advice = f"rename it: mv {_OTHER_NAME} {FILE_NAME}"
        message = f"the config file is called {FILE_NAME}, not {_OTHER_NAME}"
        raise ConfigError(Problem(code="config-name", message=message, file=str(other), help=advice))
    return None


def load(path: Path) -> LoadedConfig:
    """The config in a file.

    Raises:
        ConfigError: with every problem of the file, each with file, line, column and excerpt.
        InputError: there is no such file, or it is not a regular one.
        PermissionRefused: it may not be read.
    """
    content = _content(path)
    document = strict_yaml.load(content, name=str(path))
    config = validated(document, Config)
    return LoadedConfig(config, path, hashlib.sha256(content).hexdigest(), document)


def _content(path: Path) -> bytes:
    """The bytes of the file, or one more than a config may have."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise InputError(_unreadable(path, "config-file", "the config is not a regular file"))
        with path.open("rb") as file:
            return file.read(strict_yaml.MAX_BYTES + 1)
    except FileNotFoundError as error:
        problem = _unreadable(path, "config-file", "there is no such config file", "check the path after --config")
        raise InputError(problem) from error
    except PermissionError as error:
        problem = _unreadable(path, "config-permission", "the config may not be read", f"ls -l {path.name}")
        raise PermissionRefused(problem) from error
    except OSError as error:
        raise InputError(_unreadable(path, "config-file", "the config cannot be read")) from error


def _unreadable(path: Path, code: str, message: str, advice: str = "give the path of a YAML file") -> Problem:
    return Problem(code=code, message=message, file=str(path), help=advice)
