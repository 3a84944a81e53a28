import pytest
from transcripts import blocks, matches, outcomes, pages, renewed


def shown_and_run(page, folder):
    for block in blocks(page):
        for step, outcome in zip(block.steps, outcomes(block, folder), strict=True):
            yield f"{page}:{block.line}: {step.written}", step.shown, outcome


@pytest.mark.parametrize("page", [page for page in pages() if blocks(page)])
def test_every_console_block_shows_what_the_program_says(page, tmp_path):
    """Every command in README and docs is run, and prints what stands below it, exit code included."""
    for command, shown, outcome in shown_and_run(page, tmp_path):
        assert matches(shown, outcome), "\n".join(
            [command, *outcome, "", "to take this over:", "  python tests/docs/rewrite.py"]
        )


def test_the_main_pages_have_console_blocks():
    """README and the pages of the manual show real runs."""
    shown = {page for page in pages() if blocks(page)}
    assert {"README.md", "docs/files.md", "docs/columns.md", "docs/metrics.md", "docs/filters.md"} <= shown
    assert {"docs/configuration.md", "docs/output.md", "docs/exit-codes.md", "docs/errors.md"} <= shown


@pytest.mark.parametrize(
    ("shown", "outcome", "same"),
    [
        (["a", "b"], ["a", "b"], True),
        (["a"], ["a", "b"], False),
        (["a.c"], ["abc"], False),
        (["a", "…", "d"], ["a", "b", "c", "d"], True),
        (["a", "…", "d"], ["a", "d"], True),
        (["a", "…", "d"], ["a", "b", "c"], False),
        ([], ["a"], False),
    ],
)
def test_an_elision_stands_for_any_lines_and_all_else_is_compared(shown, outcome, same):
    """A line `…` stands for any lines; every other line must be there as it is shown."""
    assert matches(shown, outcome) is same


def test_rewriting_keeps_elisions():
    """A rewritten block shows as many lines before and behind an elision as it did."""
    assert renewed(["a", "…", "y", "z"], ["A", "B", "C", "Y", "Z"]) == ["A", "…", "Y", "Z"]
    assert renewed(["a", "b"], ["A"]) == ["A"]
    assert renewed(["a", "…", "m", "n", "…"], ["A", "B", "m", "N", "C"]) == ["A", "…", "m", "N", "…"]
