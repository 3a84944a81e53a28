import pytest
from pydantic import ValidationError

from cxcli.scoring.box_definition import FoundBy, Reach, SizedBoxes
from cxcli.scoring.catalogue_entry import CatalogueEntry, defined

BASE = {
    "kind": "box_score",
    "title": "Ease",
    "level": "transactional",
    "direction": "higher",
    "scale": {"low": 1, "high": 7},
    "value": {"share": "easy"},
    "polarity": "ease",
    "polarity_assumed": True,
    "sized": {"top": "easy", "middle": "so", "bottom": "hard", "points": {"7": 3, "5": 2}},
    "reach": {"answer": 6, "from": 5},
    "aliases": ["simple"],
    "traps": ["A trap."],
    "sources": ["A source."],
    "beside": ["mean"],
    "zero_expected": True,
    "found_by": {"names": ["ease"], "questions": ["how easy"], "general": ["score"]},
}


def entry(**keys):
    return CatalogueEntry.model_validate(keys)


def test_an_entry_says_what_only_the_catalogue_can_say():
    """Sized boxes, doubts, names, traps and sources of an entry are those of the metric."""
    made = defined("ease", entry(**BASE), None)
    assert made.sized == SizedBoxes("easy", "so", "hard", {7: 3, 5: 2})
    assert made.reach == Reach(answer=6, start=5)
    assert made.found_by == FoundBy(("ease",), ("how easy",), ("score",))
    assert (made.aliases, made.traps, made.sources, made.beside) == (
        *(("simple",), ("A trap.",), ("A source.",)),
        ("mean",),
    )
    assert (made.zero_expected, made.polarity, made.polarity_assumed) == (True, "ease", True)


def test_a_variant_has_what_its_entry_does_not_say_from_its_base():
    """A variant stays in the family of its base, whose columns it is looked for in, but has its own names."""
    base = defined("ease", entry(**BASE), None)
    variant = defined("ease:mean", entry(extends="ease", value={"mean": True}), base)
    assert (variant.family, variant.found_by, variant.sized, variant.reach) == (
        *("ease", base.found_by),
        base.sized,
        base.reach,
    )
    assert (variant.aliases, variant.polarity_assumed) == ((), True)


def test_a_variant_with_columns_of_its_own_is_its_own_family():
    """Who says by which columns it is found is looked for by them."""
    base = defined("ease", entry(**BASE), None)
    other = defined("other", entry(extends="ease", found_by={"names": ["other"]}), base)
    assert (other.family, other.found_by) == ("other", FoundBy(names=("other",)))


def test_an_entry_has_no_unknown_keys():
    """A misspelt key in the catalogue is an error."""
    with pytest.raises(ValidationError):
        entry(**BASE, colour="red")
