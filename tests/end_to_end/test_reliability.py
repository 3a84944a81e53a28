"""What a run promises whatever happens around it: interruptions, screens, locales, clocks, folders, links."""

import gzip
import itertools
import json
import os
import pty
import random
import re
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from program import CX, answered, called, environment, started

CANARIES = ["jane.zyx@example.com", "+49 170 1234567", "zyx secret"]
FORMATS = ["table", "json", "csv", "markdown", "value", "sentence"]
GROUPS = ["pro", "Zürich – süd", "日本", "a,b"]
SGR = re.compile(r"\x1b\[[0-9;]*m")


@pytest.fixture
def file(tmp_path):
    """120 answers in four groups over six months, with blanks and one that is off scale."""
    lines = ["nps,plan,at,comment"]
    for number in range(120):
        answer = "" if number % 13 == 0 else "42" if number == 7 else number % 11
        lines.append(f'{answer},"{GROUPS[number % 4]}",2025-0{number % 6 + 1}-15T23:30:00Z,"{CANARIES[number % 3]}"')
    path = tmp_path / "answers.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


# ── outputs: old or new, never in between ──


def test_a_kill_leaves_the_old_output_or_the_new_one(file, tmp_path):
    """A kill -9 at any time leaves the output old or complete; the next run sweeps up what was left."""
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "report.json"
    words = ("score", "nps", file, "--by", "plan", "--format", "json", "--now", "2025-10-01", "--output", target)
    began = time.monotonic()
    assert called(*words).code == 0
    assert answered(*words).code == 0
    usual, new, old = time.monotonic() - began, target.read_bytes(), b"old\n"
    dice = random.Random(3)  # noqa: S311 - times for a test
    for _ in range(6):
        target.write_bytes(old)
        process = started(*words)
        time.sleep(dice.uniform(0.3, 1.0) * usual)
        process.kill()
        process.communicate()
        assert target.read_bytes() in (old, new)
    assert called(*words).code == 0
    assert list(folder.iterdir()) == [target]
    assert target.read_bytes() == new


def test_the_output_replaces_a_link_and_leaves_what_it_led_to(file, tmp_path):
    """A link in the place of the output is replaced; the file that it led to is as it was."""
    aim, link = tmp_path / "aim.txt", tmp_path / "link.txt"
    aim.write_text("mine", encoding="utf-8")
    link.symlink_to(aim)
    assert called("score", "nps", file, "--output", link).code == 0
    assert aim.read_text(encoding="utf-8") == "mine"
    assert not link.is_symlink()
    assert link.read_text(encoding="utf-8").startswith("NPS")


def test_rejects_are_for_their_owner_and_hold_no_content(file, tmp_path):
    """--rejects writes a file of mode 0600 whatever the umask; contents only where --rejects-content asks for them."""
    file.write_text(file.read_text(encoding="utf-8") + f"{CANARIES[0]},pro,2025-01-01,x\n5,pro\n", encoding="utf-8")
    before = os.umask(0)
    try:
        for more in ((), ("--rejects-content",)):
            rejects = tmp_path / f"rejects{len(more)}.csv"
            answer = called("score", "nps", file, "--rejects", rejects, "--max-rejects", "100%", *more)
            assert answer.code == 0, answer.err
            assert stat.S_IMODE(rejects.stat().st_mode) == 0o600
            text = rejects.read_text(encoding="utf-8")
            assert [line.split(",")[1] for line in text.splitlines()[1:]] == ["9", "122", "123"]
            assert (CANARIES[0] in text) == bool(more)
    finally:
        os.umask(before)


@pytest.mark.parametrize("command", [("check",), ("score", "nps"), ("score", "csat"), ("explain", "nps")])
def test_no_content_of_a_file_is_in_the_talk(command, file, tmp_path):
    """Addresses, numbers and comments of a file are never on standard error, whatever is wrong with the file."""
    text = file.read_text(encoding="utf-8")
    spoiled = [
        text.replace("nps,plan", "nps,nps"),
        text.replace("nps,", "secret,", 1).replace('"' + CANARIES[0] + '"', CANARIES[0] + '"'),
        "\n".join(text.splitlines()[1:]),
        text.replace("\n", f"\n{CANARIES[0]}"),
        text.replace("2025", CANARIES[1]),
        text + '"' + CANARIES[2],
    ]
    for body in spoiled:
        (tmp_path / "spoiled.csv").write_text(body, encoding="utf-8")
        answer = called(*command, tmp_path / "spoiled.csv", "--format", "json")
        assert not [canary for canary in CANARIES if canary in answer.err]
        if answer.json["schema"] == "cx.error/1":
            assert not [canary for canary in CANARIES if canary in answer.out]


# ── the same bytes anywhere ──

_EVERY_FORMAT = """
import datetime, sys
from cxcli.commands import entry, scoring
class Moved(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return datetime.datetime.now(tz) + datetime.timedelta(days=int(sys.argv[3]))
scoring.datetime = Moved
for form in sys.argv[4:]:
    words = ["score", "nps,csat:mean", sys.argv[1], "--map", "score=nps", "--scale", "0-10"]
    words += ["--now", "2025-10-01T08:00"]
    words += [] if form == "value" else ["--by", "plan", "--period", "month"]
    words += ["--format", form, "--output", sys.argv[2] + "/" + form]
    assert entry.run(words) == 0
"""

PLACES = [
    {"days": 0, "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"},
    {"days": 1, "TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1", "COLUMNS": "20"},
    {"days": 400, "TZ": "America/Los_Angeles", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "77", "PYTHONUTF8": "0"},
]


def test_two_runs_anywhere_give_the_same_bytes(file, tmp_path):
    """With --now, two days, time zones, locales, hash seeds and folders give identical bytes in every format."""
    file.write_text(file.read_text(encoding="utf-8").replace("42,", "10,"), encoding="utf-8")
    found = []
    for number, place in enumerate(PLACES):
        folder = tmp_path / str(number)
        folder.mkdir()
        changes = {name: value for name, value in place.items() if name != "days"}
        words = [sys.executable, "-c", _EVERY_FORMAT, "../answers.csv", ".", str(place["days"]), *FORMATS]
        done = subprocess.run(words, cwd=folder, env=environment(changes), capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        found.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert set(found[0]) == set(FORMATS)
    assert found[0] == found[1] == found[2]


def test_the_order_of_files_given_does_not_come_from_the_disk(file, tmp_path):
    """A glob reads its files in the order of their names, whenever they were written."""
    body = file.read_text(encoding="utf-8")
    for name in ("b.csv", "a.csv", "c.csv"):
        (tmp_path / "many").mkdir(exist_ok=True)
        (tmp_path / "many" / name).write_text(body, encoding="utf-8")
    found = called("score", "nps", str(tmp_path / "many" / "*.csv"), "--format", "json").json
    assert [Path(source["path"]).name for source in found["sources"]] == ["a.csv", "b.csv", "c.csv"]
    assert found["scores"][0]["n"] == 3 * called("score", "nps", file, "--format", "json").score["n"]


# ── surroundings ──


def test_an_ascii_world_is_no_reason_to_fail(file):
    """Under LC_ALL=C with ASCII output, texts that do not fit are spelled plainly; every number is there."""
    world = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    answer = answered("score", "nps", file, "--by", "plan", env=world)
    assert answer.code == 0
    assert "Error" not in answer.err
    assert answer.out.isascii()
    assert_whole_numbers(answer.out, called("score", "nps", file, "--by", "plan", "--format", "json").json)


def test_an_empty_environment_and_a_closed_input_are_enough(file):
    """`env -i` and a closed standard input change nothing; on success there is not a word on standard error."""
    bare = {name: None for name in os.environ if name not in ("PYTHONPATH", "COVERAGE_PROCESS_START")}
    answer = answered("score", "nps", file, env=bare, stdin=None, preexec_fn=lambda: os.close(0))
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == called("score", "nps", file).out


def test_a_closed_standard_error_changes_neither_code_nor_report(file, tmp_path):
    """Without a standard error there is nowhere to complain, and the exit code and the report are the same."""
    answer = answered("score", "nps", file, stderr=None, preexec_fn=lambda: os.close(2))
    assert (answer.code, answer.out) == (0, called("score", "nps", file).out)
    assert answered("score", "nps", tmp_path / "none.csv", stderr=None, preexec_fn=lambda: os.close(2)).code == 66


def test_standard_input_that_is_closed_is_said(tmp_path):
    """`-` with a closed standard input is input that is missing: 66."""
    answer = answered("score", "nps", "-", stdin=None, cwd=tmp_path, preexec_fn=lambda: os.close(0))
    assert answer.code == 66
    assert answer.err.startswith("cx: error: ")


def test_standard_input_gives_what_the_file_gives(file):
    """`-` reads standard input, packed or plain, fed in pieces of any size, and gives the numbers of the file."""
    raw = file.read_bytes()
    wanted = called("score", "nps", file, "--format", "json").json["scores"]
    for data in (raw, gzip.compress(raw)):
        process = started("score", "nps", "-", "--format", "json", stdin=subprocess.PIPE)
        for start in range(0, len(data), 997):
            process.stdin.write(data[start : start + 997])
            process.stdin.flush()
        out, _ = process.communicate(timeout=30)
        assert json.loads(out)["scores"] == wanted


def test_modules_that_lie_in_the_folder_are_not_run(file, tmp_path):
    """A yaml.py or pandas.py in the folder of the data is never imported, and sample configs there are data."""
    for name in ("yaml", "pandas", "numpy", "typer", "rich", "cxcli", "json", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'w').close()\nraise SystemExit(99)\n", encoding="utf-8")
    (tmp_path / "cx.yaml").write_text("report: {decimals: 2}\n", encoding="utf-8")
    answer = answered("score", "nps", file.name, cwd=tmp_path)
    assert answer.code == 0, answer.err
    assert answer.err == "cx: using cx.yaml\n"
    assert not (tmp_path / "ran").exists()


# ── screens ──


def written_numbers(score, *, shares):
    """The numbers of a score as a table writes them: with one digit, n and rows with commas."""
    figures = [score[name] for name in ("value", "low", "high") if score[name] is not None]
    figures += score["parts"].values() if shares else []
    return [*(f"{figure:.1f}" for figure in figures), f"{score['n']:,}", f"{score['rows']['read']:,}"]


def assert_whole_numbers(text, answer):
    """Every number of the JSON result stands whole in the text; only the shares of groups may be left out, aloud."""
    shown = re.findall(r"(?<![\w.,])-?\d[\d,]*(?:\.\d+)?(?![\w])", SGR.sub("", text))
    for score in answer["scores"]:
        left_out = score["group"] and "--format csv has them" in " ".join(text.split())
        for number in written_numbers(score, shares=not left_out):
            assert number in shown


@pytest.mark.parametrize("columns", ["0", "1", "20", "40", "80", "500", "abc"])
@pytest.mark.parametrize("command", [("score", "nps"), ("explain", "nps")], ids=["score", "explain"])
def test_no_width_cuts_a_number(columns, command, file, monkeypatch):
    """At any width, sensible or not, the table holds every number of the JSON result whole."""
    monkeypatch.setenv("COLUMNS", columns)
    answer = called(*command, file, *(("--by", "plan") if command[0] == "score" else ()))
    assert answer.code == 0
    found = called("score", "nps", file, "--format", "json", *(("--by", "plan") if command[0] == "score" else ()))
    assert_whole_numbers(answer.out, found.json)


def on_a_terminal(*words, **changes):
    """Run `cx` on a terminal of its own and return what the terminal got."""
    ours, theirs = pty.openpty()
    env = environment({"NO_COLOR": None, "TERM": "xterm-256color", **changes})
    process = subprocess.Popen([CX, *map(str, words)], stdout=theirs, stderr=theirs, env=env)
    os.close(theirs)
    got = b""
    try:
        while block := os.read(ours, 65536):
            got += block
    except OSError:
        pass  # that is how a terminal says that the other side has gone
    finally:
        os.close(ours)
    assert process.wait(timeout=30) == 0, got
    return got.decode()


def test_a_terminal_gets_colour_and_nothing_else(tmp_path):
    """On a terminal there is colour, by SGR sequences only, whatever the data hold; with NO_COLOR or TERM=dumb none."""
    path = tmp_path / "evil.csv"
    groups = ["\x1b[2Jx", "\x1b]0;title\x07", "\x9b31m", "\u202eevil", "[bold]x[/bold]", ":bomb:", "\x08\x08"]
    lines = [f"{number % 11},{group}\n" for number, group in enumerate(groups * 8)]
    path.write_text("nps,plan\n" + "".join(lines), encoding="utf-8")
    coloured = on_a_terminal("score", "nps", path, "--by", "plan")
    assert SGR.search(coloured)
    plain = SGR.sub("", coloured)
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", plain)
    assert "[bold]x[/bold]" in plain
    assert ":bomb:" in plain
    for changes in ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, {"TERM": "dumb"}):
        assert "\x1b" not in on_a_terminal("score", "nps", path, "--by", "plan", **changes)


def test_a_pipe_gets_no_colour(file, monkeypatch):
    """Without a terminal there is no escape sequence, whatever the environment asks for."""
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    for command, form in itertools.product([("score", "nps"), ("explain", "nps"), ("check",)], ["table", "json"]):
        answer = called(*command, file, "--format", form)
        assert answer.code == 0
        assert "\x1b" not in answer.out + answer.err


# ── what is loaded ──

_LOADED = "import sys; from cxcli.commands.entry import run; print(run(sys.argv[1:]), *sys.modules, file=sys.stderr)"


@pytest.mark.parametrize(
    ("words", "absent"),
    [
        (["--help"], {"pandas", "numpy", "pydantic", "scipy", "yaml"}),
        (["score", "--help"], {"pandas", "numpy", "scipy"}),
        (
            ["score", "nps,csat", "FILE", "--map", "score=nps", "--scale", "0-10"],
            {"pandas", "scipy", "cxcli.scoring.bg_nbd", "cxcli.notebook", "cxcli.at_risk"},
        ),
    ],
    ids=["help", "score help", "score"],
)
def test_what_is_not_needed_is_not_loaded(words, absent, file):
    """`cx --help` loads neither pandas nor numpy nor pydantic; scoring shares loads no scipy."""
    words = [str(file) if word == "FILE" else word for word in words]
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, *words], capture_output=True, text=True, check=False, env=environment()
    )
    code, *loaded = done.stderr.splitlines()[-1].split()
    assert code in ("0", "3")
    assert absent.isdisjoint(loaded)
