"""The sources of a config read one after the other: with the metrics that were named, or with those that fit."""

from collections.abc import Sequence

from cxcli.at_risk.fitting import fitting, only
from cxcli.at_risk.reading import SourceRead, read_source
from cxcli.errors import DataError, Notice, Problem
from cxcli.pipeline import opened
from cxcli.scoring.row_definitions import has_answers
from cxcli.settings import Settings
from cxcli.settings.at_risk import AskedRisk, ExperienceSource
from cxcli.settings.config_advice import advice_for
from cxcli.sources.paths import InputFile
from cxcli.sources.source import Source

_Notices = list[Notice]


def source_reads(asked: AskedRisk, inputs: Sequence[Sequence[InputFile | Source]]) -> tuple[list[SourceRead], _Notices]:
    """Return each source as it was read, and what is said of those, and of metrics, that are left out.

    Where nobody has named the metrics, a source that has no customers or none of the metrics is left out.

    Raises:
        CxError: a source is refused, or all are left out.
    """
    chosen = [
        (one, _settings(one, files, named=asked.named), files) for one, files in zip(asked.sources, inputs, strict=True)
    ]
    answered = sorted({each.id for one in asked.sources for each in one.settings.definitions if has_answers(each)})
    read: list[SourceRead] = []
    problems: list[Problem] = []
    for one, settings, files in chosen:
        found, said = _read(one, settings, files, asked, answered)
        read += found
        problems += said
    if not read:
        raise DataError(problems)
    return read, [Notice(code="left-out", message=each.message) for each in problems]


def _settings(one: ExperienceSource, files: Sequence[InputFile | Source], *, named: bool) -> Settings:
    return one.settings if named else only(one.settings, fitting(opened(files[0], one.settings), one.settings))


def _read(
    one: ExperienceSource,
    settings: Settings,
    files: Sequence[InputFile | Source],
    asked: AskedRisk,
    answered: Sequence[str],
) -> tuple[list[SourceRead], list[Problem]]:
    """Return the source with those of the metrics that can be scored, nothing if none can, and why others cannot."""
    metrics = [each.id for each in settings.definitions]
    if not metrics:
        return [], [_none(one)]
    try:
        return [_source_read(one, settings, files, asked, answered)], []
    except DataError as error:
        if asked.named:
            raise
        problems = [_left_out(one, metrics, each) for each in error.problems]
    if len(metrics) == 1:
        return [], problems
    alone = {each: _read(one, only(settings, [each]), files, asked, answered) for each in metrics}
    able = [each for each, (found, _) in alone.items() if found]
    said = list(dict.fromkeys(problem for each in metrics for problem in alone[each][1]))
    if not able:
        return [], problems
    return [_source_read(one, only(settings, able), files, asked, answered)], said


def _source_read(
    one: ExperienceSource,
    settings: Settings,
    files: Sequence[InputFile | Source],
    asked: AskedRisk,
    answered: Sequence[str],
) -> SourceRead:
    """Return the source as it was read; a column that is not found is to be named in the config, for this source."""
    keep = asked.keep_rejects
    with advice_for(one.name):
        return read_source(one.name, settings, files, risk=asked.definition.id, answered=answered, keep_rejects=keep)


def _left_out(one: ExperienceSource, metrics: Sequence[str], problem: Problem) -> Problem:
    message = f"{one.name} is left out for {', '.join(metrics)}: {problem.message}"
    return Problem(code=problem.code, message=message, file=problem.file, help=problem.help)


def _none(one: ExperienceSource) -> Problem:
    message = f"{one.name} is left out: no column is plainly one of a metric that knows bad experiences"
    advice = "name the metrics: cx customers nps,sla, or in cx.yaml: at_risk: {metrics: [nps, sla]}"
    return Problem(code="no-bad-experience", message=message, help=advice)
