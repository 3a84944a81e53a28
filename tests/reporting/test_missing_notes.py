from cxcli.reporting.missing_notes import missing_notes, missing_reason

ALONE = "one alone shows no spread"


def test_each_reason_has_a_note_with_the_cells(score, no_score, september):
    """Cells without limits, or without a value, are named by group and period, at most three of them."""
    bare = {"low": None, "high": None, "reason": ALONE}
    cells = [
        score(group={"plan": "pro"}, **bare),
        score(group={"plan": "free"}),
        no_score(group={"plan": "free"}, period=september, status="undefined", reason="nobody was there"),
        *(score(group={"plan": name}, **bare) for name in ("a", "b", "c", "d")),
    ]
    assert missing_notes(cells) == (f"pro, a, b and 2 more: {ALONE}", "free 2026-09: nobody was there")


def test_what_is_in_sight_is_not_said_again(score, no_score):
    """What stands above needs no note; a cell without rows, or not shown, says so itself, and limits need no reason."""
    bare = score(low=None, high=None, reason=ALONE)
    assert missing_notes([bare], ALONE) == ()
    assert missing_notes([no_score(status="suppressed", n=3), no_score(status="no_data", n=0)]) == ()
    assert missing_notes([score(reason="all are alike")]) == ()
    assert (missing_reason(bare), missing_reason(score(reason="all are alike"))) == (ALONE, None)
