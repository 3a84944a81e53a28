from cxcli.reporting import groups_words as words
from tests.reporting.judged_groups import finding, mixed, spread


def test_who_stands_apart():
    """The first line names those that are better or worse."""
    said = "CSAT: 2 of 3 groups of agent stand apart by more than chance explains: Ann better, Bob worse"
    assert words.finding_text(finding()) == said
    alike = finding({"Ann": {5: 20, 1: 20}, "Bob": {5: 21, 1: 20}})
    assert words.finding_text(alike) == "CSAT: chance explains where each of 2 groups of agent stands"
    assert words.finding_text(finding({"Ann": {5: 20}})) == (
        "CSAT by agent: no group can be judged: only one group has answers"
    )


def test_many_names_are_cut():
    """Twelve are named, and the others counted."""
    bad, good = {5: 20, 1: 80}, {5: 80, 1: 20}
    said = words.finding_text(finding({f"g{place:03}": bad if place < 13 else good for place in range(140)}))
    assert said.startswith("CSAT: 13 of 140 groups of agent stand apart")
    assert said.endswith("g011 worse and 1 more")


def test_names_are_made_safe():
    """A name with an escape sequence, and a column with one, steer no terminal."""
    groups = {"\x1b[31mAnn": {5: 90, 1: 10}, "Bob": {5: 50, 1: 50}}
    assert "\x1b" not in words.finding_text(finding(groups, column="\x1bagent"))


def test_the_overall_value():
    """The overall value has its limits and answers, and says who is not in it."""
    assert words.overall_text(finding(), 1) == (
        "overall 70.0 % (95 % 65.9 to 73.9, n 504), without 1 group that is nobody"
    )
    assert words.overall_text(finding({}), 1) == "overall no data (no row of any group was scored, n 0)"


def test_how_many_chance_alone_puts_outside():
    """Of three groups chance alone puts 0.2 outside the inner limits."""
    first, second = words.circumstances(finding())
    assert first == (
        "of 3 groups judged, 2 outside the 95 % limits, where chance alone puts 0.2; 2 outside the 99.8 % limits, "
        "where chance alone puts 0.0"
    )
    assert second.endswith("who stands far apart moves the overall value that the others are beside")
    alike = finding({"Ann": {5: 20, 1: 20}, "Bob": {5: 21, 1: 20}})
    assert words.circumstances(alike)[1] == "spread: phi 0.01, no more than chance explains"
    assert words.circumstances(finding({"Ann": {5: 20}})) == []


def test_what_groups_usually_differ_by():
    """Where limits are widened, that is said with the standard deviation, and no call is said to be beyond chance."""
    found = spread()
    assert words.finding_text(found) == (
        "CSAT: 1 of 20 groups of agent stands apart from what groups usually differ by: g19 worse"
    )
    assert "the limits are widened by what they usually differ by (standard deviation " in words.circumstances(found)[1]


def test_what_groups_are_adjusted_for():
    """Strata, rare ones, and answers that say nothing are told."""
    assert words.circumstances(mixed())[2] == (
        "adjusted for channel: 2 strata; 60 answers have no other group beside them and say nothing; what these "
        "columns do not tell of the cases is not adjusted for"
    )
    groups, strata = {"Ann": {5: 45, 1: 12}, "Bob": {5: 45, 1: 12}}, {}
    for name in groups:
        strata |= {(name, ("a",)): {5: 42, 1: 9}, (name, ("b",)): {5: 3}, (name, ("c",)): {1: 3}}
    assert "2 strata; 2 rare ones are one;" in words.circumstances(finding(groups, strata, mix=("channel",)))[2]


def test_the_notes():
    """The words of the table are explained as far as they occur."""
    notes = words.notes(finding(), finding().judgement)
    assert "for 3 tests at once (Benjamini-Hochberg), is 0.05 or less" in notes[0]
    assert notes[2] == "small: 1 with fewer than 10 answers; not judged, but part of the overall value"
    assert len(notes) == 3
    assert words.notes(mixed(), mixed().judgement)[2].startswith("none: 1 of which nothing can be said")
    assert words.apart_text(finding()) == "apart: not judged, and not part of the overall value"
    assert words.apart_text(mixed()) == ""
