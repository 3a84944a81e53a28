import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.errors import Problem
from cxcli.mapping.date_choices import DateChoices
from cxcli.mapping.learners import learner
from cxcli.mapping.texts import MissingCodes
from cxcli.mapping.typed_choices import TypedChoices
from cxcli.mapping.vocabulary import FieldSpec, vocabulary
from cxcli.rows import FATES
from cxcli.sources.chunk import Column

TEXTS = {
    "date": ["2025-01-31", "31/01/2025", "01/02/2025", "", "Y", "0", "45291", "1713418460", "Jan 5, 2025"],
    "duration": ["5", "0:10", "1:02:03", "-0:10", "2 h", "1970-01-01", "2025-01-31", "", "red"],
    "number": ["1", "1,5", "1.5", "1,234", "85%", "", "red"],
    "flag": ["yes", "no", "", "n/a", "maybe"],
}


def made(field, texts, *, header="x", **said):
    spec = vocabulary().get(field) or FieldSpec(name=field, type="text", says="A column.")
    found = learner(spec, Column(0, header), TypedChoices(**said))
    found.learn(texts)
    return found


def read(field, *texts, **said):
    """The values that a column of these texts has."""
    reader, _ = made(field, texts, **said).reader()
    return list(reader.read(texts).values)


def refused(field, *texts, **said):
    problem = made(field, texts, **said).reader()
    assert isinstance(problem, Problem)
    return problem.code


@pytest.mark.parametrize(
    ("field", "texts", "values"),
    [
        ("resolution_time", ["1:00:00"], [3_600_000_000]),
        ("reopens", ["3"], [3]),
        ("mrr", ["12"], [12]),
        ("churned", ["Churned", "no"], ["yes", "no"]),
        ("movement", ["Upgrade"], ["expansion"]),
        ("customer", ["A@B.com", "A 1"], ["a@b.com", "A 1"]),
        ("currency", [" EUR"], ["EUR"]),
        ("priority", ["High "], ["High"]),
    ],
)
def test_each_type_is_read_in_its_way(field, texts, values):
    """A field of each type, and a column that is no field, has the reader of its type."""
    assert read(field, *texts) == values


def test_dates_are_learned_as_dates():
    """The one order of day and month is found out; the zone that a file names is part of what it rests on."""
    reader, basis = made("created_at", ["31/01/2025"], zone_basis="times of UTC, as the header says").reader()
    assert str(reader.read(["01/02/2025"]).values[0])[:10] == "2025-02-01"
    assert basis.startswith("times of UTC, as the header says; a/b/year is day-first")


def test_what_was_said_decides():
    """Order of dates, decimal sign, unit and words are those that were said; what is said of one field goes first."""
    days = DateChoices(order="month-first")
    assert str(read("created_at", "01/02/2025", dates=days)[0])[:10] == "2025-01-02"
    assert read("mrr", "1.234", decimal="comma") == [1234]
    assert read("talk_time", "2", unit="minutes") == [120_000_000]
    assert read("talk_time", "2", unit="minutes", units={"talk_time": "seconds"}) == [2_000_000]
    assert read("talk_time", "2", unit="minutes", units={"hold_time": "seconds"}) == [120_000_000]
    assert read("status", "Parked", words={"status": {"PARKED ": "hold"}}) == ["hold"]
    assert read("churned", "gone", "yes", words={"churned": {"gone": "yes"}}) == ["yes", "yes"]
    assert read("reopens", "9", missing=MissingCodes.of([9])) == [None]


def test_the_header_says_the_unit():
    """Plain numbers count what the name of their column says."""
    assert read("talk_time", "2", header="Talk time (min)") == [120_000_000]


def test_a_month_of_snapshots_is_a_date():
    """The month of which a row tells may be written without its day."""
    assert str(read("month", "2025-06")[0])[:10] == "2025-06-01"
    assert made("month", ["2025-06"]).fits
    assert not made("created_at", ["2025-06"]).fits


@pytest.mark.parametrize(
    ("field", "texts", "code"),
    [
        ("created_at", ["01/02/2025"], "date-order-unknown"),
        ("created_at", ["1713418460"], "date-unit-unknown"),
        ("talk_time", ["2"], "duration-unit-unknown"),
        ("talk_time", ["2:10"], "duration-parts-unknown"),
        ("mrr", ["1,234"], "decimal-sign-unknown"),
    ],
)
def test_what_is_not_clear_is_refused(field, texts, code):
    """A column that can be read in two ways is not read."""
    assert refused(field, *texts) == code


@pytest.mark.parametrize(
    ("field", "texts", "open_"),
    [
        ("created_at", ["2025-01-01"], False),
        ("created_at", ["31/01/2025"], True),
        ("talk_time", ["1:02:03"], False),
        ("talk_time", ["2"], True),
        ("mrr", ["1.5"], False),
        ("mrr", ["1,234"], True),
        ("status", ["open"], False),
        ("customer", ["a"], False),
    ],
)
def test_what_may_still_change(field, texts, open_):
    """A column is open where texts to come may decide how the others are read."""
    assert made(field, texts).open is open_


@pytest.mark.parametrize(
    ("field", "texts", "fits"),
    [
        ("created_at", ["Y", "2025-01-01"], True),
        ("created_at", ["Y", "", "N"], False),
        ("created_at", ["0", "1"], False),
        ("created_at", ["0", "45291"], True),
        ("created_at", ["1713418460"], True),
        ("created_at", [], False),
        ("talk_time", ["x", "2"], True),
        ("talk_time", ["2025-01-01"], False),
        ("talk_time", ["1970-01-01 00:05:00"], True),
        ("talk_time", ["1970-01-01 00:05:00", "x"], False),
        ("mrr", ["free", "1"], True),
        ("mrr", ["five"], False),
        ("churned", ["2025-01-01"], False),
        ("churned", ["?", "no"], True),
        ("status", ["Jan", "Feb"], False),
        ("customer", [], True),
        ("currency", [], True),
    ],
)
def test_whether_any_text_is_of_the_type(field, texts, fits):
    """Numbers of fewer than five digits are no dates, dates of our time no durations; a key or text may be anything."""
    assert made(field, texts).fits is fits


def test_dates_in_a_form_that_was_said():
    """Where a pattern or a unit is said, what fits is what has that form."""
    pattern = DateChoices(pattern="%d%m%y")
    assert made("created_at", ["310125"], dates=pattern).fits
    assert not made("created_at", ["2025-01-31"], dates=pattern).fits
    assert made("created_at", ["12"], dates=DateChoices(unit="excel")).fits


@pytest.mark.parametrize("field", ["created_at", "talk_time", "mrr", "churned"])
@given(data=st.data())
def test_the_order_and_the_cut_of_the_texts_change_nothing(field, data):
    """What is learned of some texts does not depend on how they come, and then they are all read without a surprise."""
    texts = data.draw(st.lists(st.sampled_from(TEXTS.get(vocabulary()[field].type, TEXTS["number"])), max_size=6))
    cut = data.draw(st.integers(0, len(texts)))
    whole, parts = made(field, texts), made(field, data.draw(st.permutations(texts))[:cut])
    other = made(field, [])
    for part in (texts[cut:], texts[:cut]):
        other.learn(part)
    assert (whole.fits, whole.open) == (other.fits, other.open)
    first, second = whole.reader(), other.reader()
    assert isinstance(first, Problem) == isinstance(second, Problem)
    if isinstance(first, Problem):
        assert first == second
        return
    fates = [first[0].read(texts).fates.tolist(), second[0].read(texts).fates.tolist()]
    assert fates[0] == fates[1]
    if not whole.fits:
        assert "scored" not in [FATES[fate] for fate in fates[0]]
        assert not parts.fits
