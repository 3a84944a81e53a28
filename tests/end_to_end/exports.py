"""Real exports: the commands that score them, the published figures, and the page that puts both side by side.

Run as a script it writes docs/real-exports.md anew.
"""

import json
import shlex
from pathlib import Path

import yaml
from program import SHARED, called

HERE = Path(__file__).resolve().parent
PAGE = HERE.parents[1] / "docs" / "real-exports.md"
CASES = yaml.safe_load((HERE / "real_exports.yaml").read_text(encoding="utf-8"))
FILES = SHARED / "data"
LISTED_DECIMALS = 4

_INTRODUCTION = """# Real exports

Files as survey tools and shops wrote them, none of them made for `cx`. Each command stands as it is typed, with the
file for `FILE`; the lines under it, where there are any, are the whole `cx.yaml`. *Expected* was worked out by other
programs than `cx`, and is shown to the digits that were published. The tests run every command and compare.

| file | command | found | expected |
| --- | --- | ---: | ---: |
"""


_NOT_YET = """
## Not yet

Ratings with decimals, as means of several raters are, lie off any scale of points: they are refused rather than
scored wrongly. So are old binary workbooks (XLS); the refusal says how to turn them into CSV. What stands in a list
within a record, as the price of a Stripe subscription does, is no column: it is asked for, not guessed.
"""


def arguments(case, path, config):
    """Return the arguments for a case: FILE is `path`, and the config lines stand in the file `config`."""
    words = [str(path) if word == "FILE" else word for word in shlex.split(case["command"])[1:]]
    return [*words, "--config", str(config)] if "config" in case else words


def score(case, path, folder, *more):
    """Run a case on `path` and return its answer."""
    config = folder / "cx.yaml"
    config.write_text(case.get("config", "{}\n"), encoding="utf-8")
    return called(*arguments(case, path, config), "--format", "json", *more)


def expected(case):
    """Return the published figures for the file of a case."""
    listed = json.loads((FILES / "expected.json").read_text(encoding="utf-8"))
    return next(entry for entry in listed if entry["file"] == case["file"])


def published(entry, key):
    """Return the published figure under a path such as nps/n; a name may hold a slash itself."""
    found = entry["metrics"]
    if key in found:
        return found[key]
    name, _, rest = key.partition("/")
    return found[name][rest]


def figure(answer, where):
    """Return the figure that stands at `where` in an answer."""
    where, _, divisor = where.partition("/")
    if divisor:
        return figure(answer, where) / int(divisor)
    name, _, detail = where.partition(":")
    if name.startswith("line"):
        (line,) = (each for each in answer["lines"] if each["period"] is None)
        return (line["customers"] if name == "line-customers" else line)[detail]
    overall, *groups = answer["scores"]
    if name.startswith(("groups>=", "mean>=")):
        least = int(name.partition(">=")[2])
        large = [each["value"] for each in groups if (each["n"] or 0) >= least]
        return len(large) if name.startswith("groups") else sum(large) / len(large)
    return {
        "value": lambda: overall["value"],
        "n": lambda: overall["n"],
        "read": lambda: overall["rows"]["read"],
        "reason": lambda: overall["rows"]["skipped"].get(detail, 0),
        "part": lambda: overall["parts"][detail],
        "count": lambda: round(overall["parts"][detail] * overall["n"] / 100, 6),
        "total": lambda: round(overall["value"] * overall["n"], 6),
        "groups": lambda: {next(iter(each["group"].values())): each["value"] for each in groups},
        "sizes": lambda: {next(iter(each["group"].values())): each["rows"]["read"] for each in groups},
    }[name]()


def agrees(found, listed):
    """Whether a figure equals a published one to the digits that are published; of groups, those that are listed."""
    if isinstance(found, dict) and not isinstance(listed, dict):
        return False
    if isinstance(listed, dict):
        return all(agrees(found.get(name), each) for name, each in listed.items())
    if found is None or isinstance(listed, int):
        return found == listed
    return abs(found - listed) <= 0.5 * 10**-LISTED_DECIMALS + 1e-9


def careless(entry):
    """Return the figures that a careless reader prints for a file."""
    return [listed for key, listed in entry["metrics"].items() if key.startswith(("WRONG", "naive"))]


def page(answers):
    """Return the page, with the figures found in the answers by the names of the cases."""
    rows = [_overview_row(case, answers[case["name"]]) for case in CASES]
    sections = [_section(case, answers[case["name"]]) for case in CASES]
    return _INTRODUCTION + "".join(f"{row}\n" for row in rows) + "".join(sections) + _NOT_YET


def _overview_row(case, answer):
    key, where = min(case["checks"].items(), key=lambda check: check[1] != "value")
    found, listed = figure(answer, where), published(expected(case), key)
    while isinstance(listed, dict):
        # Of groups, the first one that is listed.
        name = next(iter(listed))
        found, listed = found.get(name), listed[name]
    config = " and a config" if "config" in case else ""
    fence = "``" if "`" in case["command"] else "`"
    return f"| {case['kind']} | {fence}{case['command']}{fence}{config} | {_written(found)} | {_written(listed)} |"


def _section(case, answer):
    entry = expected(case)
    lines = [f"\n## {case['kind']}\n", f"`{entry['repo']}`: `{entry['path']}`\n", "```sh", case["command"], "```\n"]
    if "config" in case:
        lines += ["```yaml", case["config"].rstrip(), "```\n"]
    lines += ["| figure | found | expected |", "| --- | ---: | ---: |"]
    for key, where in case["checks"].items():
        lines += _rows(key, figure(answer, where), published(entry, key))
    return "\n".join(lines) + "\n"


def _rows(key, found, listed):
    if isinstance(listed, dict):
        return [row for name, each in listed.items() for row in _rows(f"{key}/{name}", found.get(name), each)]
    return [f"| `{key.strip('/')}` | {_written(found)} | {_written(listed)} |"]


def _written(number):
    return f"{number:,.{LISTED_DECIMALS}f}".rstrip("0").rstrip(".") if number is not None else "no data"


def _answers(folder):
    return {case["name"]: score(case, FILES / case["file"], folder).json for case in CASES}


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        PAGE.write_text(page(_answers(Path(folder))), encoding="utf-8")
