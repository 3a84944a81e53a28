"""The options of `cx report` about who is told of it."""

from typing import Annotated

import typer
from msgspec import Struct

DryRun = Annotated[bool, typer.Option("--dry-run", help="Write no file and send nothing; print what would go where.")]
Notify = Annotated[bool, typer.Option("--notify/--no-notify", help="Whether those are told whom the config names.")]
Chat = Annotated[bool, typer.Option("--chat", help="Print the report as a few lines of Markdown, for a chat or CI.")]


class Telling(Struct, frozen=True, kw_only=True):
    """Whether those are told whom the config names, and what is printed of that."""

    dry_run: bool
    notify: bool
    chat: bool
