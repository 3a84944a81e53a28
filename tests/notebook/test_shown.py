from cxcli.errors import Notice
from cxcli.notebook.shown import Shown


class Page(Shown):
    """A result with a text as wide as it may be."""

    @property
    def notices(self):
        """One that holds markup."""
        return (Notice(code="a", message="mind <this>"),)

    def _text(self, width):
        return "$x$ <b>\n" + "-" * width + "\n"


def test_it_is_as_wide_as_the_terminal(monkeypatch):
    """The text is made for the width of the terminal, and has no line end of its own."""
    monkeypatch.setenv("COLUMNS", "30")
    assert str(Page()) == repr(Page()) == "$x$ <b>\n" + "-" * 30


def test_a_notebook_shows_text_without_markup():
    """A page shows the text and the notices, escaped, in a class that is not set as a formula."""
    assert Page()._repr_html_() == (
        '<pre class="tex2jax_ignore mathjax_ignore">$x$ &lt;b&gt;\n'
        + "-" * 100
        + "\ncx: warning: mind &lt;this&gt;\n</pre>"
    )
