import re

import pytest

from cxcli.config.check import validated
from cxcli.config.models import Config
from cxcli.config.strict_yaml import load
from cxcli.errors import ConfigError, DataError, UsageError
from cxcli.scoring import catalogue
from cxcli.scoring.box_definition import Scale, unit_of
from cxcli.scoring.boxes import box_names, settle
from cxcli.scoring.catalogue import find, shipped, with_own
from cxcli.scoring.row_definitions import RateDefinition, has_answers

ANSWERS = [each for each in shipped().values() if has_answers(each)]
SOURCES = ("responses", "tickets", "calls", "customers", "subscriptions", "orders", "usage", "events", "all sources")
OF_GROWTH = ("invitations", "sessions", "carts", "campaigns", "members", "accounts", "deliveries", "points")
SATISFACTION = "for 2, 3, 4, 5, 6, 7, 10, 11 points"


def configured(text):
    """The metrics of a config, with those that are shipped."""
    document = load(text, name="cx.yaml")
    return with_own(validated(document, Config).metrics, document)


def problems(text):
    with pytest.raises(ConfigError) as caught:
        configured(text)
    return caught.value.problems


def test_the_catalogue_holds_the_survey_metrics():
    """NPS, satisfaction and effort are there with their dialects, in this order."""
    assert [name for name, each in shipped().items() if has_answers(each)] == [
        *("nps", "nps:european"),
        *("csat", "csat:net", "csat:mean", "csat:index", "csat:zendesk", "osat"),
        *("ces", "ces:effort", "ces:mean", "ces:net", "ces:net-easy"),
        *("sentiment", "sentiment:no-neutrals", "sentiment:polarity", "sentiment:stars"),
    ]


@pytest.mark.parametrize("definition", shipped().values(), ids=shipped())
def test_every_shipped_metric_is_whole(definition):
    """Each metric has a title, a sentence, a source and a family, and is better in one direction."""
    assert definition.title
    assert re.fullmatch(r"[A-Z].*\.|.*\?\"\.", definition.description)
    assert definition.sources
    assert definition.family in shipped()
    assert definition.direction in ("higher", "lower")
    assert definition.source in (("",) if definition.kind == "composite" else (*SOURCES, *OF_GROWTH))


@pytest.mark.parametrize("definition", ANSWERS, ids=[each.id for each in ANSWERS])
def test_every_shipped_metric_of_answers_is_whole(definition):
    """It has a unit that fits its value, a level, boxes that it names, and columns that it is found by."""
    assert definition.unit == unit_of(definition.value)
    assert definition.bad in box_names(definition)
    assert definition.level in ("relationship", "transactional")
    assert shipped()[definition.family].found_by.names
    for question in definition.found_by.questions:
        re.compile(question)


RATES = [each for each in shipped().values() if isinstance(each, RateDefinition)]


@pytest.mark.parametrize("definition", RATES, ids=[each.id for each in RATES])
def test_every_shipped_rate_has_its_bad_experience(definition):
    """Of its two boxes the one that is not wanted is the bad one: what counts, where less of it is better."""
    assert sorted(definition.boxes.values()) == [(0,), (1,)]
    assert definition.boxes[definition.value.share] == (1,)
    bad = (1,) if definition.direction == "lower" else (0,)
    assert definition.bad is None or definition.boxes[definition.bad] == bad
    assert definition.rules.dates


def test_the_catalogue_cannot_be_changed():
    """What is shipped is the same for everybody who asks."""
    assert shipped() is shipped()
    with pytest.raises(TypeError):
        shipped()["nps"] = None


def test_no_two_metrics_share_a_name():
    """Ids and aliases are all different, so that a name means one metric."""
    names = [name for each in shipped().values() for name in (each.id, *each.aliases)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("nps", "nps"),
        (" NPS ", "nps"),
        ("net_promoter_score", "nps"),
        ("Net Promoter Score", "nps"),
        ("customer-satisfaction", "csat"),
        ("customer_satisfaction_score", "csat"),
        ("net_csat", "csat:net"),
        ("overall_satisfaction", "osat"),
        ("customer_effort_score", "ces"),
        ("net_easy_score", "ces:net-easy"),
        ("ces:net_easy", "ces:net-easy"),
        ("CSAT:Net", "csat:net"),
    ],
)
def test_a_metric_is_found_by_id_and_alias(name, found):
    """Case and the way to join words do not matter; the canonical id is what comes back."""
    assert find(shipped(), name).id == found


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("npz", "did you mean 'nps'? cx metrics lists all"),
        ("csat:mena", "did you mean 'csat:mean'? cx metrics lists all"),
        ("customer_efort", "did you mean 'ces'? cx metrics lists all"),
        ("xyz", "cx metrics lists all"),
    ],
)
def test_an_unknown_metric_is_refused_with_the_nearest_name(name, advice):
    """The error says which metric was probably meant, by its id."""
    with pytest.raises(UsageError) as caught:
        find(shipped(), name)
    (problem,) = caught.value.problems
    assert (problem.code, problem.message, problem.help) == ("metric", f"there is no metric '{name}'", advice)


def test_the_caller_says_what_kind_of_error_it_is():
    """A name that does not come from the command line is another error."""
    with pytest.raises(DataError):
        find(shipped(), "npz", DataError)


def test_own_metrics_come_on_top():
    """Without any there are the shipped ones; own ones are found by their id, before the alias of a shipped one."""
    assert with_own({}) == shipped()
    found = configured("metrics: {nps_pro: {extends: nps}, nps-pro: {extends: csat}, net-csat: {extends: osat}}")
    assert find(found, "nps_pro").family == "nps"
    assert find(found, "nps-pro").family == "csat"
    assert find(found, "net_csat").family == "osat"
    assert find(found, "net_satisfaction").id == "csat:net"


def test_a_base_is_the_one_that_is_written_exactly():
    """Of two own metrics that differ only in how words are joined, the one as written is extended."""
    own = "nps_pro: {extends: nps, title: One}, nps-pro: {extends: nps, title: Two}"
    found = configured(f"metrics: {{{own}, a: {{extends: nps_pro}}, b: {{extends: nps-pro}}}}")
    assert (found["a"].title, found["b"].title) == ("One", "Two")


def test_own_metrics_extend_one_another_in_any_order():
    """A chain may be written from its end, and by any name of its first metric."""
    found = configured(
        """
metrics:
  third: {extends: SECOND, title: Third}
  second: {extends: first_one, where: "plan == 'pro'"}
  first_one: {extends: net_promoter_score, boxes: {promoters: 10, detractors: 0-8}}
"""
    )
    third = found["third"]
    assert (third.id, third.title, third.where, third.family) == ("third", "Third", "plan == 'pro'", "nps")
    assert settle(third).definition == "% 10 minus % 0-8"


@pytest.mark.parametrize("extends", ["", "extends: nps, "])
def test_a_shipped_metric_can_be_restated(extends):
    """Under the same id a shipped metric is changed for this config; what extends it gets the change, a variant not."""
    found = configured(f"metrics: {{mine: {{extends: nps}}, nps: {{{extends}scale: {{low: 1, high: 10}}}}}}")
    assert found["nps"].scale == found["mine"].scale == Scale(1, 10)
    assert found["nps:european"].scale == Scale(0, 10)
    assert settle(found["nps"]).definition == "% 9-10 minus % 1-6"
    assert shipped()["nps"].scale == Scale(0, 10)


def test_a_metric_can_be_made_from_scratch():
    """A kind with scale, boxes and value is a metric, even under the id of a shipped one."""
    scratch = "{kind: box_score, level: transactional, direction: higher, scale: {low: 1, high: 4}, "
    found = configured(
        f"metrics: {{fans: {scratch}boxes: {{fans: 4, rest: 1-3}}, value: {{share: fans}}}}, "
        f"osat: {scratch}value: {{mean: true}}}}}}"
    )
    assert settle(found["fans"]).definition == "% 4 of 1-4"
    assert (found["osat"].title, settle(found["osat"]).definition) == ("osat", "mean of 1-4")


def test_a_circle_is_refused():
    """Metrics that extend one another in a circle are all named; what rests on them is not blamed."""
    found = problems("metrics:\n  a: {extends: b}\n  b: {extends: a}\n  c: {extends: a}\n  d: {extends: d}\n")
    assert [(problem.line, problem.message) for problem in found] == [
        (2, "metrics.a.extends: it extends itself in a circle"),
        (3, "metrics.b.extends: it extends itself in a circle"),
        (5, "metrics.d.extends: it extends itself in a circle"),
    ]
    assert found[0].help == "start from a metric of cx: extends: nps"


def test_an_unknown_base_is_refused_with_the_nearest_name():
    """Own and shipped metrics are looked through for what was meant; what rests on the faulty one is not blamed."""
    found = problems("metrics:\n  mine: {extends: csatt}\n  yours: {extends: mine}\n  ours: {extends: yurs}\n")
    assert [(problem.place, problem.code, problem.message, problem.help) for problem in found] == [
        (
            "cx.yaml:2:19",
            "config-metric",
            "metrics.mine.extends: there is no metric 'csatt'",
            "did you mean 'csat'? cx metrics lists all",
        ),
        (
            "cx.yaml:4:19",
            "config-metric",
            "metrics.ours.extends: there is no metric 'yurs'",
            "did you mean 'yours'? cx metrics lists all",
        ),
    ]


def test_all_problems_of_all_metrics_come_at_once_with_their_places():
    """Every problem has file, line, column and the line itself, in the order of the lines."""
    found = problems(
        """metrics:
  one:
    extends: nps
    boxes: {promoters: 9-11, detractors: 0-6}
    bad: angry
  two:
    kind: boxscore
  three:
    extends: csat
    scale: {low: 1, high: 9}
"""
    )
    assert [(problem.place, problem.message) for problem in found] == [
        ("cx.yaml:4:24", "metrics.one.boxes.promoters: 11 is not on the scale 0-10"),
        ("cx.yaml:5:10", "metrics.one.bad: there is no box 'angry'"),
        ("cx.yaml:6:3", "metrics.two: it lacks level, direction, scale, value"),
        ("cx.yaml:7:11", "metrics.two.kind: there is no kind 'boxscore'"),
        (
            "cx.yaml:10:5",
            f"metrics.three.scale: three has no boxes for answers of 1-9 (it has them {SATISFACTION})",
        ),
    ]
    assert found[0].excerpt == "    boxes: {promoters: 9-11, detractors: 0-6}"


def test_without_a_document_problems_have_no_place():
    """A config that comes from a program has the same problems, without lines."""
    document = load("metrics: {mine: {extends: npz}}", name="cx.yaml")
    with pytest.raises(ConfigError) as caught:
        with_own(validated(document, Config).metrics)
    (problem,) = caught.value.problems
    assert (problem.place, problem.message) == ("", "metrics.mine.extends: there is no metric 'npz'")


def test_a_page_is_read_when_a_metric_is_looked_for(monkeypatch):
    """Pages behind the one that has it are left alone; who asks for all metrics reads all pages."""
    monkeypatch.setattr(catalogue, "_PAGES", ("catalogue.yaml", "no such page"))
    fresh = shipped.__wrapped__()
    assert fresh["nps"].id == "nps"
    with pytest.raises(FileNotFoundError):
        list(fresh)
    monkeypatch.undo()
    fresh = shipped.__wrapped__()
    assert fresh["at_risk"].kind == "at_risk"
    assert "npss" not in fresh
    assert len(fresh) == len(shipped())


def test_two_metrics_of_one_name_are_a_fault_of_the_catalogue(monkeypatch):
    """The later one would take the place of the other without a word."""
    monkeypatch.setattr(catalogue, "_PAGES", ("catalogue.yaml", "catalogue.yaml"))
    with pytest.raises(ValueError, match="two metrics nps"):
        list(shipped.__wrapped__())
