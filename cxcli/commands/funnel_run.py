"""What `cx funnel` does: a run over the steps of a funnel, or over the questions of a survey."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from cxcli.commands.asking import Said
from cxcli.commands.funnel_output import render_drop_off, render_funnel
from cxcli.commands.gates import end
from cxcli.commands.options.funnels import FunnelFormat
from cxcli.commands.output import deliver, say_notices
from cxcli.commands.scoring import run_asked
from cxcli.commands.targets import prepare
from cxcli.findings.drop_off_found import QUESTIONS_METRIC, DropOffFound, drop_off_found, refuse_mixed
from cxcli.findings.funnel_found import FUNNEL_METRIC, FunnelFound, funnel_found, steps_asked
from cxcli.settings import Asked


class FunnelAsked(Struct, frozen=True):
    """What was typed: shared options, groups, limits, and the steps of a column or the questions of a survey."""

    said: Said
    by: Sequence[str] | None
    min_n: int | None
    max_rejects: str | None
    steps: str | None
    strict: bool
    questions: Sequence[str]
    not_shown: Sequence[str]

    @property
    def settings(self) -> Asked:
        """The run that was asked for. Groups and periods of the config's report are left out."""
        metric = QUESTIONS_METRIC if self.questions else FUNNEL_METRIC
        return Asked.of(
            self.said,
            metrics=[metric],
            by=self.by,
            min_n=self.min_n,
            max_rejects=self.max_rejects,
            cut=self.by is not None,
            questions=self.questions,
            not_shown=self.not_shown,
        )


def run_funnel(
    asked: FunnelAsked, files: Sequence[str], config: Path | None, form: FunnelFormat, output: Path | None
) -> None:
    """Write what was asked for, and end with its exit code.

    Raises:
        UsageError: steps and questions are named at once, or words of questions without any.
        CxError: the run fails.
    """
    refuse_mixed(asked.steps, asked.questions, asked.not_shown, strict=asked.strict)
    steps = steps_asked(asked.steps)
    done = run_asked(asked.settings, files, config, targets=prepare(output, None))
    found: DropOffFound | FunnelFound
    if asked.questions:
        found = drop_off_found(done)
        text = render_drop_off(found, form, to_file=output is not None)
    else:
        found = funnel_found(done, steps, strict=asked.strict)
        text = render_funnel(found, form, to_file=output is not None)
    deliver(text, output)
    say_notices(found.notices)
    end(done)
