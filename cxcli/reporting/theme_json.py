"""Themes as JSON, by the contract of docs/cx.themes.schema.json."""

from cxcli.analysis.share_change import ShareChange
from cxcli.analysis.theme_scores import ThemeBlock, ThemeScore
from cxcli.reporting.difference_json import difference_json
from cxcli.reporting.score_json import Json
from cxcli.reporting.theme_page import ThemePage
from cxcli.scoring.score import Score


def theme_json(run: Json, page: ThemePage, score: object, *, origin: str, columns: list[str], masked: bool) -> Json:
    """Return the themes with what a scoring run says of its sources.

    `origin` tells where the themes come from, `columns` are those of the comments, file by file; `score` is that of all
    rows as a scoring run writes it, None where no metric was asked for.
    """
    rest = {name: value for name, value in run.items() if name not in ("schema", "scores")}
    return {
        "schema": "cx.themes/1",
        **rest,
        "score": score,
        "themes_from": origin,
        "comment_columns": columns,
        "masked": masked,
        "adjustment": "benjamini-hochberg",
        "unscored": page.unscored,
        "blocks": [_block(block) for block in page.blocks],
        "quotes": [{"theme": theme, "texts": list(texts)} for theme, texts in page.quotes.items()],
    }


def _block(block: ThemeBlock) -> Json:
    span = block.period
    return {
        "group": dict(block.group),
        "period": span
        and {"label": span.label, "start": str(span.start), "end": str(span.end), "complete": span.complete},
        "comments": None if block.hidden else block.comments,
        "without": None if block.hidden else block.without,
        "blank": None if block.hidden else block.blank,
        "themes": [] if block.hidden else [_theme(each) for each in block.themes],
    }


def _theme(each: ThemeScore) -> Json:
    if each.hidden:
        nothing = dict.fromkeys(
            ("n", "share", "score", "compared", "others", "difference", "p_adjusted", "verdict", "effect", "change")
        )
        return {"theme": each.theme, "status": "suppressed", **nothing}
    limits = each.limits
    return {
        "theme": each.theme,
        "status": "ok" if each.n else "no_data",
        "n": each.n,
        "share": limits and {"value": each.share, "low": limits.low, "high": limits.high, "interval": limits.method},
        "score": each.score and _score(each.score),
        "compared": each.compared and _score(each.compared),
        "others": each.others and _score(each.others),
        "difference": each.difference and difference_json(each.difference),
        "p_adjusted": each.p,
        "verdict": each.verdict,
        "effect": each.effect,
        "change": each.change and _change(each.change),
    }


def _score(score: Score) -> Json:
    return {
        "value": score.value,
        "low": score.low,
        "high": score.high,
        "unit": score.unit,
        "interval": score.interval,
        "n": score.n,
        "reason": score.reason,
    }


def _change(change: ShareChange) -> Json:
    return {
        "before": change.before,
        "value": change.value,
        "low": change.low,
        "high": change.high,
        "p_adjusted": change.p,
        "verdict": change.verdict,
    }
