import pytest

from cxcli.scoring.activity_figures import ACTIVITY_FIGURES
from cxcli.scoring.catalogue import shipped


def test_every_figure_is_shipped():
    """Each figure has a metric, and each metric of the kind a figure."""
    assert {each.figure for each in shipped().values() if each.kind == "activity"} == set(ACTIVITY_FIGURES)


@pytest.mark.parametrize(
    ("figure", "counts", "said"),
    [
        ("of_members", None, "% of the members of the same period with an event"),
        ("utilisation", None, "% of all users active in the same period with an event that names a feature"),
        ("utilisation", "x == 1", "% of all users active in the same period with an event where x == 1"),
        ("stickiness", None, "mean users of a day / users of the month, over complete months"),
        (
            "stickiness",
            "x == 1",
            "mean users of a day / users of the month, over complete months, of events where x == 1",
        ),
    ],
)
def test_a_definition_says_what_counts(figure, counts, said):
    """The condition stands in the definition, where it is a part of it."""
    assert ACTIVITY_FIGURES[figure].said(counts) == said
