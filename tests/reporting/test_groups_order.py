from cxcli.reporting.groups_order import Listed
from tests.reporting.judged_groups import finding


def names(listed):
    return [group.name for group in listed.of(finding().judgement)]


def test_the_orders():
    """By name; the most answers first; the surest call first, and those that are not judged last."""
    assert names(Listed()) == ["Ann", "Bob", "Cy", "Dee"]
    assert names(Listed("n")) == ["Cy", "Ann", "Bob", "Dee"]
    turned = finding({"Ann": {5: 71, 1: 29}, "Bob": {5: 50, 1: 50}, "Cy": {5: 210, 1: 90}, "Dee": {5: 3, 1: 1}})
    assert [each.name for each in Listed("evidence").of(turned.judgement)] == ["Bob", "Cy", "Ann", "Dee"]
    assert names(Listed("evidence")) == ["Ann", "Bob", "Cy", "Dee"]


def test_only_those_that_are_worse():
    """With `bad_only` the others are left out."""
    assert names(Listed(bad_only=True)) == ["Bob"]
