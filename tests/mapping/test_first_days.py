from datetime import UTC, datetime

from cxcli.mapping.typed_readers import first_days
from cxcli.pipeline import run
from cxcli.settings import Asked, settle
from cxcli.sources.paths import InputFile

SNAPSHOTS = "month,customer,mrr\n2025-01-01,a,10\n2025-01-01,b,5\n2025-02-01,a,12\n"
"""From January to February a pays 12 in place of 10 and b is lost: 12 of 15 are kept."""


def test_a_month_is_its_first_day():
    """Only a year and a month are completed; everything else stays as it is."""
    assert first_days(["2025-06", " 2025-12 ", "2025-13", "2025-06-03", "202506", ""]) == [
        "2025-06-01",
        "2025-12-01",
        "2025-13",
        "2025-06-03",
        "202506",
        "",
    ]


def test_snapshots_by_month_are_read_like_those_by_day(tmp_path):
    """The number is the same, whether a month is written with its first day or without any."""
    for text in (SNAPSHOTS, SNAPSHOTS.replace("-01,", ",")):
        path = tmp_path / "a.csv"
        path.write_text(text)
        asked = Asked(metrics=["nrr"], since="2025-02-01", until="2025-02-28")
        found = run(settle(asked, None, datetime(2025, 3, 2, tzinfo=UTC)), [InputFile(path, "a.csv")])
        assert found.overall[0].value == 80
