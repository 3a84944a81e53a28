import pytest

from cxcli.analysis.apart_names import is_apart
from cxcli.scoring.cells import BLANK_KEY


@pytest.mark.parametrize(
    "name",
    [BLANK_KEY, "Unassigned", "(unassigned)", "UNASSIGNED ", "bot", "Answer Bot", "system", "SystemUser", "automation",
     "N/A", "-", "—", "None", "null", "nicht zugewiesen", "answer_bot"],
)  # fmt: skip
def test_nobody(name):
    """Blank groups, dashes, rows without an agent and machines are nobody, whatever their capitals and signs."""
    assert is_apart(name)


@pytest.mark.parametrize("name", ["Ann", "Jan Bot", "Finn", "李", "😀", "Team System", "Botha", "1", "Zoë"])
def test_somebody(name):
    """A name is compared as a whole: people whose names hold such a word are somebody, and signs may be a name."""
    assert not is_apart(name)


def test_the_own_names():
    """Names of the user's own are nobody, too, and an own name of nothing but signs is nobody else."""
    assert is_apart("night-shift BOT", ["Night Shift Bot"])
    assert not is_apart("😀", ["★"])
