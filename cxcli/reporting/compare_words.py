"""The sentences in which two sides, or many groups, are told."""

from collections.abc import Sequence

from msgspec.structs import replace

from cxcli.analysis.comparison import Comparison, SameRespondents, Side, Why, main_part
from cxcli.analysis.difference_of_scores import Difference
from cxcli.analysis.groups_compared import GroupsCompared
from cxcli.analysis.pairs import PairedDifference
from cxcli.reporting.change_words import least_seen, signed, verdict_text
from cxcli.reporting.number_format import count, number
from cxcli.reporting.safe import safe
from cxcli.reporting.score_words import confidence_text, limits_text, method_text, n_texts, rows_text, value_text
from cxcli.reporting.sentence import metric_name
from cxcli.rows import Disposition, RowAccount
from cxcli.scoring.score import Score

_SMALL_P = 0.001
_MOST_NAMED = 3


def labels(found: Comparison) -> tuple[str, str]:
    """Return what the two sides are called, made safe; two names that look the same are numbered."""
    before, after = safe(found.before.label), safe(found.after.label)
    return (before, after) if before != after else (f"{before} (1)", f"{after} (2)")


def side_text(name: str, side: Side, label: str, decimals: int) -> str:
    """Return "NPS before 24.3 (95 % 20.1 to 28.4, n 812): 2023-Q4"."""
    running = "" if side.score.period is None or side.score.period.complete else " (incomplete)"
    return f"{metric_name(side.score.metric)} {name} {score_text(side.score, decimals)}: {label}{running}"


def score_text(score: Score, decimals: int) -> str:
    """Return "24.3 (95 % 20.1 to 28.4, n 812)"."""
    limits = limits_text(score, decimals)
    known = [f"{confidence_text(score)} {limits}"] if limits else [safe(score.reason)] if score.reason else []
    return f"{value_text(score, decimals)} ({', '.join([*known, *n_texts(score)])})"


def difference_text(difference: Difference, decimals: int) -> str:
    """Return "difference +4.2 (95 % 1.0 to 7.4): up 4.2, more than chance explains"."""
    if difference.value is None:
        return f"difference: {verdict_text(difference, decimals)}"
    limits = _limits(difference.low, difference.high, difference.confidence, decimals)
    return f"difference {signed(difference.value, decimals)}{limits}: {verdict_text(difference, decimals)}"


def test_texts(difference: Difference, decimals: int) -> list[str]:
    """Return "adjusted Wald: -2.51, p 0.012" and what would have been seen how often."""
    test, texts = difference.test, []
    if test is not None:
        texts.append(f"{test.name} test {number(test.statistic, '', 2)}, {p_text(test.p)}")
    least = least_seen(difference, decimals)
    if least is not None:
        seen = number(least, "", decimals)
        texts.append(f"{seen} or more would be seen in {100 * difference.power:g} of 100 cases")
    return texts


def p_text(p: float) -> str:
    """Return "p 0.012", or "p < 0.001"."""
    return f"p < {_SMALL_P}" if p < _SMALL_P else f"p {number(p, '', 3)}"


def why_text(found: Comparison, decimals: int) -> str:
    """Return what part explains the difference: other people among those who answered, or other answers."""
    if found.why is None:
        return ""
    mix, columns = found.why.mix, columns_text(found.why.columns)
    main = {
        "mix": f"nearly all of it is mix: other shares of {columns}, not other scores within",
        "within": f"nearly all of it is within: other scores within {columns}, not other shares",
        "both": f"other shares of {columns} and other scores within move it the same way",
        "against": f"other shares of {columns} and other scores within move it in opposite directions",
        "nothing": "there is nothing to explain",
    }[main_part(mix)]
    parts = f"mix {signed(float(mix.mix), decimals)}, within {signed(float(mix.within), decimals)}"
    chance = "" if found.difference.verdict in ("up", "down") else "; chance alone may have moved as much"
    return f"why: {parts}: {main}{chance}"


def why_notes(why: Why) -> tuple[str, ...]:
    """Return what must be known of the segments."""
    small = f"segments with fewer than {count(why.min_n)} answers on a side are one" if why.min_n else ""
    return tuple(note for note in (small, "within and mix of all segments add up to the difference") if note)


def columns_text(columns: Sequence[str]) -> str:
    """Return "plan", or "plan and region"."""
    return safe(" and ".join(columns))


def same_texts(same: SameRespondents, difference: Difference, decimals: int) -> list[str]:
    """Return what those say who answered on both sides, and how many others there are."""
    votes, column = same.votes, safe(same.column)
    lacking = sum(votes.without_key)
    answers = "1 answer is" if lacking == 1 else f"{count(lacking)} answers are"
    left_out = f"; {answers} without {column} and left out" if lacking else ""
    who = (
        f"same {column}: {count(votes.both)} on both sides, {count(votes.only_before)} only before, "
        f"{count(votes.only_after)} only after{left_out}"
    )
    if same.change is None:
        return [who, f"no paired difference: {same.reason}"]
    return [who, _paired_text(same.change, difference, decimals)]


def _paired_text(change: PairedDifference, difference: Difference, decimals: int) -> str:
    before, after = (number(value, difference.unit, decimals) for value in (change.before, change.after))
    limits = _limits(change.low, change.high, difference.confidence, decimals)
    test = "" if change.p is None else f"; {change.test}, {p_text(change.p)}"
    verdict = "" if change.reason is None else f"; {change.reason}"
    if change.verdict in ("up", "down"):
        verdict = "; more than chance explains"
    elif change.verdict is not None:
        verdict = f"; no clear change{'' if change.reason is None else f': {change.reason}'}"
    return f"among them {before} before, {after} after: {signed(change.difference, decimals)}{limits}{verdict}{test}"


def rows_texts(found: Comparison) -> list[str]:
    """Return what became of the rows of each side, and how many rows are on neither."""
    texts = [
        f"rows {name}: {rows_text(side.score)}" for name, side in (("before", found.before), ("after", found.after))
    ]
    return [*texts, *elsewhere_texts(found.elsewhere, "neither side")]


def elsewhere_texts(account: RowAccount, where: str) -> list[str]:
    """Return "on neither side: 4,630 rows, 12 of them undated", or nothing where there are none."""
    if not account.read:
        return []
    undated = account.skipped.get(Disposition.UNDATED, 0)
    malformed = account.skipped.get(Disposition.MALFORMED, 0)
    counts = [(undated, "undated"), (malformed, "malformed")]
    of_them = "".join(f", {count(n)} {word}" for n, word in counts if n)
    return [f"on {where}: {count(account.read)} row{'' if account.read == 1 else 's'}{of_them}"]


def method_texts(found: Comparison) -> list[str]:
    """Return how the numbers were made."""
    score = found.after.score if found.after.score.value is not None else found.before.score
    texts = [_method_text(score)]
    if found.difference.interval:
        texts.append(f"{found.difference.interval} interval of the difference")
    if found.same is not None and found.same.change is not None:
        weighted = "; without weights" if score.base is not None else ""
        texts.append(f"{found.same.change.interval} interval of the paired difference{weighted}")
    return texts


def groups_text(found: GroupsCompared) -> str:
    """Return how many of the groups stand out."""
    name, column = metric_name(found.metric.id), safe(found.column)
    if not found.groups:
        return f"{name} by {column}: no group can be compared: {found.reason}"
    apart = [group for group in found.groups if group.verdict != "unclear"]
    groups = f"{count(len(found.groups))} group{'' if len(found.groups) == 1 else 's'} of {column}"
    if not apart:
        return f"{name}: none of {groups} differs from the others by more than chance explains"
    verb = "differs" if len(apart) == 1 else "differ"
    who = ", ".join(f"{safe(group.key)} {group.verdict}" for group in apart)
    return f"{name}: {count(len(apart))} of {groups} {verb} from the others by more than chance explains: {who}"


def groups_method(found: GroupsCompared) -> list[str]:
    """Return how the numbers of the groups were made."""
    if not found.groups:
        return []
    first = found.groups[0]
    interval = first.difference.interval
    return [_method_text(first.score), *([f"{interval} interval of the difference"] if interval else [])]


def groups_notes(found: GroupsCompared) -> list[str]:
    """Return what must be known of many groups: how they were tested, and which are not shown."""
    if not found.groups:
        return elsewhere_texts(found.elsewhere, "none of these groups")
    first = found.groups[0]
    tested = sum(group.p is not None for group in found.groups)
    wrong = number(100 * (1 - first.difference.confidence), "percent", 0)
    test = (
        f"each group is compared with all the others together; p is adjusted for {count(tested)} "
        f"test{'' if tested == 1 else 's at once'} (Benjamini-Hochberg): of those called higher or lower, about "
        f"{wrong} are so by chance, on average, and more where groups have few answers; a group that stands far apart "
        "moves what all other groups are compared with"
    )
    notes = [test]
    untested = [group for group in found.groups if group.p is None]
    notes += [f"{safe(group.key)} unclear: {group.difference.reason}" for group in untested[:_MOST_NAMED]]
    if len(untested) > _MOST_NAMED:
        notes.append(f"{count(len(untested) - _MOST_NAMED)} more without a test")
    if found.hidden:
        small = f"{count(found.hidden)} with fewer than {count(found.min_n)} answers"
        notes.append(f"not shown: {small}; they count among the others")
    notes += [f"not shown: {count(found.empty)} without answers"] if found.empty else []
    return [*notes, *elsewhere_texts(found.elsewhere, "none of these groups")]


def _method_text(score: Score) -> str:
    """Return how a score was made; a known population is that of all, and of no side."""
    said = {name: value for name, value in score.parameters.items() if name != "population"}
    return method_text(replace(score, parameters=said))


def _limits(low: float | None, high: float | None, confidence: float, decimals: int) -> str:
    if low is None or high is None:
        return ""
    return f" ({100 * confidence:g} % {number(low, '', decimals)} to {number(high, '', decimals)})"
