from typing import get_args

from cxcli.sources.options import DELIMITERS, Delimiter, ReadOptions


def test_every_sign_that_can_be_said_is_looked_for():
    """Comma, semicolon, tab and bar are the delimiters, declared or found; that blanks separate has to be said."""
    assert DELIMITERS == (",", ";", "\t", "|")
    assert get_args(Delimiter) == (*DELIMITERS, " ")


def test_nothing_said_means_find_out():
    """By default only quoting and a footer of no lines are taken for granted."""
    options = ReadOptions()
    assert (options.quoted, options.footer) == (True, 0)
    assert {getattr(options, name) for name in ("encoding", "delimiter", "header_rows", "names", "skip_before")} == {
        None
    }
