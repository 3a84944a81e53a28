import numpy as np

from cxcli.mapping.theme_words import ThemeWords
from cxcli.mapping.themed_source import COMMENT, COMMENTED, THEMES, ThemedSource, comment_texts
from cxcli.sources.chunk import Chunk, Column
from cxcli.sources.source import SourceFacts
from cxcli.sources.text_column import encode

TEXTS = ["cheap", "", "late and cheap", " ", "fine", "cheap"]


class Rows:
    """A source of two columns that is cut into chunks of two rows."""

    columns = (Column(0, "nps"), Column(1, "said"))
    facts = SourceFacts("a.csv", "csv", "utf-8", ",", None)

    def __init__(self):
        self.asked = []

    def chunks(self, positions, rows=None):  # noqa: D102 - as of every source
        self.asked.append((list(positions), rows))
        for start in range(0, len(TEXTS), 2):
            both = {0: encode(["9", "8"]), 1: encode(TEXTS[start : start + 2])}
            yield Chunk("a.csv", np.arange(2) + start, {place: both[place] for place in positions})


def themed():
    rows = Rows()
    return rows, ThemedSource(rows, rows.columns[1], ThemeWords({"price": ["cheap"], "speed": ["late"]}))


def read(source, *names):
    places = {column.name: column.position for column in source.columns}
    found = {name: [] for name in names}
    for chunk in source.chunks([places[name] for name in names], 7):
        for name in names:
            column = chunk.columns[places[name]]
            found[name] += [column.texts[code] for code in column.codes]
    return found


def test_comments_become_columns():
    """The sets of themes are numbers of bits, a blank comment has none, and the comments stand beside them."""
    _, source = themed()
    assert read(source, THEMES, COMMENTED, COMMENT) == {
        THEMES: ["1", "", "3", "", "0", "1"],
        COMMENTED: ["1", "0", "1", "0", "1", "1"],
        COMMENT: TEXTS,
    }


def test_the_columns_of_the_file_stay_what_they_are():
    """A pass for columns of the file alone does not read the comments; the facts are those of the file."""
    rows, source = themed()
    assert read(source, "nps") == {"nps": ["9", "8"] * 3}
    assert rows.asked == [([0], 7)]
    assert [column.name for column in source.columns[:2]] == ["nps", "said"]
    assert source.facts is rows.facts


def test_the_distinct_comments_of_a_file():
    """Blank comments are none, and each other is there once."""
    assert comment_texts(Rows(), Rows.columns[1]) == {"cheap", "late and cheap", "fine"}
