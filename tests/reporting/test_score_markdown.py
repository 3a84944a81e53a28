from datetime import date

from cxcli.reporting.score_markdown import score_markdown
from cxcli.rows import Disposition, RowAccount
from cxcli.scoring.cells import Window


def test_a_metric_is_paragraphs_and_a_table(score, no_score):
    """Value, shares, account and definition are paragraphs; each breakdown is a table."""
    scores = [score(), score(group={"plan": "pro"}), score(group={"region": "EU"})]
    blocks = score_markdown(scores, {"nps": ["Q1"]}, None).split("\n\n")
    assert blocks[0] == "**NPS 42.1** · 95 % 37.8 to 46.2 · n 1,225"
    assert blocks[1] == "promoters 58.2 % · passives 25.7 % · detractors 16.1 %"
    assert [block.split()[1] for block in blocks[4:]] == ["plan", "region"]
    assert len(score_markdown([no_score()], {"nps": ["Q1"]}, None).split("\n\n")) == 3


def test_the_days_that_count_are_said_where_some_do_not(score):
    """A paragraph says which days count, if they were asked for."""
    shown = score_markdown([score()], {"nps": ["Q1"]}, None, Window(date(2025, 6, 3)))
    assert shown.split("\n\n")[2] == "days from 2025-06-03"
    assert score_markdown([score()], {"nps": ["Q1"]}, None, Window()) == score_markdown(
        [score()], {"nps": ["Q1"]}, None
    )


def test_nothing_from_data_becomes_markup(score):
    """A column's name and a key are shown as they are, never as a link, an image or HTML."""
    shown = score_markdown([score(), score(group={"p": "![x](u)"})], {"nps": ["<b>|Q</b>"]}, 1)
    assert r"\<b\>\|Q\</b\>" in shown
    assert r"!\[x\](u)" in shown


def test_metrics_come_one_after_another(score):
    """Each metric has its own paragraphs and the decimals asked for."""
    shown = score_markdown([score(), score(metric="csat")], {"nps": ["a"], "csat": ["b"]}, 0)
    assert [line for line in shown.splitlines() if line.startswith("**")] == [
        "**NPS 42** · 95 % 38 to 46 · n 1,225",
        "**CSAT 42** · 95 % 38 to 46 · n 1,225",
    ]


def test_a_long_account_is_written_whole(score):
    """The account of every row is never cut, however many reasons and values it has."""
    offenders = {(Disposition.OFF_SCALE, str(value)): 1000 + value for value in range(11, 17)}
    skipped = {reason: 1000 for reason in Disposition if reason not in (Disposition.SCORED, Disposition.OFF_SCALE)}
    account = RowAccount(30_000, {**skipped, Disposition.OFF_SCALE: sum(offenders.values())})
    shown = score_markdown([score(account=account, offenders=offenders)], {"nps": ["q"]}, None)
    assert "1,000 superseded" in shown
    assert "…" not in shown
