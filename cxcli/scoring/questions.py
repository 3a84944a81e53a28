"""The kind `questions`: the share of respondents who came through all questions of a survey."""

from collections.abc import Mapping, Sequence

import numpy as np

from cxcli.errors import Notice
from cxcli.scoring.cells import CellKey
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.drop_off import ANSWERED, NOT_SHOWN, left_at
from cxcli.scoring.event_days import on_days_that_count, whole_and_parts
from cxcli.scoring.interval import Undefined
from cxcli.scoring.metric import Estimate
from cxcli.scoring.question_rows import cells_of, judged_questions
from cxcli.scoring.questions_definition import QuestionsDefinition
from cxcli.scoring.share_estimate import SHARES, estimate_share
from cxcli.scoring.together import Gathered, Rows, Whole
from cxcli.scoring.together_metric import Cells, Cut, Judged, TogetherMetric
from cxcli.scoring.worked_out import MetricFields

_PARTS = ("came to the end", "stopped")
_NO_QUESTIONS = Undefined('it takes the questions in their order: cx funnel FILE --questions="Q1,Q2,Q3", or cx.yaml')


class Questions(TogetherMetric, frozen=True):
    """Respondents who came through all questions, of those who answered any. A row is a respondent."""

    source: QuestionsDefinition

    @property
    def definition(self) -> str:
        """What is divided by what."""
        return "% of respondents with an answer to any question who stopped at none before the end"

    @property
    def parameters(self) -> Mapping[str, object]:
        """The questions, what says that one was not shown, and the filter."""
        said = {"steps": self.source.steps, "not_shown": self.source.not_shown}
        return {**{name: ", ".join(each) for name, each in said.items() if each}, **self.filter}

    @property
    def intervals(self) -> tuple[str, ...]:
        """The intervals of a share."""
        return SHARES

    def judged(self, fields: MetricFields) -> Judged:
        """Return what can be said of each row by itself."""
        return judged_questions(fields, len(self.source.steps), self.source.not_shown)

    def row_doubts(self, gathered: Gathered) -> Sequence[Notice]:
        """Return the questions that were shown to somebody, and that nobody answered."""
        rows = gathered.rows()
        if not len(rows.scored()) or not self.source.steps:
            return []
        cells = cells_of(rows, len(self.source.steps))[rows.scored()]
        empty = ~(cells == ANSWERED).any(axis=0) & (cells != NOT_SHOWN).any(axis=0)
        return [
            Notice(code="empty-question", message=f"nobody answered '{name}': is it a question of this survey?")
            for name, none in zip(self.source.steps, empty, strict=True)
            if none
        ]

    def cells(self, rows: Rows, cut: Cut) -> Cells:
        """Yield each group over the days that count, and period by period; none where there are no rows."""
        if not len(rows):
            return
        fates, gone = on_days_that_count(rows, cut), np.zeros(len(rows), np.int64)
        if self.source.steps:
            gone = left_at(cells_of(rows, len(self.source.steps)))
        for number, group, mine in rows.breakdowns(cut.by):
            for code, here in whole_and_parts(mine, rows, cut):
                scored = here[fates[here] == 0]
                ended = int(np.count_nonzero(gone[scored] < 0))
                counts = CountsByValue.of({1: ended, 0: len(scored) - ended})
                of = counts if self.source.steps else _NO_QUESTIONS
                yield CellKey(number, group, code), fates[here], Whole(len(scored), len(scored), of)

    def estimate(
        self, statistic: Whole, *, confidence: float, interval: str | None, population: int | None = None
    ) -> Estimate:
        """Return the share and its limits."""
        del population
        match statistic.of:
            case CountsByValue() as counts:
                return estimate_share(counts, _PARTS, confidence, interval)
            case Undefined(reason=reason):
                return Estimate(reason=reason)
        raise TypeError("respondents are counted, or there is a reason")
