"""Hostile files: the traps that lie beside the checkout, and noise that hypothesis makes up."""

import bz2
import gzip
import importlib.util
import json
import lzma
import random
import subprocess
import threading
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from program import DOCUMENTED, SHARED, called

JUDGE = SHARED / "hostile" / "judge.py"
CANARY = "zyxcanary@example.org"
PHONE = "+49 170 5550199"
COMMENT = f'"{CANARY} ""x""\n{PHONE}"'
VALID = (
    "id,nps,csat,plan,at,comment\n"
    + "".join(
        f'{number},{number % 11},{number % 5 + 1},"pro, {number % 3}",2025-0{number % 9 + 1}-01,{COMMENT}\n'
        for number in range(30)
    )
).encode()
RECORDS = [
    {"id": number, "nps": number % 11, "csat": number % 5 + 1, "plan": {"name": "pro"}, "comment": CANARY + PHONE}
    for number in range(30)
]
VALID_JSON = json.dumps({"data": RECORDS}).encode()
VALID_LINES = b"".join(json.dumps(record).encode() + b"\n" for record in RECORDS)


@pytest.mark.skipif(not JUDGE.is_file(), reason="the shared test material is not here")
def test_every_trap_is_judged_right(monkeypatch, capsys):
    """The judge of the trap files finds none that is answered wrongly, and each is answered within its time."""
    spec = importlib.util.spec_from_file_location("judge", JUDGE)
    judge = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(judge)
    one_at_a_time = threading.Lock()

    def run_here(command, timeout, **_options):
        # A process for each of 150 files would take a minute; the judge has its own way of starting them elsewhere.
        with one_at_a_time:
            began = time.monotonic()
            answer = called(*command[1:])
            if time.monotonic() - began > timeout:
                raise subprocess.TimeoutExpired(command, timeout)
        return subprocess.CompletedProcess(command, answer.code, answer.out, answer.err)

    monkeypatch.setattr(judge.subprocess, "run", run_here)
    assert not judge.main(["cx"]), capsys.readouterr().out[-3000:]


def accounts_hold(answer):
    """Each score accounts for every record of the sources, and each source has no more rejects than records."""
    found = answer.json
    read = sum(source["rows"]["read"] for source in found["sources"])
    rejected = sum(sum(source["rows"]["rejected"].values()) for source in found["sources"])
    assert rejected <= read
    for score in found.get("scores", ()):
        rows = score["rows"]
        assert rows["read"] == rows["scored"] + sum(rows["skipped"].values())
        assert score["n"] in (None, rows["scored"])
        if not score["group"] and score["period"] is None:
            assert rows["read"] == read


def judge_run(answer):
    """Any end is a documented one, nothing of the data is in the talk, and the accounts of a report hold."""
    assert answer.code in DOCUMENTED
    assert "Traceback" not in answer.err
    assert "canary" not in answer.err
    assert "5550199" not in answer.err
    assert (answer.code in (0, 3, 4)) == (answer.json["schema"] != "cx.error/1") or answer.json[
        "schema"
    ] == "cx.check/1"
    if answer.json["schema"] != "cx.error/1":
        accounts_hold(answer)
    else:
        assert answer.err.startswith("cx: error: ")
        assert answer.json["exit_code"] == answer.code


RUNS = [
    ("score", "nps"),
    ("score", "nps,csat", "--column", "2", "--by", "1"),
    ("score", "csat", "--period", "month"),
    ("check",),
]
NAMES = ["in.csv", "in.json", "in.jsonl", "in.csv.gz", "in"]
quick = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("noise")


def judge_bytes(folder, data, name, run, *more):
    path = folder / name
    path.write_bytes(data)
    judge_run(called(*run, path, *more, "--format", "json"))


@quick
@given(data=st.binary(max_size=400), name=st.sampled_from(NAMES), run=st.sampled_from(RUNS))
def test_any_bytes_end_in_a_documented_way(folder, data, name, run):
    """Random bytes under any name end with a documented exit code, without a traceback."""
    judge_bytes(folder, data, name, run)


@quick
@given(
    data=st.text(alphabet="a1,;\t|\"\n\r '\\0é\ufeff\x00[]{}:", max_size=80),
    name=st.sampled_from(NAMES[:3]),
    run=st.sampled_from(RUNS),
    codec=st.sampled_from(["utf-8", "utf-16", "utf-32", "latin-1"]),
)
def test_any_text_of_separators_and_quotes_ends_in_a_documented_way(folder, data, name, run, codec):
    """Short texts of nothing but what a reader trips over end in a documented way, in any encoding."""
    judge_bytes(folder, data.encode(codec, "replace"), name, run)


@st.composite
def damaged(draw):
    """A good file with some bytes changed, taken away, doubled or cut off, before or after it is packed."""
    name, data = draw(st.sampled_from([("in.csv", VALID), ("in.json", VALID_JSON), ("in.jsonl", VALID_LINES)]))
    pack, ending = draw(
        st.sampled_from([(bytes, ""), (gzip.compress, ".gz"), (bz2.compress, ".bz2"), (lzma.compress, ".xz")])
    )
    dice = random.Random(draw(st.integers(0, 2**32)))  # noqa: S311 - damage for a test
    times = draw(st.integers(0, 4))
    first = draw(st.booleans())
    data = pack(damage(data, dice, times) if first else data)
    return name + ending, data if first else damage(data, dice, times)


def damage(data, dice, times):
    for _ in range(times):
        at, to = sorted(dice.randrange(len(data) + 1) for _ in range(2))
        to = min(to, at + dice.choice([1, 2, 40]))
        data = dice.choice(
            [
                data[:at] + bytes([dice.choice(b'",;\n\r\t\\\x00\xff{}[]:0-') for _ in range(to - at)]) + data[to:],
                data[:at] + data[to:],
                data[:to] + data[at:],
                data[: max(at, 1)],
            ]
        )
    return data


@settings(quick, max_examples=150)
@given(file=damaged(), run=st.sampled_from(RUNS))
def test_a_damaged_file_ends_in_a_documented_way(folder, file, run):
    """A good file with damaged bytes ends in a documented way, tells nothing of its content, accounts for its rows."""
    more = ("--records", "data") if file[0].startswith("in.json.") or file[0] == "in.json" else ()
    judge_bytes(folder, file[1], file[0], run, *more)


@quick
@given(
    text=st.text(max_size=200)
    | st.sampled_from(["metrics:", "labels: {1: 2}", "source: {encoding: rot13}", "missing: [[]]", "report: {by: [1]}"])
)
def test_any_config_ends_in_a_documented_way(folder, text):
    """Any text as a config is taken or refused with 78, never a fault."""
    (folder / "good.csv").write_bytes(VALID)
    (folder / "any.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
    answer = called("score", "nps", folder / "good.csv", "--config", folder / "any.yaml", "--format", "json")
    assert answer.code in DOCUMENTED
    assert "canary" not in answer.err


@quick
@given(text=st.text(max_size=60) | st.text(alphabet="nps ==<>!in()[]'\"`andornot,1.", max_size=60))
def test_any_filter_ends_in_a_documented_way(folder, text):
    """Any text as a filter is taken or refused, never a fault, and never run."""
    (folder / "good.csv").write_bytes(VALID)
    judge_run(called("score", "nps", folder / "good.csv", f"--where={text}", "--format", "json"))
