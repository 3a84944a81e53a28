import pytest

from cxcli.errors import UsageError
from cxcli.findings.funnel_found import FUNNEL_METRIC, funnel_found, steps_asked
from tests.scoring.customer_files import scored


def test_steps_as_they_are_typed():
    """They are parted by commas; nothing typed is no step."""
    assert steps_asked(" home ,search,, payment") == ("home", "search", "payment")
    assert steps_asked(None) == ()


@pytest.mark.parametrize("text", ["", "home", "home,HOME", ","])
def test_too_few_steps(text):
    """A funnel has two different steps."""
    with pytest.raises(UsageError) as failed:
        steps_asked(text)
    assert failed.value.problems[0].code == "steps"


def test_the_funnel_of_sources():
    """Data frames are files as well: the first is the first step, whatever their names and order of names are."""
    run = scored("user_id\na\nb\n", "user_id\nb\nc\n", metrics=FUNNEL_METRIC)
    found = funnel_found(run, (), strict=False)
    assert [(line.name, line.counts.users, line.counts.kept) for line in found.table.lines] == [
        ("0", 2, 2),
        ("1", 2, 1),
    ]
    assert {file: account.scored for file, account in found.accounts.items()} == {"0.csv": 2, "1.csv": 2}
    assert [notice.code for notice in found.notices] == ["not-in-step-before"]


def test_sources_of_one_name_are_no_steps():
    """Which of the two came first could not be told."""
    run = scored("user_id\na\n", "user_id\nb\n", metrics=FUNNEL_METRIC)
    run.sources[1] = run.sources[0]
    with pytest.raises(UsageError, match="two steps"):
        funnel_found(run, (), strict=False)
