from types import SimpleNamespace

from cxcli.sources.copies import copies


def facts(file, sha256):
    return SimpleNamespace(file=file, sha256=sha256)


def test_each_copy_names_the_first_of_its_kind():
    """Every file after the first with the same bytes is told; frames have no bytes to compare."""
    files = [facts("a", "1"), facts("b", "2"), facts("c", "1"), facts("d", ""), facts("e", "")]
    assert [(notice.source, "same as a," in notice.message) for notice in copies(files)] == [("c", True)]
