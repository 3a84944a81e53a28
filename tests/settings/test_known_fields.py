import pytest

from cxcli.errors import ConfigError
from cxcli.settings.known_fields import refuse_unknown_fields
from cxcli.settings.sources import of_source


def faults(loaded):
    with pytest.raises(ConfigError) as caught:
        refuse_unknown_fields(loaded)
    return [(problem.message, problem.line, problem.help) for problem in caught.value.problems]


def test_what_a_config_may_say_of_fields(config):
    """Columns of answers and of all fields, words of flags and states, units of durations."""
    yaml = """
columns: {score: a, at: b, comment: c, solved_at: d, customer: e, solved: f}
words: {status: {parked: hold}, churned: {gone: "yes", here: "no"}, first_reply_sla_status: {ok: met}}
durations: {units: {talk_time: minutes}}
sources: {tickets: {path: t.csv, columns: {mrr: x}}}
"""
    refuse_unknown_fields(config(yaml))


@pytest.mark.parametrize(
    ("yaml", "message", "advice"),
    [
        (
            "columns: {solvd_at: x}",
            "columns: there is no field 'solvd_at' here",
            "did you mean 'solved_at'? fields: score",
        ),
        (
            "durations: {units: {status: minutes}}",
            "durations.units: there is no field 'status' here",
            "fields: first_reply_time, ",
        ),
        ("words: {created_at: {a: b}}", "words: there is no field 'created_at' here", "fields: answered, "),
        ("words: {nope: {a: b}}", "words: there is no field 'nope' here", "fields: "),
        (
            "words: {status: {parked: holdd}}",
            "words.status: 'holdd' is none of the words of status",
            "did you mean 'hold'? words: new, open, pending, hold, solved, closed, deleted",
        ),
        ("words: {churned: {gone: maybe}}", "words.churned: 'maybe' is none of the words of churned", "words: yes, no"),
        (
            "words: {status: {Parked: hold, 'parked ': open}}",
            "words.status: 'parked ' stands for 'hold' already, by another spelling",
            "say it once",
        ),
        (
            "sources: {tickets: {path: t, columns: {foo: x}}}",
            "sources.tickets.columns: there is no field 'foo' here",
            "fields: score, at",
        ),
    ],
)
def test_what_would_have_no_effect_is_refused(config, yaml, message, advice):
    """A field that is not there, or not of the type, and a word that is none of its words are refused."""
    ((said, line, help_text),) = faults(config(yaml))
    assert (said, line) == (message, 1)
    assert advice in help_text


def test_two_spellings_of_one_word_may_say_the_same(config):
    """They contradict each other only if they stand for two things."""
    refuse_unknown_fields(config("words: {status: {Parked: hold, parked: hold}}"))


def test_what_a_source_says_is_told_at_its_place(config):
    """It is told once, where it stands, although it is merged into what is said of all."""
    yaml = (
        "columns: {at: x}\nsources:\n  tickets:\n    path: t\n    columns:\n      foo: x\n    words: {status: {a: b}}\n"
    )
    told = [(message, line) for message, line, _ in faults(of_source(config(yaml), "tickets"))]
    assert told == [
        ("sources.tickets.columns: there is no field 'foo' here", 6),
        ("sources.tickets.words.status: 'b' is none of the words of status", 7),
    ]
