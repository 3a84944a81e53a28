"""What the program says about real exports, held against figures that others worked out."""

import exports
import pytest

pytestmark = pytest.mark.skipif(not exports.FILES.is_dir(), reason="the shared test material is not here")


@pytest.fixture(scope="module")
def answers():
    return {}


@pytest.mark.parametrize("case", exports.CASES, ids=lambda case: case["name"])
def test_a_real_export_gives_the_published_figures(case, answers, tmp_path):
    """The raw file, with at most a few options or config lines, gives every published figure, and no careless one."""
    answer = exports.score(case, exports.FILES / case["file"], tmp_path)
    assert answer.code == 0, answer.err
    found = answers[case["name"]] = answer.json
    entry = exports.expected(case)
    wrong = {
        key: (exports.figure(found, where), exports.published(entry, key))
        for key, where in case["checks"].items()
        if not exports.agrees(exports.figure(found, where), exports.published(entry, key))
    }
    assert not wrong
    figures = [exports.figure(found, where) for where in case["checks"].values()]
    assert not any(exports.agrees(each, listed) for each in figures for listed in exports.careless(entry))


def test_the_page_of_real_exports_says_what_was_found(answers, tmp_path):
    """docs/real-exports.md lists, for each file, the command, the config lines, what is found and what is expected."""
    for case in exports.CASES:
        if case["name"] not in answers:
            answers[case["name"]] = exports.score(case, exports.FILES / case["file"], tmp_path).json
    assert exports.PAGE.read_text(encoding="utf-8") == exports.page(answers)


def test_amounts_out_of_reach_are_asked_for():
    """Stripe has the price, in cents, in a list within each subscription: it is asked for, and no amount is guessed."""
    answer = exports.called("score", "nrr", exports.FILES / "stripe_subscriptions_list.json", "--records", "data")
    assert answer.code == 65
    assert "nrr needs mrr" in answer.err
    assert "2000" not in answer.out


def test_a_file_of_another_kind_is_refused_with_what_to_do(tmp_path):
    """A file of a kind that is not read is refused with its kind and the command that will work."""
    old_workbook = tmp_path / "tickets.xls"
    old_workbook.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    answer = exports.called("score", "csat", old_workbook)
    assert answer.code == 65
    assert "XLS" in answer.err
    assert "--convert-to csv" in answer.err
