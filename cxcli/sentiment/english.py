"""Words that are English and, as far as they go, no words of the languages around it."""


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


FUNCTION_WORDS = _listed(
    """
    about after again always and any anything are because been before being but can't cannot could couldn't did didn't
    does doesn't doing don't each easily enough even ever every everyone everything for from get getting give going had
    has have having her his how i'm i've if into is isn't it's its just keep know like made make many more most
    much my need needs never nothing now of off often only other our out really she should since some something still
    such than that that's the their them then there these they they're thing things this those through too took until
    use used using very want wasn't way we we're well were weren't what when where which while who why with without
    won't would wouldn't yes yet you you're your he's
    """
)
"""Frequent words of any English text."""

SHARED_WORDS = _listed(
    """
    arm art bald brave brief chat court dates die dire dont fast fin fine fu gift grave gut ha hell kind l main mal man
    me mia no not note on pain plus pour rang rate regret rot sad sale sin so sob son super tot total tout war
    """
)
"""Words of the lexicon that are frequent words in German, French, Spanish, Italian, Portuguese or Dutch, too."""

SHORT_WORDS = _listed(
    """
    a all am an as at be by day do go good he i in it just me my new no not on one or out so time to up us was
    """
)
"""Frequent English words that are words elsewhere, too: they speak for English beside one that is not."""
