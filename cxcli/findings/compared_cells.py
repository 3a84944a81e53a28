"""The cells of a run that are the two sides of a comparison, or its groups."""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from cxcli.analysis.comparison import Comparison, Side, compare, same_respondents
from cxcli.analysis.groups_compared import GroupsCompared, groups_compared
from cxcli.errors import Notice, Problem, UsageError
from cxcli.mapping.groups import group_key
from cxcli.pipeline import Run
from cxcli.reporting.number_format import count
from cxcli.rows import RowAccount
from cxcli.scoring.box_score import BoxScore
from cxcli.scoring.cells import OVERALL, CellKey
from cxcli.scoring.counts import CountsByValue
from cxcli.scoring.paired_votes import PairedVotes, paired_votes
from cxcli.scoring.partial import Era
from cxcli.scoring.score import PeriodSpan, Score, no_data
from cxcli.scoring.scores import scores
from cxcli.scoring.standing import standing_votes
from cxcli.settings.sides import Sides

_LISTED = 12
_SHOWN = 40


class Cells(Struct, frozen=True):
    """The scores of a run, and the cells that are put side by side.

    Where respondents are paired but everybody may have several votes, the scores are of all answers.
    """

    run: Run
    sides: Sides
    scores: Sequence[Score]

    @classmethod
    def of(cls, run: Run, sides: Sides) -> "Cells":
        """Return the cells of a run that was made for these sides."""
        if sides.paired is None or sides.votes:
            return cls(run, sides, run.scores)
        return cls(run, sides, scores(replace(run.plan, ballot=None), replace(run.partial, ledgers={})))

    def compared(self, metric: BoxScore) -> Comparison | GroupsCompared:
        """Return the comparison of one metric; notices go to the run.

        Raises:
            UsageError: no row is in a group that was named, or respondents of rows without dates answered twice.
        """
        return self._two(metric) if self.sides.two else self._many(metric)

    def _two(self, metric: BoxScore) -> Comparison:
        keys = self._keys(metric)
        self._refuse_hidden(metric, keys)
        before, after = (self._side(metric, key, label) for key, label in zip(keys, self._labels(keys), strict=True))
        found = compare(
            before,
            after,
            metric,
            elsewhere=self._elsewhere(metric, keys),
            power=self.sides.power,
            columns=() if self._hides_segments(metric, keys) else self.sides.segments,
            min_n=self.run.plan.min_n,
        )
        votes = self._votes(metric, keys)
        if votes is None:
            return found
        if any(0 < people < self.run.plan.privacy_min for people in votes.people):
            self.run.notices.append(_not_told(metric, "how many respondents are on both sides, or on one alone"))
            return found
        if self.sides.paired is None:
            self.run.notices += _unpaired(metric, votes)
            return found
        plan = self.run.plan
        return same_respondents(found, self.sides.paired, votes, confidence=plan.confidence, min_n=plan.min_n)

    def _many(self, metric: BoxScore) -> GroupsCompared:
        column, wanted = self.sides.column, self.sides.keys
        groups = [score for score in self._of(metric) if tuple(score.group) == (column,)]
        refuse_unknown(column, wanted, [score.group[column] for score in groups])
        named = [score for score in groups if not wanted or score.group[column] in wanted]
        chosen = [score for score in named if not score.private]
        if len(chosen) < len(named):
            self.run.notices.append(_not_told(metric, f"{count(len(named) - len(chosen))} groups of {column[:_SHOWN]}"))
        keys = [CellKey(1, tuple(score.group.items()), None) for score in chosen]
        return groups_compared(
            chosen,
            metric,
            column=column,
            interval=self.run.plan.interval,
            power=self.sides.power,
            min_n=self.run.plan.min_n,
            elsewhere=self._elsewhere(metric, keys),
        )

    def _refuse_hidden(self, metric: BoxScore, keys: Sequence[CellKey]) -> None:
        """Refuse a side of which nothing may be told: any difference from it would tell."""
        cells = [(dict(key.group), self._period(key)) for key in keys]
        hidden = [score for score in self._of(metric) if score.private and (score.group, score.period) in cells]
        if hidden:
            message = f"{metric.id}: a side is not shown: {hidden[0].reason}"
            raise UsageError(Problem(code="hidden-group", message=message, help="see privacy_min in cx.yaml"))

    def _hides_segments(self, metric: BoxScore, keys: Sequence[CellKey]) -> bool:
        """Whether nothing may be told of a segment of the sides, so that none of them explains the difference."""
        groups, periods = [dict(key.group) for key in keys], [self._period(key) for key in keys]
        for score in self._of(metric) if self.sides.segments else ():
            if score.private and score.period in periods and any(score.group.items() > each.items() for each in groups):
                self.run.notices.append(_not_told(metric, "what segments have to do with the difference"))
                return True
        return False

    def _of(self, metric: BoxScore) -> list[Score]:
        return [score for score in self.scores if score.metric == metric.id]

    def _keys(self, metric: BoxScore) -> tuple[CellKey, CellKey]:
        """Return the cells of the two sides, whether they have rows or not."""
        if self.sides.spans is not None:
            before, after = self.sides.spans.codes
            return CellKey(0, (), before), CellKey(0, (), after)
        names = self.sides.keys
        if self.sides.kind == "files":
            names = tuple(group_key(report.facts.file) for report in self.run.sources)
            if len(set(names)) < len(names):
                message = "the names of the two files differ in nothing but spaces"
                raise UsageError(Problem(code="between", message=message, help="give one of them another name"))
        else:
            groups = [score.group for score in self._of(metric) if score.period is None]
            column = self.sides.column
            refuse_unknown(column, names, [group[column] for group in groups if tuple(group) == (column,)])
        first, second = (CellKey(1, ((self.sides.column, name),), None) for name in names)
        return first, second

    def _labels(self, keys: Sequence[CellKey]) -> list[str]:
        periods = [self._period(key) for key in keys]
        return [span.label if span else key.group[0][1] for span, key in zip(periods, keys, strict=True)]

    def _side(self, metric: BoxScore, key: CellKey, label: str) -> Side:
        group, segments = dict(key.group), self.sides.segments
        period = self._period(key)
        mine = [score for score in self._of(metric) if score.period == period and score.group.items() >= group.items()]
        of_side = next((score for score in mine if score.group == group), None)
        return Side(
            label=label,
            score=of_side or no_data(self._of(metric)[0], group, period, metric.empty()),
            segments={
                tuple(score.group[name] for name in segments): score.statistic
                for score in mine
                if segments and tuple(score.group) == (*group, *segments) and isinstance(score.statistic, CountsByValue)
            },
        )

    def _period(self, key: CellKey) -> PeriodSpan | None:
        plan = self.run.plan
        if plan.periods is None or key.period is None:
            return None
        return plan.periods.span(key.period, first=plan.since, last=plan.until, now=plan.as_of)

    def _elsewhere(self, metric: BoxScore, keys: Sequence[CellKey]) -> RowAccount:
        """Return the account of the rows that are on none of the sides, before any vote is superseded."""
        tallies = self.run.partial.tallies
        found = [tallies[metric.id, key].account for key in keys if (metric.id, key) in tallies]
        here = sum(found, start=RowAccount())
        everything = tallies[metric.id, OVERALL].account
        rest = Counter(everything.skipped)
        rest.subtract(Counter(here.skipped))
        return RowAccount(everything.read - here.read, rest)

    def _votes(self, metric: BoxScore, keys: Sequence[CellKey]) -> PairedVotes | None:
        """Return the votes of both sides, put together; None where nobody is known, or nobody can be on both."""
        ballot = self.run.plan.ballot_of(metric)
        if ballot is None or (self.sides.paired is None and not (ballot.person and self.sides.kind != "groups")):
            return None
        ledgers = {era: ledger for (name, era), ledger in self.run.partial.ledgers.items() if name == metric.id}
        eras: list[Era] = [(key.period, key.group) for key in keys]
        if not ballot.person:
            _refuse_repeated([ledgers[era].rows - len(ledgers[era].standing()) for era in eras if era in ledgers])
            ballot = replace(ballot, response=False)
        first, second = (standing_votes(ballot, era, ledgers) for era in eras)
        return paired_votes(first, second)


def refuse_unknown(column: str, wanted: Sequence[str], known: Sequence[str]) -> None:
    """Refuse groups that were named and that no row is in.

    Raises:
        UsageError: there is one.
    """
    lacking = [key for key in wanted if key not in known]
    if not lacking:
        return
    listed = ", ".join(f"'{_cut(key)}'" for key in known[:_LISTED]) + (", …" if len(known) > _LISTED else "")
    near = [key for key in known if key.casefold() == lacking[0].casefold()]
    hint = f"did you mean '{_cut(near[0])}'? " if near else ""
    message = f"no row has {column[:_SHOWN]} '{_cut(lacking[0])}'"
    comma = "; a group with a comma in its name: give --between once for each group" if len(wanted) > 1 else ""
    help_text = f"{hint}groups of {column[:_SHOWN]}: {listed or 'none'}{comma}"
    raise UsageError(Problem(code="no-such-group", message=message, help=help_text))


def _refuse_repeated(again: Sequence[int]) -> None:
    """Refuse several answers of one respondent on one side where no date says which of them stands."""
    if not any(again):
        return
    message = f"{count(sum(again))} answers are not the only one of their respondent on their side, and none has a date"
    help_text = (
        "name the column of the dates: --map at=COLUMN; the latest answer stands, or with --keep first the first"
    )
    raise UsageError(Problem(code="paired", message=message, help=help_text))


def _unpaired(metric: BoxScore, votes: PairedVotes) -> list[Notice]:
    """Return a notice where respondents are on both sides and the limits take the sides for independent."""
    if not votes.both:
        return []
    message = (
        f"{metric.id}: {count(votes.both)} respondents are on both sides, and the limits of the difference take the "
        "sides for independent, which mostly makes them too wide; for the same respondents: --paired COLUMN"
    )
    return [Notice(code="same-respondents", message=message)]


def _not_told(metric: BoxScore, what: str) -> Notice:
    message = f"{metric.id}: {what}: not shown, since few people could be told from it"
    return Notice(code="privacy", message=message)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
