"""How the explanation of a run is put together."""

from cxcli.commands.score_output import overall, source_entries
from cxcli.pipeline import Run
from cxcli.reporting import explanation as page
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.cells import OVERALL
from cxcli.scoring.counts import CountsByValue


def explanation(run: Run, width: int) -> str:
    """Return the explanation of each overall score of the run."""
    pages = []
    for metric, score in zip(run.plan.metrics, overall(run.scores), strict=True):
        statistic, _ = run.partial.tallies[metric.id, OVERALL].statistic.settled()
        match metric, statistic:
            case BoxScore(), CountsByValue():
                sources = source_entries(run)
                pages.append(
                    page.explanation(metric, statistic, score, sources, decimals=run.settings.decimals, width=width)
                )
    return "\n".join(pages)
