"""What the commands of `cx calc` share: the metric with its settings, and how a plan is written."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from cxcli.analysis.expected_spread import Spread
from cxcli.analysis.survey_plan import Chances, SurveyPlan
from cxcli.commands.configured import loaded_config
from cxcli.commands.options import PageFormat
from cxcli.commands.output import deliver, terminal_width
from cxcli.reporting.calc_json import plan_json
from cxcli.reporting.calc_text import plan_text
from cxcli.scoring.box_score import BoxScore
from cxcli.settings.calc_spread import read_spread
from cxcli.settings.calculation import calculation, chances
from cxcli.settings.settle import Settings


def settled(metric: str, said: Mapping[str, object], config: Path | None) -> tuple[BoxScore, Settings]:
    """Return the one metric and its settings, with the config named or found.

    Raises:
        CxError: there is no such metric, several are named, or something else of it is wrong.
    """
    return calculation(metric, said, loaded_config(config), datetime.now(UTC))


class Planned(Struct, frozen=True):
    """What a plan is made from: the metric with its settings, the spread to expect, and the chances to take."""

    metric: BoxScore
    settings: Settings
    spread: Spread
    chances: Chances


def planned(metric: str, said: Mapping[str, Any], config: Path | None) -> Planned:
    """Return what a plan is made from, given what was said of the survey.

    Raises:
        CxError: there is no such metric, or something said of it is wrong.
    """
    known = {name: value for name, value in said.items() if name not in ("expect", "spread", "population", "power")}
    box_score, settings = settled(metric, known, config)
    chance = chances(settings.confidence, said["power"], said["population"])
    return Planned(box_score, settings, read_spread(box_score, said["expect"], said["spread"]), chance)


def show_plan(plan: SurveyPlan, settings: Settings, output_format: PageFormat) -> None:
    """Write a plan to standard output."""
    if output_format == "json":
        deliver(plan_json(plan), None)
    else:
        deliver(plan_text(plan, decimals=settings.decimals, width=terminal_width(to_file=False)), None)
