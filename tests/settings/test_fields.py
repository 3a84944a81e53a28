import pytest

from cxcli.errors import ConfigError, UsageError

FIELDS = "score, at, respondent, account, response, weight, count, nps.score"


def references(settings):
    return [want.reference for want in settings.wants.answers]


@pytest.mark.parametrize(
    ("yaml", "asked", "reference"),
    [
        (None, {}, None),
        (None, {"column": " Q1 "}, "Q1"),
        (None, {"maps": ["score=Q1"]}, "Q1"),
        (None, {"maps": ["nps.score=Q1"]}, "Q1"),
        (None, {"maps": ["score=Q1", "nps.score=Q2"]}, "Q2"),
        (None, {"maps": [" score = a=b "]}, "a=b"),
        ("columns: {score: Q1}", {}, "Q1"),
        ("columns: {score: 3}", {}, 3),
        ("columns: {score: Q1}", {"column": "Q2"}, "Q2"),
        ("metrics: {nps: {columns: {score: Q1}}}", {}, "Q1"),
        ("columns: {score: Q2}\nmetrics: {nps: {columns: {score: Q1}}}", {}, "Q1"),
        ("metrics: {nps: {columns: {score: Q1}}}", {"column": "Q2"}, "Q2"),
    ],
)
def test_which_column_is_meant(settings, yaml, asked, reference):
    """The command line goes before the config, and of either, what is said of one metric before what is said of all."""
    assert references(settings(yaml, **asked)) == [reference]


def test_each_metric_can_have_its_own_column(settings):
    """`--map csat.score=…` names the column of one metric and leaves the others alone."""
    assert references(settings(metrics=["nps,csat"], maps=["csat.score=Q2"])) == [None, "Q2"]


def test_the_column_of_dates(settings):
    """`--map at=…` goes before the config's `columns: {at: …}`."""
    assert settings("columns: {at: day}").wants.date_reference == "day"
    assert settings("columns: {at: day}", maps=["at=week"]).wants.date_reference == "week"
    assert settings().wants.date_reference is None


def test_a_config_may_name_fields_that_no_metric_reads_yet(settings):
    """Every field of the vocabulary may stand in a config, whatever the run reads."""
    yaml = "columns: {respondent: a, account: b, comment: e}"
    assert references(settings(yaml)) == [None]


def test_weights_and_counts_are_typed_or_declared(settings):
    """`--weight` and `--count` name columns, and so does the config; what is typed goes first."""
    found = settings("columns: {score: a, weight: c, count: d}", weight="w").wants
    assert found.amounts == {"weight": "w", "count": "d"}
    assert settings("columns: {score: a}").wants.amounts == {}


def test_one_column_for_metrics_of_one_family(settings):
    """`--column` may feed several metrics that read the same answers."""
    assert references(settings(metrics=["nps", "nps:european"], column="Q1")) == ["Q1", "Q1"]


def test_one_column_is_not_two_kinds_of_answers(settings):
    """`--column` with metrics of several families is refused with the options to paste instead."""
    with pytest.raises(UsageError) as caught:
        settings(metrics=["nps,csat"], column="How likely?")
    assert caught.value.problems[0].help.endswith("--map 'nps.score=How likely?' --map 'csat.score=How likely?'")


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [
        ({"maps": ["Q1"]}, "map", "for example: --column Q1"),
        ({"maps": ["=Q1"]}, "map", "for example: --column Q1"),
        ({"maps": ["score="]}, "map", "for example: --column Q1"),
        ({"column": " "}, "map", "for example: --column Q1"),
        ({"maps": ["nps=Q1"]}, "field", "did you mean 'nps.score'?"),
        ({"maps": ["scor=Q1"]}, "field", "did you mean 'score'?"),
        (
            {"maps": ["csat.score=Q1"]},
            "field",
            "fields: score, at, respondent, account, response, weight, count, nps.score",
        ),
        (
            {"maps": ["comment=Q1"]},
            "field",
            "fields: score, at, respondent, account, response, weight, count, nps.score",
        ),
        ({"maps": ["score=Q1", "score=Q2"]}, "map", "name one"),
        ({"column": "Q1", "maps": ["score=Q2"]}, "map", "name one"),
    ],
)
def test_a_field_that_is_not_there_is_never_passed_over(settings, asked, code, said):
    """A mapping that would have no effect is refused, with what to write instead."""
    with pytest.raises(UsageError) as caught:
        settings(**asked)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert said in problem.help


def test_all_faults_of_the_mapping_come_at_once(settings):
    """Every `--map` that is wrong is named in one run."""
    with pytest.raises(UsageError) as caught:
        settings(maps=["x", "foo=a", "bar=b"])
    assert len(caught.value.problems) == 3


def test_an_unknown_field_of_the_config_is_shown_at_its_place(settings):
    """A field that is not in the vocabulary is refused with its line and the fields that there are."""
    with pytest.raises(ConfigError) as caught:
        settings("columns:\n  score: a\n  foo: b\n")
    (problem,) = caught.value.problems
    assert (problem.code, problem.line, problem.column) == ("field", 3, 3)
    assert "respondent" in problem.help


def needs(found):
    return {need.metric: (dict(need.references), set(need.asked)) for need in found.wants.needs}


def test_the_columns_of_metrics_without_answers(settings):
    """What is typed goes before what the config says of a metric, and that before what it says of all."""
    yaml = """
columns: {solved_at: a, closed_at: b, created_at: c, score: s}
metrics: {resolution_time: {columns: {solved_at: d}}}
"""
    found = settings(yaml, metrics=["resolution_time,fcr"], maps=["created_at=e", "fcr.solved_at=f", "at=g"])
    declared = {"closed_at": "b", "created_at": "e"}
    assert needs(found) == {
        "resolution_time": ({**declared, "solved_at": "d"}, {"created_at"}),
        "fcr": ({**declared, "solved_at": "f"}, {"created_at", "solved_at"}),
    }
    assert found.wants.date_reference == "g"


def test_columns_that_are_typed_for_several_runs_are_not_owed_a_reader(settings):
    """What goes to several runs need not be read in each of them; what is said to others is passed over."""
    maps = ["solved_at=a", "nps.score=b", "score=c", "aht.handle_time=d"]
    found = settings(metrics=["resolution_time"], maps=maps, shared=True)
    assert needs(found) == {"resolution_time": ({"solved_at": "a"}, set())}
    with pytest.raises(UsageError, match="there is no field 'foo'"):
        settings(metrics=["resolution_time"], maps=["foo=a"], shared=True)


@pytest.mark.parametrize(
    ("metrics", "text", "said"),
    [
        (["resolution_time"], "score=x", "fields: at, "),
        (["resolution_time"], "mrr=x", "fields: at, "),
        (["resolution_time"], "solvd_at=x", "did you mean 'solved_at'?"),
        (["resolution_time"], "fcr.solved_at=x", "did you mean "),
        (["nps"], "solved_at=x", "fields: score, at, "),
        (
            ["nps,resolution_time"],
            "resolution_time.mrr=x",
            "fields: score, at, respondent, account, response, weight, ",
        ),
    ],
)
def test_a_field_that_no_metric_of_the_run_can_read_is_refused(settings, metrics, text, said):
    """Fields are those of the metrics that are asked for, with or without the metric before them."""
    with pytest.raises(UsageError) as caught:
        settings(metrics=metrics, maps=[text])
    (problem,) = caught.value.problems
    assert problem.code == "field"
    assert said in problem.help


def test_a_long_list_of_fields_is_cut(settings):
    """The first twelve fields are told."""
    with pytest.raises(UsageError) as caught:
        settings(metrics=["nps,fcr"], maps=["nope=x"])
    assert caught.value.problems[0].help.count(", ") == 12
    assert caught.value.problems[0].help.endswith(", …")


def test_a_column_of_answers_beside_metrics_without(settings):
    """`--column` is the one of the metric that has answers."""
    found = settings(metrics=["nps,resolution_time"], column="Q1")
    assert references(found) == ["Q1"]
