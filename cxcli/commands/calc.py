"""`cx calc`: scores from counts, and how many answers it takes, without any file."""

from typing import Annotated

import typer
from typer.core import TyperGroup

from cxcli.commands import options as o
from cxcli.commands.asking import Said, asking

_COUNTS = "counts"
_NUMBERS = "Numbers"

MetricName = Annotated[str, typer.Argument(metavar="METRIC", help="For example nps; cx metrics lists all.")]
Counts = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="COUNTS",
        help="Of each box: 713 315 197. Of a share: 69 of 100. Of each answer, the lowest first: 3 5 12 40 40.",
        show_default=False,
    ),
]
PopulationOption = Annotated[
    int | None,
    typer.Option("--population", min=1, metavar="N", help="How many people could answer.", rich_help_panel=_NUMBERS),
]
Margin = Annotated[
    float | None,
    typer.Option("--margin", metavar="AMOUNT", help="How far the limits may be on either side.", show_default=False),
]
ChangeAmount = Annotated[
    float | None,
    typer.Option("--change", metavar="AMOUNT", help="The change between two samples to be seen.", show_default=False),
]
Answers = Annotated[
    list[int] | None,
    typer.Option("--n", min=1, metavar="N", help="The answers of a sample; once for each of the two."),
]
Expect = Annotated[
    str | None,
    typer.Option("--expect", metavar="SCORE", help="The score expected, or shares of its boxes: 50,30,20."),
]
SpreadOption = Annotated[
    float | None,
    typer.Option("--spread", metavar="SD", help="The standard deviation expected of the answers of a mean."),
]
Power = Annotated[
    float,
    typer.Option("--power", metavar="SHARE", help="How often the change is to be seen.", rich_help_panel=_NUMBERS),
]


class _Planning:
    """What is known of a survey that is planned."""

    expect: Expect = None
    spread: SpreadOption = None
    population: PopulationOption = None
    confidence: o.Confidence = None
    power: Power = 0.8


class _CountsFirst(TyperGroup):
    """What is no command is a metric, of which counts are given: `cx calc nps …` is `cx calc counts nps …`."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Put the name of the command in front where it was left out."""
        known = {*self.commands, *self.get_help_option_names(ctx)}
        return super().parse_args(ctx, args if not args or args[0] in known else [_COUNTS, *args])


calc = typer.Typer(
    cls=_CountsFirst,
    add_completion=False,
    epilog="For example: cx calc nps 713 315 197 · cx calc sample nps --margin 5",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@calc.command(_COUNTS, epilog="For example: cx calc counts nps 713 315 197 · cx calc csat 69 of 100")
def counts(
    metric: MetricName,
    numbers: Counts = None,
    scale: o.ScaleOption = None,
    polarity: o.PolarityOption = None,
    population: PopulationOption = None,
    confidence: o.Confidence = None,
    interval: o.IntervalOption = None,
    decimals: o.Decimals = None,
    config: o.ConfigOption = None,
    output_format: o.PageFormatOption = "table",
) -> None:
    """Score counts that are known already; the word counts may be left out."""
    # Imported here, so that help and completion do not wait for numpy.
    from cxcli.analysis.score_of_counts import score_of_counts  # noqa: PLC0415
    from cxcli.commands.calc_settings import settled  # noqa: PLC0415
    from cxcli.commands.output import deliver, terminal_width  # noqa: PLC0415
    from cxcli.reporting.calc_json import calculated_json  # noqa: PLC0415
    from cxcli.reporting.calc_text import calculated_text  # noqa: PLC0415
    from cxcli.settings.calc_counts import read_counts  # noqa: PLC0415

    said = {"scale": scale, "polarity": polarity, "confidence": confidence, "interval": interval, "decimals": decimals}
    box_score, settings = settled(metric, said, config)
    counted = read_counts(numbers or [], box_score)
    score = score_of_counts(
        box_score, counted, confidence=settings.confidence, interval=settings.interval, population=population
    )
    if output_format == "json":
        deliver(calculated_json(score, counted, population=population), None)
        return
    width = terminal_width(to_file=False)
    deliver(calculated_text(score, counted, population=population, decimals=settings.decimals, width=width), None)


@calc.command(epilog="For example: cx calc sample nps --margin 5 · cx calc sample nps --change 6")
@asking(o.Scales, _Planning)
def sample(
    said: Said,
    metric: MetricName,
    margin: Margin = None,
    change: ChangeAmount = None,
    config: o.ConfigOption = None,
    output_format: o.PageFormatOption = "table",
) -> None:
    """Say how many answers it takes, for limits that are near enough or to see a change."""
    # Imported here, so that help and completion do not wait for numpy.
    from cxcli.analysis.survey_plan import for_change, for_margin  # noqa: PLC0415
    from cxcli.commands.calc_settings import planned, show_plan  # noqa: PLC0415
    from cxcli.settings.calculation import one_amount  # noqa: PLC0415

    plan = planned(metric, said, config)
    asked, amount = one_amount(plan.metric, margin=margin, change=change)
    made = for_margin if asked == "margin" else for_change
    show_plan(made(plan.metric, plan.spread, amount, plan.chances), plan.settings, output_format)


@calc.command(epilog="For example: cx calc change nps --n 400 --n 380")
@asking(o.Scales, _Planning)
def change(
    said: Said,
    metric: MetricName,
    n: Answers = None,
    decimals: o.Decimals = None,
    config: o.ConfigOption = None,
    output_format: o.PageFormatOption = "table",
) -> None:
    """Say which change two samples of these sizes would show."""
    # Imported here, so that help and completion do not wait for numpy.
    from cxcli.analysis.survey_plan import shown  # noqa: PLC0415
    from cxcli.commands.calc_settings import planned, show_plan  # noqa: PLC0415
    from cxcli.settings.calculation import two_sizes  # noqa: PLC0415

    plan = planned(metric, {**said, "decimals": decimals}, config)
    sizes = two_sizes(n or [], said["population"])
    show_plan(shown(plan.metric, plan.spread, sizes, plan.chances), plan.settings, output_format)


@calc.callback()
def _group() -> None:
    """Compute scores from counts, and how many answers it takes."""
