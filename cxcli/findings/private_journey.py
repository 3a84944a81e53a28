"""Stages of a journey of which nothing may be told, since few people are in them."""

from collections.abc import Mapping, Sequence

from cxcli.analysis.passage import StagePassage
from cxcli.errors import Notice
from cxcli.pipeline import Run
from cxcli.scoring.cells import OVERALL, CellKey
from cxcli.scoring.privacy import hidden_cells
from cxcli.scoring.score import Score, kept_private
from cxcli.settings.journey import Journey, Part


def stages_told(journey: Journey, scores: Mapping[str, Score], least: int) -> dict[str, Score]:
    """Return the scores of the parts of a journey, nothing being told of those that would give a small one away.

    Somebody may know the number of all answers to a metric, and how the touchpoints make up a stage.
    """
    told = dict(scores)
    for metric in dict.fromkeys(part.metric for part in journey.parts) if least else ():
        mine = {_key(part): part.id for part in journey.parts if part.metric == metric}
        # What is hidden by itself holds some number that is small.
        people = {key: scores[name].n or int(scores[name].private) for key, name in mine.items()}
        people[OVERALL] = sum(count for key, count in people.items() if key.breakdown == 1) + least
        for key in hidden_cells(people, least) & mine.keys():
            told[mine[key]] = kept_private(scores[mine[key]], least, scores[mine[key]].parameters)
    return told


def passages_told(found: Sequence[StagePassage | None], whole: Run) -> Sequence[StagePassage | None]:
    """Return how customers pass the stages; nothing where few came, came new, went on or were lost in any of them."""
    least = whole.plan.privacy_min
    people = [each for stage in found if stage is not None for each in _people(stage)]
    if not any(0 < each < least for each in people):
        return found
    message = "how customers pass through the stages is not shown, since few are in some of them"
    whole.notices.append(Notice(code="privacy", message=message))
    return [None] * len(found)


def _people(stage: StagePassage) -> Sequence[int]:
    some = (stage.customers, stage.gained, stage.lost)
    return *some, stage.customers - stage.gained, stage.customers - stage.lost


def _key(part: Part) -> CellKey:
    group = [("stage", part.stage), *([("touchpoint", part.touchpoint)] if part.touchpoint else [])]
    return CellKey(len(group), tuple(group), None)
