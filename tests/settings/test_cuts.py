import pytest
from msgspec.structs import replace

from cxcli.errors import ConfigError, UsageError
from cxcli.mapping.expression_parse import parse
from cxcli.scoring.calendar import Grain
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.periods import Periods
from cxcli.settings import Asked
from cxcli.settings.cuts import filters


def test_breakdowns_are_separate_or_crossed(settings):
    """`--by` repeated makes separate breakdowns, `+` crosses columns; the same breakdown is made once."""
    found = settings(by=["plan", " plan + region ", "plan", "region+region"])
    assert found.by == [("plan",), ("plan", "region"), ("region",)]
    assert found.wants.by == ["plan", "region"]


def test_the_command_line_replaces_the_breakdowns_of_the_config(settings):
    """`--by` and `--period` go before the config's, and a run without cuts leaves both of the config's out."""
    yaml = "report: {by: [plan], period: month}"
    assert settings(yaml).by == [("plan",)]
    assert settings(yaml, by=["region"]).by == [("region",)]
    assert settings(yaml).periods == Periods(Grain.MONTH)
    assert settings(yaml, period="year").periods == Periods(Grain.YEAR)
    uncut = settings(yaml, cut=False)
    assert (uncut.by, uncut.periods, uncut.wants.dated) == ([], None, False)


@pytest.mark.parametrize("by", ["", " ", "+", "plan+", "+plan"])
def test_a_breakdown_names_columns(settings, by):
    """A breakdown without a column, or with a sign too many, is refused."""
    with pytest.raises(UsageError, match="names no column"):
        settings(by=[by])


def test_a_breakdown_of_the_config_is_a_fault_of_the_config(settings):
    """What is wrong in the config ends as a bad configuration, not as bad usage."""
    with pytest.raises(ConfigError, match="names no column"):
        settings("report: {by: ['plan+']}")


def test_filters_add_up(settings):
    """A metric's own filter holds beside that of the run, and only for that metric."""
    found = settings("metrics: {pro: {extends: nps, where: 'b == 2'}}", metrics=["nps", "pro"], where="a == 1")
    first, second = parse("a == 1"), parse("b == 2")
    assert found.wants.filters == {"nps": [first], "pro": [first, second]}


def test_the_filter_of_the_command_line_replaces_that_of_the_config(settings):
    """`--where` goes before `report.where`, and an empty one lifts it."""
    yaml = "report: {where: 'a == 1'}"
    assert settings(yaml).wants.filters == {"nps": [parse("a == 1")]}
    assert settings(yaml, where="b == 2").wants.filters == {"nps": [parse("b == 2")]}
    assert settings(yaml, where=" ").wants.filters == {"nps": []}


def test_a_filter_that_cannot_be_read_points_at_the_sign(settings):
    """A fault in `--where` has the column of the sign and the filter to point at."""
    with pytest.raises(UsageError) as caught:
        settings(where="plan = 1")
    assert (caught.value.problems[0].column, caught.value.problems[0].excerpt) == (6, "plan = 1")


def test_all_filters_of_the_config_that_cannot_be_read_come_at_once(settings):
    """A fault in a filter of the config has the file, the line, the key and the character."""
    yaml = "report:\n  where: 'plan = 1'\nmetrics:\n  mine: {extends: nps, where: 'a =='}\n"
    with pytest.raises(ConfigError) as caught:
        settings(yaml, metrics=["mine"])
    first, second = caught.value.problems
    assert (first.line, second.line) == (2, 4)
    assert first.message.startswith("report.where: ")
    assert first.message.endswith("(character 6 of the filter)")
    assert second.message.startswith("metrics.mine.where: ")


def test_a_filter_of_a_shipped_metric_is_read_without_a_config():
    """A metric's own filter holds whether or not there is a config, and a fault in it is never passed over."""
    shipped_with = replace(shipped()["nps"], where="a == 1")
    assert filters(Asked(), None, [shipped_with]) == {"nps": [parse("a == 1")]}
    with pytest.raises(ConfigError):
        filters(Asked(), None, [replace(shipped_with, where="a =")])
