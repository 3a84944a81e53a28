import numpy as np
import pytest

from cxcli.mapping.response_ids import RepeatedIds, response_column
from cxcli.sources.chunk import Column, TextColumn


def columns(*names):
    return [Column(position, name) for position, name in enumerate(names)]


@pytest.mark.parametrize(
    ("names", "found"),
    [
        (("ResponseId", "score"), "ResponseId"),
        (("score", "Respondent ID"), "Respondent ID"),
        (("score", "response_id"), "response_id"),
        (("id", "score"), None),
        (("Response ID", "Submission ID"), None),
    ],
)
def test_the_id_of_a_response_is_known_by_its_name(names, found):
    """A plain id, and two names at once, say nothing."""
    column = response_column(columns(*names))
    assert (column and column.name) == found


def texts(*ids):
    return TextColumn(np.arange(len(ids)), ids)


def test_ids_in_several_files_are_counted_once_each():
    """An id that comes twice in one file, or a blank one, is no overlap; one that is in two files is."""
    ids = RepeatedIds()
    for file in (("a", "a", "b", ""), ("b", "c", ""), ("b", "d")):
        for each in file:
            ids.add(texts(each))
        ids.next_file()
    [notice] = ids.notices(columns("x", "Response ID")[1], columns("x", "Response ID"))
    assert notice.code == "repeated-responses"
    assert notice.message.startswith("2 responses stand in more than one file")
    assert "--response-id 'Response ID'" in notice.message


def test_one_is_told_as_one_and_none_not_at_all():
    """Without an overlap there is nothing to say."""
    ids = RepeatedIds()
    ids.add(texts("a"))
    ids.next_file()
    assert ids.notices(columns("x")[0], columns("x")) == []
    ids.add(texts("a"))
    ids.next_file()
    assert ids.notices(columns("x")[0], columns("x"))[0].message.startswith("1 response stands")
