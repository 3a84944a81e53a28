"""A composite with periods that only the history has."""

import json

import pytest

from cxcli.commands.entry import run

CONFIG = """\
sources:
  tickets: {path: tickets.csv, columns: {customer: customer_id}}
report: {metrics: [resolution_time, health]}
metrics:
  health:
    kind: composite
    per: customer
    parts: {support: {metric: resolution_time, weight: 1, worst: 72 h, best: 0 h}}
history: history.sqlite
"""
HEAD = "ticket_id,customer_id,created_at,solved_at\n"
MAY = "".join(f"{each},C{each},2025-05-0{each} 08:00,2025-05-0{each} {8 + each:02}:00\n" for each in range(1, 6))
JUNE = "".join(f"1{each},C{each},2025-06-0{each} 08:00,2025-06-0{each} {9 + each:02}:00\n" for each in range(1, 6))


@pytest.fixture
def made(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cx.yaml").write_text(CONFIG)

    def make(month, rows, now):
        (tmp_path / "tickets.csv").write_text(HEAD + rows)
        assert run(["report", "--for", month, "--now", now, "-o", "out.json"]) in (None, 0)
        return json.loads((tmp_path / "out.json").read_text())["metrics"][1]

    return make


def test_a_composite_has_its_earlier_periods(made):
    """The points of May are those of its own report; a change there is none, since its customers are not known."""
    may = made("2025-05", MAY, "2025-06-01")
    june = made("2025-06", JUNE, "2025-07-01")
    kept = {each["period"]["label"]: each for each in june["periods"]}
    assert [label for label, each in kept.items() if each["kept"]] == ["2025-05"]
    assert kept["2025-05"]["value"] == may["overall"]["score"]["value"]
    assert june["overall"]["before"]["value"] == may["overall"]["score"]["value"]
    assert (june["overall"]["change"], june["overall"]["moved"]) == (None, "unknown")
