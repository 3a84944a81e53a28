"""Which column holds the comments: by its name or its question, unless it is named."""

import re
from collections.abc import Sequence

from cxcli.errors import DataError, Problem
from cxcli.mapping.columns import option, resolve, shown
from cxcli.mapping.texts import fold
from cxcli.sources.chunk import Column

_NAMES = frozenset(
    {
        *("comment", "comments", "remark", "remarks", "feedback", "verbatim", "verbatims", "open text", "free text"),
        *(
            "customer comment",
            "customer comments",
            "satisfaction comment",
            "nps comment",
            "csat comment",
            "ces comment",
        ),
        *("nps feedback", "csat feedback", "review", "review text", "comment text", "feedback text", "reason", "why"),
        *("open ended response", "open ended", "other feedback", "answers comment", "survey comment"),
        *("kommentar", "kommentare", "anmerkung", "anmerkungen", "bemerkung", "bemerkungen", "freitext", "rückmeldung"),
        *("commentaire", "commentaires", "remarque", "remarques", "avis", "comentario", "comentarios", "observaciones"),
    }
)
"""Folded names; points, dashes and underscores in a name are spaces."""

_ASKS = re.compile(
    r"\b(?:why|main reason|primary reason|reason for your|tell us|comments?|what could we|how could we|how can we|"
    r"in your own words|anything else|warum|grund für|verbessern|pourquoi|raison|améliorer|por qué|motivo|mejorar)\b"
)
_BETWEEN = re.compile(r"[\W_]+")


def comment_column(columns: Sequence[Column], reference: int | str | None, file: str) -> Column:
    """Return the column of the comments: the one that `reference` means, or the only one that is called so.

    A name that says it goes before a question that asks for it.

    Raises:
        UsageError: there is no column as it was named.
        DataError: no column is called so, or several are.
    """
    if reference is not None:
        return resolve(reference, columns)
    called = [each for each in columns if _BETWEEN.sub(" ", fold(each.name)).strip() in _NAMES]
    found = called or [each for each in columns if _ASKS.search(fold(each.label or each.name))]
    if len(found) == 1:
        return found[0]
    if not found:
        names = ", ".join(map(shown, columns[:12]))
        message = "no column is called like one of comments"
        raise DataError(
            Problem(code="no-comments", message=message, file=file, help=f"name it: --comment COLUMN; columns: {names}")
        )
    listed = " or ".join(option(each, columns).replace("--column", "--comment", 1) for each in found)
    message = f"{len(found)} columns may hold the comments: {', '.join(map(shown, found))}"
    raise DataError(Problem(code="several-comments", message=message, file=file, help=f"name one: {listed}"))
