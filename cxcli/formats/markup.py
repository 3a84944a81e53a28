"""Where a drawing becomes part of a page."""

from markupsafe import Markup


def markup(drawn: str) -> Markup:
    """Return a drawing for the page: it was put together as a tree, which escaped all text in it."""
    return Markup(drawn)  # noqa: S704 - see above
