from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.boxes import settle
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.rejected import bad_rows
from tests.laws.mapped_rows import answers, kept, plan_for, records


def test_bad_rows_are_told_by_what_is_wrong_with_them():
    """An answer off the scale, words, a weight: each row once, with its line and what it says."""
    rows = [*answers(11, "often", 9, weight="1"), *answers(9, weight="much"), *answers("", weight="1")]
    metric = settle(shipped()["nps"])
    mapped = records(rows, more=("weight",))
    fates = plan_for(metric).fates(mapped, kept(rows, ["nps"]))
    found = [(row.line, row.reason, row.detail, row.content) for row in bad_rows(mapped, fates)]
    assert found == [
        (2, Disposition.OFF_SCALE, "11", "11"),
        (3, Disposition.UNREADABLE, "text", "often"),
        (5, Disposition.UNREADABLE, "weight", "much"),
    ]
    assert fates["nps"].tolist()[2] == FATE_CODE[Disposition.SCORED]
