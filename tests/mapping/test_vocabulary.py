import pytest

from cxcli.mapping.expression import Comparison, leaves
from cxcli.mapping.vocabulary import spec_of, vocabulary
from cxcli.mapping.ways import NOW, Way

EVERY_WAY = [(spec, way) for spec in vocabulary().values() for way in spec.ways]


def ways(*said):
    return spec_of("x", {"type": "flag", "says": "X.", "ways": list(said)}).ways


def test_a_field_is_read_from_its_entry():
    """An entry gives the type, the sentence, the names in their order, and the words by their folded spelling."""
    entry = {"type": "state", "says": "How it is.", "names": ["b", "a"], "words": {"on": ["Live ", "UP."], "off": []}}
    spec = spec_of("light", entry)
    assert (spec.name, spec.type, spec.says, spec.names) == ("light", "state", "How it is.", ("b", "a"))
    assert spec.words == {"on": "on", "live": "on", "up": "on", "off": "off"}
    assert spec.ways == ()


def test_the_words_of_a_flag_stand_beside_its_entry():
    """`yes` and `no` list the words that a flag has beside the usual ones; numbers are texts."""
    spec = spec_of("kept", {"type": "flag", "says": "Kept.", "yes": ["stayed", 7]})
    assert spec.words == {"yes": "yes", "stayed": "yes", "7": "yes"}


@pytest.mark.parametrize("said", [{}, {"type": "colour"}])
def test_a_field_without_a_known_type_is_a_fault(said):
    """Every field has one of the types that there are."""
    with pytest.raises(ValueError, match="light"):
        spec_of("light", said)


def test_the_canonical_words_of_a_field():
    """A flag is yes or no, a state is one of its words; other fields are read as no words."""
    known = vocabulary()
    assert known["churned"].canonical == ("yes", "no")
    assert known["movement"].canonical == ("new", "expansion", "contraction", "churn", "reactivation")
    assert known["created_at"].canonical == ()


def test_a_state_that_is_only_worked_out_has_the_words_of_its_ways():
    """A column may be named for it, which then has those words."""
    said = {"type": "state", "says": "S.", "ways": [{"met": "x > 0", "missed": "otherwise"}, {"met": "y > 0"}]}
    assert spec_of("s", said).words == {"met": "met", "missed": "missed"}


def test_the_ways_of_a_field():
    """A way is the time between two dates, a sum of fields, or words under conditions, the last for all other rows."""
    assert ways({"from": "a", "to": "b"}) == (Way(between=("a", "b")),)
    assert ways({"from": "a", "to": "now", "in_hours": True}) == (Way(between=("a", NOW), in_hours=True),)
    assert ways({"from": "a", "to": "b", "else_now": True}) == (Way(between=("a", "b"), else_now=True),)
    assert ways({"sum": ["a", "b"]}) == (Way(sum=("a", "b")),)
    assert ways({"sum": ["a"], "less": ["b"]}) == (Way(sum=("a",), less=("b",)),)
    assert Way(sum=("a",), less=("b",)).needs == ("a", "b")
    above = Comparison("a", ">", 0)
    assert ways({"yes": "a > 0"}) == (Way(cases=(("yes", above),)),)
    assert ways({"yes": "a > 0", "no": "otherwise"}) == (Way(cases=(("yes", above),), otherwise="no"),)
    assert ways({"yes": "otherwise"}) == (Way(otherwise="yes"),)


def test_a_field_of_both_files_is_one():
    """A field that columns hold and that may be worked out has its names and its ways."""
    spec = vocabulary()["reopened"]
    assert spec.names[0] == "reopened"
    assert spec.words["not reopened"] == "no"
    assert spec.ways


def test_what_a_field_is_worked_out_from_is_there():
    """Each way names fields of the vocabulary alone, of the type that it needs: dates, or terms of its own type."""
    known = vocabulary()
    for spec, way in EVERY_WAY:
        assert set(way.needs) <= known.keys(), spec.name
        assert {known[name].type for name in (way.between or ()) if name != NOW} <= {"date"}, spec.name
        assert {known[name].type for name in (*way.sum, *way.less)} <= {spec.type}, spec.name
        assert {word for word, _ in way.cases} | {way.otherwise} <= {*spec.canonical, None}, spec.name


def test_conditions_of_ways_ask_for_words_that_there_are():
    """A word in a condition over a flag or a state is one that it can be, so that no case holds never."""
    known = vocabulary()
    for spec, way in EVERY_WAY:
        for _, condition in way.cases:
            for leaf in leaves(condition):
                asked = known[leaf.column]
                words = (leaf.literal,) if isinstance(leaf, Comparison) else leaf.literals
                if asked.canonical and words != (None,):
                    assert set(words) <= set(asked.canonical), spec.name


def test_no_field_is_worked_out_from_itself():
    """No way leads back to the field where it began, over however many others."""
    known = vocabulary()

    def visit(name, before):
        assert name not in before, " -> ".join([*before, name])
        for way in known[name].ways:
            for need in way.needs:
                visit(need, [*before, name])

    for name in known:
        visit(name, [])


def test_dates_are_held_by_columns():
    """No date is worked out: the one that puts a row into a period is a column."""
    assert [spec.name for spec, _ in EVERY_WAY if spec.type == "date"] == []


def test_amounts_that_may_be_below_nothing_say_so():
    """A profit may be a loss; a number of carts is never below 0."""
    assert [name for name, spec in vocabulary().items() if spec.signed] == ["campaign_profit", "points_left"]
