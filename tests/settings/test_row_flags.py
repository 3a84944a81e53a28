import pytest

from cxcli.errors import ConfigError, UsageError


def names(found):
    return [flag.name for flag in found.wants.flags]


def test_flags_are_typed_or_declared(settings):
    """Each flag has an option and a key; what is typed goes first, an empty text lifts the key."""
    yaml = "flags: {test: \"a == 'x'\", speeder: 'seconds < 10', straight_liner: [Q1, Q2, Q3], drop: [test]}"
    declared = settings(yaml)
    assert names(declared) == ["test", "speeder", "straight-liner"]
    assert declared.wants.flags[2].questions == ("Q1", "Q2", "Q3")
    assert list(declared.drop) == ["test"]
    typed = settings(yaml, speeders="", straight_liners="A, B,C", drop=["straight-liner"])
    assert names(typed) == ["test", "straight-liner"]
    assert typed.wants.flags[1].questions == ("A", "B", "C")
    assert list(typed.drop) == ["straight-liner"]
    assert names(settings()) == []


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"drop": ["tests"]}, "there is no flag 'tests'"),
        ({"drop": ["speeder"]}, "nothing says which rows are flagged 'speeder'"),
        ({"straight_liners": "Q1,Q2"}, "three questions or more"),
        ({"straight_liners": "Q1,Q1,Q1"}, "three questions or more"),
    ],
)
def test_flags_that_cannot_be_are_refused(settings, asked, said):
    """A flag that is not there, that nothing raises, or of too few questions is refused."""
    with pytest.raises(UsageError) as refused:
        settings(**asked)
    assert refused.value.problems[0].code == "flag"
    assert said in refused.value.problems[0].message


def test_a_condition_that_cannot_be_read_is_refused_at_its_place(settings):
    """The config's condition is refused with its line, the typed one as a typed filter."""
    with pytest.raises(ConfigError) as refused:
        settings("flags:\n  speeder: 'seconds <'")
    assert refused.value.problems[0].line == 2
    with pytest.raises(UsageError):
        settings(test_answers="status ==")
