import sys

import pytest

from cxcli.analysis.discovered_themes import discovered
from cxcli.errors import UsageError

TOPICS = {
    "delivery": ["parcel", "courier", "delivery"],
    "price": ["expensive", "price", "cost"],
    "login": ["password", "login", "account"],
}
TEXTS = [
    f"The {words[i % 3]} and the {words[(i + 1) % 3]} of {end}"
    for words in TOPICS.values()
    for i, end in enumerate(["it", "this", "that", "them", "us", "mine", "yours", "ours", "his", "her", "its", "all"])
]


def test_three_topics_of_distinct_words_are_found():
    """Comments made of three sets of words fall into three themes, named by these words."""
    found = discovered(TEXTS, 3)
    assert {frozenset(name.split(", ")) for name in found.names} == {frozenset(words) for words in TOPICS.values()}
    groups = [set(found.bits(TEXTS[start : start + 12]).tolist()) for start in (0, 12, 24)]
    assert all(len(each) == 1 for each in groups)
    assert len(set.union(*groups)) == 3
    assert "english" in found.notes[0]


def test_the_order_of_the_comments_does_not_matter():
    """The same comments give the same themes, in any order."""
    one, two = discovered(TEXTS, 3), discovered(list(reversed(TEXTS)) + TEXTS[:5], 3)
    assert one.names == two.names
    assert one.bits(TEXTS).tolist() == two.bits(TEXTS).tolist()


def test_unknown_texts_and_words_that_tell():
    """A text that was not among the comments has no theme; the words of a theme in a text are counted."""
    found = discovered(TEXTS, 3)
    place = next(place for place, name in enumerate(found.names) if "parcel" in name)
    assert found.bits(["something else"]).tolist() == [0]
    assert found.told_by("Parcel and courier, parcel", place) == 2


@pytest.mark.parametrize(
    ("texts", "themes", "said"),
    [
        (["a few", "comments"], 2, "too few to find 2 themes"),
        ([f"w{'abcdefghijklmnopqrstuvwxyz'[i]}" for i in range(26)], 2, "no words in common"),
        (["123 456"[: i % 7 + 1] * i for i in range(1, 40)], 2, "no words in common"),
        ([f"parcel {'z' * i}" for i in range(2, 45)], 4, "only 1 words in common"),
    ],
)
def test_comments_that_hold_no_themes_are_refused(texts, themes, said):
    """Too few comments, or comments without words in common, are refused in plain words."""
    with pytest.raises(UsageError) as caught:
        discovered(texts, themes)
    assert caught.value.problems[0].code == "discover"
    assert said in caught.value.problems[0].message


def test_the_extra_is_named_where_it_is_not_installed(monkeypatch):
    """Without scikit-learn the run stops and says what to install."""
    monkeypatch.setitem(sys.modules, "sklearn.decomposition", None)
    with pytest.raises(UsageError) as caught:
        discovered(TEXTS, 3)
    assert caught.value.problems[0].help == "pip install 'cx-score[text]'"
