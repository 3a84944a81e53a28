"""What is hidden in sample_data/agents.csv is found, and nothing else."""

import csv
import json
from collections import defaultdict

import numpy as np
import pytest
from scipy.stats import binom
from transcripts import ROOT, run_cx, surroundings

from tests.analysis.judged_cells import SHARE, called, judged

FILE = ROOT / "sample_data" / "agents.csv"
NOBODY = ("", "Unassigned", "Answer Bot")
SEEDS = 200


def rows():
    with FILE.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["agent"] not in NOBODY]


def verdicts(folder, metric, *more):
    with surroundings(folder):
        _, shown = run_cx(["agents", metric, str(FILE), "--now", "2025-07-01", "--format", "json", *more])
    (found,) = json.loads(shown)["found"]
    return found, {each["name"]: each["verdict"] for each in found["groups"] if each["verdict"] in ("better", "worse")}


@pytest.mark.parametrize("metric", ["csat", "csat:mean", "reopen_rate"])
def test_the_two_bad_agents_are_found_and_no_other(metric, tmp_path):
    """Adjusted for priority and channel, Noor and Piet are worse, by ratings and by reopenings, and nobody else is."""
    assert verdicts(tmp_path, metric, "--adjust", "channel,priority")[1] == {"Noor": "worse", "Piet": "worse"}


@pytest.mark.parametrize("metric", ["csat", "reopen_rate"])
def test_the_one_with_the_hard_cases_only_looks_bad(metric, tmp_path):
    """Without adjustment Sanne is called worse, too."""
    assert set(verdicts(tmp_path, metric)[1]) == {"Noor", "Piet", "Sanne"}


def test_expected_values_are_those_of_a_loop(tmp_path):
    """What is expected of each agent is counted row by row, and so is the adjusted value."""
    rated = [row for row in rows() if row["csat"]]
    shares = defaultdict(list)
    for row in rated:
        shares[row["channel"], row["priority"]].append(int(row["csat"]) > 3)
    found, _ = verdicts(tmp_path, "csat", "--adjust", "channel,priority")
    overall = found["overall"]["value"]
    assert overall == pytest.approx(100 * np.mean([int(row["csat"]) > 3 for row in rated]))
    for group in found["groups"]:
        mine = [row for row in rated if row["agent"] == group["name"]]
        expected = np.mean([np.mean(shares[row["channel"], row["priority"]]) for row in mine])
        observed = np.mean([int(row["csat"]) > 3 for row in mine])
        assert group["standing"]["expected"] == pytest.approx(100 * expected)
        assert group["standing"]["value"] == pytest.approx(min(overall * observed / expected, 100))


@pytest.mark.parametrize("adjusted", [False, True], ids=["plain", "adjusted"])
def test_shuffled_agents_are_called_as_often_as_stated(adjusted):
    """With the agents dealt to the tickets by chance, 5 % of 200 files have a call at most, but for binomial error."""
    rated = [row for row in rows() if row["csat"]]
    agents = np.unique([row["agent"] for row in rated], return_inverse=True)[1]
    kinds = np.unique([row["channel"] + row["priority"] for row in rated], return_inverse=True)[1]
    points = np.array([100 * (int(row["csat"]) > 3) for row in rated])
    pages = 0
    for seed in range(SEEDS):
        random = np.random.default_rng(seed)
        dealt = _within(kinds, agents, random) if adjusted else random.permutation(agents)
        pages += bool(called(judged(dealt, points, SHARE, strata=kinds if adjusted else None, min_n=10)))
    assert pages <= binom.ppf(0.999, SEEDS, 0.05)


def _within(kinds, agents, random):
    """Return the agents shuffled among the tickets of each kind."""
    dealt = agents.copy()
    for kind in np.unique(kinds):
        here = kinds == kind
        dealt[here] = random.permutation(agents[here])
    return dealt
