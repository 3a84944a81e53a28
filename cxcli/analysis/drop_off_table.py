"""Where people stop in a survey, in shares: who was lost at each question, and where more than chance explains."""

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from cxcli.analysis.funnel_table import ShareOf, share_of
from cxcli.analysis.group_tests import exact_p
from cxcli.analysis.multiple_tests import benjamini_hochberg
from cxcli.scoring.drop_off import QuestionCount
from cxcli.scoring.intervals import DEFAULT_SHARE_METHOD

LEVEL = 0.05
"""Up to this adjusted p, a question is said to lose more than the others."""


class QuestionLine(Struct, frozen=True):
    """One question by its `name`: its counts, which share of those who came to it left there, and who are still there.

    `elsewhere` is the share that is lost at all other questions together, `q` how often chance alone makes as much of
    the difference, adjusted for the number of questions; None where nobody can be lost.
    """

    name: str
    counts: QuestionCount
    lost: ShareOf
    left_over: ShareOf
    elsewhere: float | None = None
    q: float | None = None

    @property
    def weak(self) -> bool:
        """Whether it loses more than chance explains."""
        if self.q is None or self.lost.value is None or self.elsewhere is None:
            return False
        return self.q <= LEVEL and self.lost.value > self.elsewhere


class DropOffTable(Struct, frozen=True):
    """The lines of a survey, how many `respondents` answered any question, and how limits are computed."""

    lines: tuple[QuestionLine, ...]
    respondents: int
    interval: str
    confidence: float

    @property
    def overall(self) -> ShareOf:
        """The share of respondents who came to the end."""
        return self.lines[-1].left_over

    @property
    def weakest(self) -> QuestionLine | None:
        """The question that loses the largest share, of those that lose more than chance explains."""
        weak = [line for line in self.lines if line.weak]
        return max(weak, key=lambda line: line.lost.value or 0) if weak else None


def drop_off_table(
    names: Sequence[str],
    counts: Sequence[QuestionCount],
    respondents: int,
    confidence: float = 0.95,
    interval: str | None = None,
) -> DropOffTable:
    """Return a line for each question. Limits are those of a share of respondents, Wilson's by default.

    Each coming to a question is a trial: left, or went on. A question is held against all others together by Fisher's
    exact test (mid-P, two-sided); p is adjusted for their number. At the first question nobody can be seen to leave,
    since who answered none is no respondent.

    Source: Cox, Journal of the Royal Statistical Society B 34 (1972) 187-220, 8 (trials in discrete time); Lancaster,
    JASA 56 (1961) 223-234 (mid-P); Benjamini and Hochberg (1995).

    Raises:
        ValueError: a confidence not between 0 and 1.
    """
    method = interval or DEFAULT_SHARE_METHOD
    lines, gone = [], 0
    for name, each in zip(names, counts, strict=True):
        gone += each.left
        lost = ShareOf() if each is counts[0] else share_of(each.left, each.came, confidence, method)
        lines.append(QuestionLine(name, each, lost, share_of(respondents - gone, respondents, confidence, method)))
    return DropOffTable((lines[0], *_tested(lines[1:])), respondents, method, confidence)


def _tested(lines: Sequence[QuestionLine]) -> list[QuestionLine]:
    """Return the lines with what is lost elsewhere, and the tests of those that can be held against others."""
    came, left = (sum(getattr(line.counts, name) for line in lines) for name in ("came", "left"))
    fit = [line for line in lines if 0 < line.counts.came < came]
    p_values = [exact_p(line.counts.left, [(line.counts.came, came, left)]) for line in fit]
    tested = {
        line.name: replace(line, elsewhere=100 * (left - line.counts.left) / (came - line.counts.came), q=q)
        for line, q in zip(fit, benjamini_hochberg(p_values), strict=True)
    }
    return [tested.get(line.name, line) for line in lines]
