"""Privacy in every command: what nobody may know is in no output, and no other output would be any different."""

import csv
import io
import random
import re
import stat
import zipfile

import pytest

HEAD = "id,submitted_at,plan,region,nps_score,csat,customer,comment,step,user_id,used_at\n"
COMMENTS = ("the price is too high", "support was slow", "it crashed again", "")
CONFIG = """\
sources:
  responses: {path: responses.csv}
report:
  privacy_min: 5
  metrics: [nps, csat, happy]
  by: [plan]
  reported: 2025-02
  sections: [scorecard, trends, groups, answers, journey, themes, rows, definitions]
targets:
  csat: {target: 60, groups: {"plan=tiny": {fail: 99}}}
metrics:
  happy:
    kind: composite
    title: Happy customers
    per: customer
    parts:
      csat: {metric: csat, weight: 1, worst: 0, best: 100}
      nps: {metric: nps, weight: 1, worst: -100, best: 100}
journey:
  customer: customer
  metrics: [csat]
  stages: {first: {where: "plan == 'base'"}, then: {where: "plan == 'midd'"}, last: {where: "plan == 'tiny'"}}
"""


def rows():
    """Of two months: many of two plans and a few of two others, in each the same answers in the same order."""
    dice = random.Random(4)  # noqa: S311 - sample data
    plans = [("base", 40), ("prof", 30), ("midd", 8), ("tiny", 1)]
    for month in (1, 2):
        for plan, people in plans:
            for place in range(people):
                yield (
                    f"2025-{month:02d}-{place % 28 + 1:02d}",
                    plan,
                    "north" if place % 2 else "south",
                    dice.randint(0, 10),
                    dice.randint(1, 5),
                    f"c{dice.randint(1, 60)}",
                    dice.choice(COMMENTS),
                    dice.choice(("home", "cart")),
                )


def table(moved):
    """Write the rows; of the plan that holds a few, `moved` ones are of the smallest instead."""
    lines = []
    for place, (day, plan, region, nps, csat, customer, comment, step) in enumerate(rows(), 1):
        if plan == "midd" and day[8:] in moved:
            plan = "tiny"  # noqa: PLW2901 - as it says
        lines.append(f"{place},{day},{plan},{region},{nps},{csat},{customer},{comment},{step},u{place},{day}\n")
    return HEAD + "".join(lines)


MOVED = (), ("03",)
"""The days whose people are of the smallest plan instead."""

FORMS = {
    "score nps,csat --by plan --by region": ("table", "json", "csv", "markdown"),
    "score nps --by plan --by region --by plan+region": ("table", "json", "csv", "markdown"),
    "score nps --by plan --period month --change": ("table", "json", "csv", "markdown"),
    "score nps --one-vote-per customer --raw --by plan": ("table", "json", "csv"),
    "score nps --where plan=='tiny'": ("table", "json", "csv", "markdown", "sentence", "value"),
    "trend nps --by plan": ("table", "json", "csv", "markdown"),
    "compare nps --between plan": ("table", "json", "csv"),
    "compare nps --between plan=base,prof --by region": ("table", "json", "csv"),
    "compare nps --between plan=base,tiny": ("table", "json"),
    "compare nps --between period=2025-01,2025-02 --by plan": ("table", "json", "csv"),
    "explain nps --where plan=='tiny'": ("text", "json"),
    "agents csat --group plan": ("table", "json", "csv"),
    "agents csat --group plan --adjust region": ("table", "json", "csv"),
    "themes --by plan --examples 0": ("table", "json", "csv"),
    "themes --metric nps --by plan --examples 0": ("table", "json", "csv"),
    "reconcile nps --where plan=='tiny'": ("table", "json", "csv"),
    "rows nps --by plan=tiny": ("table", "json", "csv"),
    "rows nps --by plan=midd": ("table",),
    "funnel --steps home,cart --by plan": ("table", "json", "csv"),
    "cohorts": ("table",),
    "ledger": ("table",),
    "drivers csat --driver nps_score": ("table", "json"),
}

OVER_SOURCES = {
    "score happy --by plan": ("table", "json", "csv"),
    "score happy --period month --change": ("table", "json", "csv", "markdown"),
    "trend happy --by plan": ("table", "json", "csv"),
    "compare happy --between plan=base,tiny": ("table", "json"),
    "compare happy --between plan=base,prof": ("table", "json"),
    "journey": ("table", "json", "csv"),
    "explain happy": ("text", "json"),
}


def said(cx, *typed):
    """Return all that a command writes, but for the checksum of its file and the time."""
    ended = cx(*typed)
    assert "Traceback" not in ended.err
    return ended.code, *(re.sub(r'[0-9a-f]{64}|"as_of": "[^"]*"', "", text) for text in (ended.out, ended.err))


@pytest.mark.parametrize("command", FORMS)
def test_nothing_tells_one_table_from_another_with_other_numbers_in_hidden_groups(cx, folder, command):
    """Groups below privacy_min are suppressed with the one that would give them away, in every output.

    Of 8 people of one plan one is of the smallest plan instead, in either month: nobody may see a difference anywhere.
    """
    name, *rest = command.split()
    named = rest and not rest[0].startswith("-")
    typed = [name, *([rest.pop(0)] if named else []), "responses.csv", *rest, "--privacy-min", "5"]
    for form in FORMS[command]:
        found = []
        for moved in MOVED:
            (folder / "responses.csv").write_text(table(moved))
            found.append(said(cx, *typed, "--format", form))
        assert found[0] == found[1], form


@pytest.mark.parametrize("command", OVER_SOURCES)
def test_nothing_tells_tables_of_a_config_apart(cx, folder, command):
    """The same of what a config describes: composites and the stages of a journey; the key is report.privacy_min."""
    (folder / "cx.yaml").write_text(CONFIG)
    for form in OVER_SOURCES[command]:
        found = []
        for moved in MOVED:
            (folder / "responses.csv").write_text(table(moved))
            found.append(said(cx, *command.split(), "--format", form))
        assert found[0] == found[1], form


def told_in(path):
    """Return what a file says, but for checksums, and the sizes of files with those; of a workbook, all its parts."""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as book:
            texts = [f"{name}: {book.read(name).decode()}" for name in sorted(book.namelist())]
    else:
        texts = [path.read_text()]
    return re.sub(r'[0-9a-f]{64}|[0-9a-f]{12}|"bytes": [0-9]+', "", "\n".join(texts))


def test_no_format_of_a_report_tells_them_apart(cx, folder):
    """Cells, points and gates of a report reveal nothing, in any format; a gate of a hidden group has failed."""
    (folder / "cx.yaml").write_text(CONFIG)
    found = []
    for moved in MOVED:
        (folder / "responses.csv").write_text(table(moved))
        ended = cx("report", "-o", "out.{ext}", "-f", "html,md,csv,json,xlsx", "--now", "2025-03-02")
        assert ended.code == 4, ended.err
        found.append({path.name: told_in(path) for path in folder.glob("out.*")})
    assert len(found[0]) == 6, "five formats and the record of the run"
    assert found[0] == found[1]
    lines = csv.DictReader(io.StringIO(found[0]["out.csv"]))
    hidden = [line for line in lines if line["group"] == "plan=tiny"]
    assert {line["status"] for line in hidden} == {"suppressed"}
    assert {line[name] for line in hidden for name in ("value", "low", "high", "n", "change")} == {""}
    assert {line["level"] for line in hidden if line["metric"] == "csat"} == {"failed"}


def test_a_file_with_single_people_is_for_its_owner_only(cx, folder):
    """Row-level outputs are 0600."""
    (folder / "responses.csv").write_text(table(()))
    (folder / "cx.yaml").write_text(CONFIG)
    written = {
        "rows.csv": ("rows", "nps", "responses.csv"),
        "themes.json": ("themes", "responses.csv"),
        "differing.csv": ("reconcile", "nps", "responses.csv", "--rows"),
        "members.csv": ("score", "happy", "--per", "customer"),
    }
    for name, typed in written.items():
        ended = cx(*typed, "-o", name)
        assert ended.code == 0, ended.err
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600, name
    cx("report", "-o", "out.{ext}", "-f", "md")
    assert stat.S_IMODE((folder / "out.md").stat().st_mode) == 0o600


def test_windows_that_roll_are_refused(cx, folder):
    """What lies between two windows that overlap would give a small group away."""
    (folder / "responses.csv").write_text(table(()))
    ended = cx("score", "nps", "responses.csv", "--rolling", "2", "month", "--privacy-min", "5")
    assert ended.code == 2
    assert "windows that roll over each other" in ended.err
