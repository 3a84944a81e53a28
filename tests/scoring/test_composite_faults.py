import pytest

from cxcli.config.check import validated
from cxcli.config.models import Config
from cxcli.config.strict_yaml import load
from cxcli.errors import ConfigError
from cxcli.scoring.catalogue import with_own

HEAD = "metrics:\n  h:\n    kind: composite\n"


def configured(text):
    document = load(text, name="cx.yaml")
    return with_own(validated(document, Config).metrics, document)


def problems(text):
    with pytest.raises(ConfigError) as caught:
        configured(text)
    return [(each.line, each.column, each.message) for each in caught.value.problems]


def parts(*lines):
    return HEAD + "    parts:\n" + "".join(f"      {line}\n" for line in lines)


NPS = "a: {metric: nps, worst: -100, best: 100}"


def test_a_composite_is_read():
    """Weights are 1 where nothing is said, lengths of time are seconds, bands and coverage have defaults."""
    made = configured(parts(NPS, "b: {metric: frt, weight: 0.5, worst: 72 h, best: 4 h}"))["h"]
    assert [(each.name, float(each.weight), each.worst, each.best) for each in made.parts] == [
        ("a", 1.0, -100.0, 100.0),
        ("b", 0.5, 72 * 3600.0, 4 * 3600.0),
    ]
    assert [(band.name, band.low, band.high) for band in made.bands] == [
        ("red", 0, 50), ("yellow", 50, 75), ("green", 75, 100),
    ]  # fmt: skip
    assert (made.per, made.coverage, made.unit, made.direction) == (None, 0.6, "points", "higher")


def test_the_upper_end_belongs_to_a_band():
    """Red is 0 to 50 with both ends, yellow above 50 up to 75, green above that."""
    made = configured(parts(NPS))["h"]
    assert [made.band(score) for score in (0, 50, 50.001, 75, 75.001, 100)] == [
        "red", "red", "yellow", "yellow", "green", "green",
    ]  # fmt: skip


def test_own_parts_stand_in_place_of_the_shipped_ones():
    """What is not said comes from the shipped score, parts only as a whole."""
    made = configured("metrics:\n  health_score:\n    coverage: 0.5\n    parts:\n      " + NPS + "\n")["health_score"]
    assert ([each.name for each in made.parts], made.per, made.coverage) == (["a"], "customer", 0.5)


@pytest.mark.parametrize(
    ("line", "column", "message"),
    [
        ("a: {metric: npss, worst: 0, best: 1}", 19, "there is no metric 'npss'"),
        ("a: {metric: health_score, worst: 0, best: 1}", 19, "health_score is a composite, and no part of one"),
        ("a: {metric: h, worst: 0, best: 1}", 19, "h is a composite, and no part of one"),
        ("a: {metric: nps, worst: 5, best: 5}", 40, "the worst and the best value are the same"),
        ("a: {metric: nps, worst: 100, best: -100}", 31, "of nps the higher value is the better one"),
        ("a: {metric: frt, worst: 4 h, best: 72 h}", 31, "of first_response_time the lower value is the better one"),
        ("a: {metric: frt, worst: 72, best: 4 h}", 31, "first_response_time is a length of time, and 72 has no unit"),
        ("a: {metric: nps, worst: 72 h, best: 100}", 31, "nps is counted in points, not in time"),
        ("a: {metric: nps, worst: -200, best: 100}", 31, "nps is never -200"),
        ("a: {metric: nps, worst: 0, best: 1, weight: 0}", 51, "a weight is a number above 0"),
        ("a: {metric: nps, worst: 0, best: 1, weight: -2}", 51, "a weight is a number above 0"),
        ("a: {metric: nps, worst: 0}", 7, "the key 'best' is missing"),
    ],
)
def test_a_fault_of_a_part_is_told_where_it_is(line, column, message):
    """Each is told with line and column, and what is wrong."""
    ((found_line, found_column, said),) = problems(parts(line))
    assert (found_line, found_column) == (5, column)
    assert message in said


def test_all_faults_are_told_at_once():
    """Two parts of one metric, keys of metrics of rows, a strange key, gaps and overlaps of bands: all in order."""
    found = problems(
        HEAD
        + "    where: plan == 'pro'\n    per: company\n    bands: {red: 0-50, yellow: 40-60, green: 70-90}\n"
        + "    parts:\n      "
        + NPS
        + "\n      b: {metric: nps, worst: -100, best: 100}\n"
    )
    assert [(line, column) for line, column, _ in found] == [(4, 5), (5, 10), (6, 5), (6, 32), (6, 46), (9, 19)]
    said = " ".join(message for *_, message in found)
    for each in ("has no 'where'", "'company'", "overlaps with 'red'", "gap from 60 to 70", "gap from 90 to 100"):
        assert each in said


@pytest.mark.parametrize("band", ['"50-20"', "0-101", "low", '"5-5"'])
def test_a_band_is_a_part_of_0_to_100(band):
    """Ends the wrong way round, above 100, or no numbers are refused."""
    ((line, _, said),) = problems(HEAD + f"    bands: {{red: {band}}}\n    parts:\n      {NPS}\n")
    assert line == 4
    assert "no part of 0 to 100" in said


def test_a_part_that_is_a_faulty_metric_is_told_once():
    """What is wrong with the own metric is told where it stands, not that it is unknown."""
    text = parts("a: {metric: mine, worst: 0, best: 1}") + "  mine:\n    kind: rate\n    direction: lower\n"
    ((line, _, said),) = problems(text)
    assert line == 6
    assert "lacks counts" in said


def test_nothing_is_a_length_of_time_too():
    """0 needs no unit."""
    assert configured(parts("a: {metric: frt, worst: 72 h, best: 0}"))["h"].parts[0].best == 0


def test_a_composite_lacks_its_parts():
    """Without parts there is none."""
    ((line, _, said),) = problems(HEAD)
    assert line == 2
    assert "lacks parts" in said
