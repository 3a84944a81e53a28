"""Files of customers, tickets and orders as texts, scored in memory."""

from datetime import UTC, datetime
from io import StringIO

import pandas as pd
from msgspec.structs import replace

from cxcli.pipeline import run
from cxcli.scoring.scores import scores
from cxcli.settings import Asked, settle
from cxcli.sources.frame import FrameSource

CLOCK = datetime(2025, 10, 1, tzinfo=UTC)


def frame(text):
    """The cells of a CSV text as they stand there."""
    return pd.read_csv(StringIO(text), dtype=str, keep_default_na=False)


def scored(*texts, metrics, chunk_rows=None, **asked):
    """The run of some metrics over CSV texts, each a file of its own."""
    settings = replace(settle(Asked(metrics=[metrics], **asked), None, CLOCK), chunk_rows=chunk_rows)
    return run(settings, [FrameSource(frame(text), f"{number}.csv") for number, text in enumerate(texts)])


def overall(*texts, metrics, **asked):
    """The one score of all rows."""
    (score,) = scored(*texts, metrics=metrics, **asked).overall
    return score


def by_label(made, **group):
    """The scores of the periods of one group, by label."""
    return {score.period.label: score for score in made.scores if score.period and score.group == group}


def rows_and_cut(*texts, metrics, **asked):
    """The gathered rows of the one metric of a run, and how they are cut."""
    made = scored(*texts, metrics=metrics, **asked)
    (metric,) = made.plan.metrics
    return made.partial.gathered[metric.id].rows(), made.plan.cut


def with_terms(text, metric, terms, **asked):
    """The score of all rows of one metric with other terms than its own."""
    made = scored(text, metrics=metric, **asked)
    (found,) = made.plan.metrics
    plan = replace(made.plan, metrics=[replace(found, source=replace(found.source, terms=terms))])
    return scores(plan, made.partial)[0]


def table(header, rows):
    """A CSV text of some rows."""
    return "".join(f"{','.join(map(str, row))}\n" for row in [header, *rows])


def skipped(score):
    """How many rows of a score are left out, by reason."""
    return {str(reason): rows for reason, rows in score.account.skipped.items()}
