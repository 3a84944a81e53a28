from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from cxcli.config.load import load
from cxcli.errors import CxError
from cxcli.pipeline import run
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.ready import ready
from cxcli.scoring.together import Whole
from cxcli.settings import Asked, settle
from cxcli.sources.frame import FrameSource
from tests.scoring.customer_files import by_label, frame, skipped
from tests.scoring.event_logs import activity, log

OWN = """
metrics:
  export_adoption: {extends: "adoption_rate:events", counts: "feature == 'export'"}
  export_use: {extends: "feature_utilisation:events", counts: "feature in ['export', 'share']", where: "plan != 'free'"}
  sticky_export: {extends: stickiness, counts: "feature == 'export'"}
  checkout: {extends: "conversion_rate:funnel", steps: [Home, search, payment]}
"""
USE = [
    *(("ann", "2025-05-05", "export"), ("bob", "2025-05-08", "search"), ("cid", "2025-06-09", "export")),
    *(("ann", "2025-06-10", "search"), ("dot", "2025-06-10", ""), ("eve", "2025-06-10", "share")),
]


def own(text, metric, **asked):
    """The run of a metric of the user's own."""
    loaded = load(_config(OWN))
    settings = settle(Asked(metrics=[metric], now="2025-07-01", **asked), loaded, datetime(2025, 7, 1, tzinfo=UTC))
    return run(settings, [FrameSource(frame(text), "log.csv")])


def _config(text):
    path = Path("own.yaml")
    path.write_text(text)
    return path


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_one_event_counts_and_the_others_make_members():
    """With a condition, all who were seen so far are eligible, over all time and in the first month too."""
    made = own(log(*USE), "export_adoption", period="month")
    months = by_label(made)
    assert (made.overall[0].value, made.overall[0].n) == (40, 5)
    assert (months["2025-05"].value, months["2025-05"].n) == (50, 2)
    assert (months["2025-06"].value, months["2025-06"].n) == (20, 5)
    assert made.overall[0].definition == "% of the members of the same period with an event where feature == 'export'"
    assert made.overall[0].parameters == {"counts": "feature == 'export'"}


def test_stickiness_of_some_events():
    """Other events make nobody active; that the log covers their days is known all the same."""
    rows = [("ann", "2025-06-01", "open"), *(("ann", f"2025-06-{day:02}", "export") for day in (3, 4, 5))]
    made = own(log(*rows, ("bob", "2025-06-30", "open")), "sticky_export").overall[0]
    assert (made.value, made.n, skipped(made)) == (pytest.approx(10), 1, {"not_applicable": 2})


def test_a_feature_of_several_events_among_some_users():
    """A filter says whose events count at all, the condition which of them are use: one of two on paid plans."""
    header = ("user_id", "used_at", "feature", "plan")
    rows = [
        ("ann", "2025-05-05", "export", "pro"),
        ("bob", "2025-05-05", "share", "free"),
        ("cid", "2025-05-05", "", "pro"),
    ]
    score = own(log(*rows, header=header), "export_use").overall[0]
    assert (score.value, score.n, skipped(score)) == (50, 2, {"filtered": 1})
    assert score.parameters == {"counts": "feature in ['export', 'share']", "where": "plan != 'free'"}


STEPS = ("user_id", "used_at", "page", "plan")
VISITS = [
    *(("ann", "2025-05-05", "home", "x"), ("ann", "2025-05-05", " Search", "x"), ("ann", "2025-05-06", "PAYMENT", "x")),
    *(("bob", "2025-05-05", "home", "y"), ("bob", "2025-05-04", "search", "y"), ("bob", "2025-05-06", "payment", "y")),
    *(("cid", "2025-05-05", "home", "y"), ("cid", "2025-05-06", "help", "y"), ("dot", "2025-05-06", "payment", "x")),
    *(("eve", "", "home", "x"), ("", "2025-05-05", "home", "x"), ("eve", "2025-09-01", "home", "x")),
]


def test_a_funnel_of_ones_own():
    """Of three users of the first step one passed all in order; other steps do not apply, nor does what is to come."""
    made = own(log(*VISITS, header=STEPS), "checkout", by=["plan"], period="month")
    assert (made.overall[0].value, made.overall[0].n) == (pytest.approx(100 / 3), 3)
    assert skipped(made.overall[0]) == {"undated": 1, "not_applicable": 2, "blank": 1}
    assert made.overall[0].parts == {"passed all steps": pytest.approx(100 / 3), "were lost": pytest.approx(200 / 3)}
    assert made.overall[0].parameters == {"steps": "Home, search, payment"}
    groups = {score.group.get("plan"): (score.value, score.n) for score in made.scores if not score.period}
    assert groups == {None: (pytest.approx(100 / 3), 3), "x": (100, 1), "y": (0, 2)}
    assert by_label(made)["2025-05"].n == 3


def test_a_funnel_to_which_nobody_came():
    """There is nothing to divide by, and without steps nothing to count."""
    rows = [("ann", "2025-05-05", "payment", "x")]
    assert own(log(*rows, header=STEPS), "checkout").overall[0].reason == "nobody came to the first step"
    said = activity(log(*rows, header=STEPS), metrics="conversion_rate:funnel").overall[0]
    assert said.value is None
    assert said.reason.startswith("it takes the steps in their order: cx funnel FILE --steps=")


def test_a_log_needs_a_user_and_a_moment():
    """What lacks is said, with the option that names it."""
    with pytest.raises(CxError) as failed:
        activity("who,when,what\na,2025-01-01,b\n", metrics="stickiness")
    assert [(problem.code, "--map" in problem.help) for problem in failed.value.problems] == [("no-column", True)] * 2
    with pytest.raises(CxError) as failed:
        activity("user_id,used_at\na,2025-01-01\n", metrics="feature_utilisation:events")
    assert "feature" in failed.value.problems[0].message


def test_what_it_says_is_counted():
    """A statistic that says nothing known is a fault in cx."""
    metric = ready(shipped()["stickiness"])
    with pytest.raises(TypeError, match="counted"):
        metric.estimate(Whole(1, 1, "so many"), confidence=0.95, interval=None)


def test_shares_and_ratios_have_their_own_intervals():
    """Stickiness has those of a ratio, the others those of a share."""
    assert ready(shipped()["stickiness"]).intervals == ("linearised", "bootstrap")
    assert ready(shipped()["feature_utilisation:events"]).intervals[0] == "wilson"
    assert ready(replace(shipped()["stickiness"], where="a == 1")).parameters == {"where": "a == 1"}
