"""How a source of a config is opened: whoever asks for a run says what is read."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source

Opening = Callable[[str, Sequence[str]], AbstractContextManager[Sequence[InputFile | Source]]]
"""Gives what is to be read of a source, from its name and its files or globs."""
