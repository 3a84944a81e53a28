import importlib.util
import json
import sys
from fractions import Fraction
from itertools import product
from math import comb
from pathlib import Path

import numpy as np
import pytest

from cxcli.scoring.difference import score
from cxcli.scoring.proportion import wilson
from cxcli.scoring.square_and_add import square_and_add

ROOT = Path(__file__).resolve().parents[2]
FIGURES = json.loads((ROOT / "tests" / "vectors" / "nps.json").read_text(encoding="utf-8"))["exact_coverage_95"]
CELLS = {
    "n=5,NPS=70": (5, (5, 20, 75)),
    "n=10,NPS=70": (10, (5, 20, 75)),
    "n=20,NPS=70": (20, (5, 20, 75)),
    "n=50,NPS=50": (50, (10, 30, 60)),
}
METHODS = {"wald": "wald", "t": "t", "adjusted_wald_3T": "adjusted-wald", "score": "score"}
DOCUMENTATION = (ROOT / "docs" / "statistics.md").read_text(encoding="utf-8")


def loaded(name):
    """A script of the folder, which imports its neighbours by their plain names."""
    spec = importlib.util.spec_from_file_location(f"{name}_script", ROOT / "benchmarks" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", [str(ROOT / "benchmarks"), *sys.path])
        spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def single():
    return loaded("coverage")


@pytest.fixture(scope="module")
def differences():
    return loaded("coverage_differences")


@pytest.fixture(scope="module")
def outcomes():
    return loaded("outcomes")


@pytest.mark.parametrize(("cell", "assumed"), CELLS.items())
@pytest.mark.parametrize(("name", "method"), METHODS.items())
def test_coverage_and_width(single, cell, assumed, name, method):
    """Coverage and mean width of NPS intervals agree with figures computed independently, to the last printed digit."""
    n, truth = assumed
    held, width = single.coverage(
        single.NPS_METHODS[method], single.splits(n, 3), np.array([truth]), weights=single.NPS
    )
    assert (held[0], width[0]) == (
        pytest.approx(FIGURES[cell][name][0], abs=0.00051),
        pytest.approx(FIGURES[cell][name][1], abs=0.051),
    )


@pytest.mark.parametrize(("total", "classes", "least"), [(4, 2, 0), (4, 3, 0), (7, 3, 1), (2, 2, 1), (5, 3, 2)])
def test_every_way_to_deal_out(outcomes, total, classes, least):
    """All ways to deal a total out to classes are there, each once, as a search through all tuples finds them."""
    found = [tuple(row) for row in outcomes.splits(total, classes, least=least).tolist()]
    searched = [
        row for row in product(range(total + 1), repeat=classes) if sum(row) == total and min(row, default=0) >= least
    ]
    assert sorted(found) == searched


def test_probabilities_are_those_of_all_sequences_of_answers(outcomes):
    """A sample is as probable as all sequences of answers that make it together."""
    n, truth = 4, (1, 4, 15)
    samples = outcomes.splits(n, 3)
    by_hand = dict.fromkeys(map(tuple, samples.tolist()), Fraction(0))
    for sequence in product(range(3), repeat=n):
        probability = Fraction(1)
        for answer in sequence:
            probability *= Fraction(truth[answer], 20)
        by_hand[tuple(sequence.count(place) for place in range(3))] += probability
    (found,) = outcomes.probabilities(samples, np.array([truth]))
    assert found == pytest.approx([float(by_hand[tuple(row)]) for row in samples.tolist()], abs=1e-15)


@pytest.mark.parametrize(("kind", "parts"), [(2, 10), (3, 10)])
@pytest.mark.parametrize("n", [1, 10, 50])
def test_probabilities_add_to_one(outcomes, kind, parts, n):
    """Under every truth of a grid, edges included, the probabilities of all samples add to 1."""
    truths = outcomes.splits(parts, kind)
    assert outcomes.probabilities(outcomes.splits(n, kind), truths).sum(axis=1) == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize(("n", "held"), [(10, (3, 7)), (12, (4, 8))])
def test_wald_of_a_share_by_hand(single, n, held):
    """With p = 1/2, Wald's interval holds the truth from 3 to 7 successes of 10 (0.891) and from 4 to 8 of 12 (0.854).

    Both are figures of Brown, Cai and DasGupta, Statistical Science 16 (2001) 101-133, table 1.
    """
    expected = sum(comb(n, k) for k in range(held[0], held[1] + 1)) / 2**n
    found, _ = single.coverage(single.SHARES["wald"], single.splits(n, 2), np.array([(1, 1)]), single.SHARE)
    assert found[0] == pytest.approx(expected, abs=1e-12)


def test_the_exact_interval_never_falls_below(single):
    """Clopper and Pearson's interval holds every share in at least 95 of 100 samples: that is what it is made for."""
    for n in (5, 10, 20, 50):
        assert single.over_grid(single.SHARES["clopper-pearson"], n, single.splits(200, 2), single.SHARE).lowest >= 0.95


def test_a_grid_is_the_mean_the_lowest_and_the_width_of_its_truths(single):
    """The figures of a grid are those of its true values, each counted once."""
    truths, samples = single.splits(5, 3, least=1), single.splits(3, 3)
    each = [
        single.coverage(single.NPS_METHODS["score"], samples, truths[[row]], single.NPS) for row in range(len(truths))
    ]
    held, widths = [float(pair[0][0]) for pair in each], [float(pair[1][0]) for pair in each]
    found = single.over_grid(single.NPS_METHODS["score"], 3, truths, single.NPS)
    assert (found.mean, found.lowest) == (pytest.approx(sum(held) / len(held)), pytest.approx(min(held)))
    assert found.width == pytest.approx(sum(widths) / len(widths))
    assert len(truths) == 6
    assert min(held) < max(held)


def textbook(value1, variance1, value2, variance2):
    """The plain Wald limits of a difference, from the two values and their squared standard errors, in shares."""
    half = 1.959963984540054 * (variance1 + variance2) ** 0.5
    return value1 - value2 - half, value1 - value2 + half


def one_score(kind, sample):
    """Value, own interval and squared standard error of one sample, from the program's own functions and by hand."""
    n = sum(sample)
    if kind == "share":
        p = sample[1] / n
        return p, wilson(p, n), p * (1 - p) / n
    minus, plus = sample[0] / n, sample[2] / n
    return plus - minus, score(plus, minus, n), (plus + minus - (plus - minus) ** 2) / n


@pytest.mark.parametrize("method", ["square-and-add", "wald"])
@pytest.mark.parametrize(("kind", "pair"), [("NPS", ((1, 3, 16), (6, 6, 8))), ("share", ((30, 70), (55, 45)))])
@pytest.mark.parametrize("sizes", [(2, 2), (3, 5)])
def test_differences_by_brute_force(differences, kind, pair, method, sizes):
    """Coverage and width of differences are those of a loop over all pairs of samples with the program's functions."""
    shape = differences.KINDS[kind]
    truths = np.array(pair)
    kind_of_pair = differences.Kind(shape.weights, truths, shape.method)
    first, second = (differences.splits(n, len(shape.weights)) for n in sizes)
    held, width = differences.coverage(kind_of_pair, first, second, differences.METHODS[method](shape, first, second))
    true = [float(value) / 100 for value in differences.points(truths, shape.weights)]
    chances1, chances2 = (differences.probabilities(samples, truths) for samples in (first, second))
    covered = spread = 0.0
    for chance1, sample1 in zip(chances1[0], first.tolist(), strict=True):
        for chance2, sample2 in zip(chances2[1], second.tolist(), strict=True):
            value1, interval1, variance1 = one_score(kind, sample1)
            value2, interval2, variance2 = one_score(kind, sample2)
            if method == "wald":
                most = 2 if kind == "NPS" else 1
                low, high = textbook(value1, variance1, value2, variance2)
                low, high = max(low, -most), min(high, most)
            else:
                both = square_and_add(value1, interval1, value2, interval2)
                low, high = both.low, both.high
            spread += chance1 * chance2 * (high - low) * 100
            covered += chance1 * chance2 * (low - 1e-9 <= true[0] - true[1] <= high + 1e-9)
    assert (held[0, 1], width[0, 1]) == (pytest.approx(covered), pytest.approx(spread))


def test_a_pair_exchanged_is_covered_as_often(differences):
    """The difference of A and B is held as often as that of B and A, with the sizes exchanged too."""
    for kind in differences.KINDS.values():
        small, large = (differences.splits(n, len(kind.weights)) for n in (3, 4))
        found = differences.square_and_add(kind, small, large), differences.square_and_add(kind, large, small)
        held = [
            differences.coverage(kind, first, second, each)[0]
            for (first, second), each in zip([(small, large), (large, small)], found, strict=True)
        ]
        assert held[0] == pytest.approx(held[1].T)


@pytest.mark.parametrize("place", [0, 1, 2])
def test_the_documentation_shows_the_tables_of_one_score(single, place):
    """The tables about NPS and shares in docs/statistics.md are those that the script makes."""
    assert "\n".join(["", *single.tables()[place], ""]) in DOCUMENTATION


def test_the_documentation_shows_the_table_of_differences(differences):
    """The table of differences in docs/statistics.md is the one that the script makes; its longest row is not made."""
    assert differences.SIZES == ((5, 5), (10, 10), (20, 20), (50, 50), (10, 50))
    for line in differences.table(((5, 5), (10, 10), (20, 20), (10, 50))):
        assert f"\n{line}\n" in DOCUMENTATION
    assert "\n| 50 and 50 | " in DOCUMENTATION


def test_what_the_documentation_says_of_shares_away_from_the_ends(single):
    """Between 10 % and 90 %, Wilson's interval falls to 89 %, 92 %, 93 % and 93 % with 5, 10, 20 and 50 answers."""
    truths = np.array([(1000 - part, part) for part in range(100, 901)])
    lowest = [single.over_grid(single.SHARES["wilson"], n, truths, single.SHARE).lowest for n in (5, 10, 20, 50)]
    assert [round(100 * each) for each in lowest] == [89, 92, 93, 93]
