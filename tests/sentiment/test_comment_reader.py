import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cxcli.mapping.texts import MissingCodes
from cxcli.rows import FATES, Disposition
from cxcli.sentiment import comment_reader
from cxcli.sentiment.comment_reader import CommentReader, LanguageReader
from cxcli.sentiment.methods import Lexicon


def reader(usual="unclear", missing=()):
    return CommentReader(Lexicon(), MissingCodes.of(missing), usual)


@pytest.mark.parametrize(
    ("text", "value", "fate", "language"),
    [
        ("Great service, thank you!", 1, Disposition.SCORED, "en"),
        ("<b>Terrible &amp; slow</b>", -1, Disposition.SCORED, "en"),
        ("They called me on Monday", 0, Disposition.SCORED, "en"),
        ("\U0001f600", 1, Disposition.SCORED, "emoji"),
        (":(", -1, Disposition.SCORED, "emoji"),
        ("", None, Disposition.BLANK, ""),
        (" \u00a0", None, Disposition.BLANK, ""),
        ("N/A", None, Disposition.MISSING, ""),
        ("none.", None, Disposition.MISSING, ""),
        ("No comment", None, Disposition.MISSING, ""),
        ("99", None, Disposition.MISSING, ""),
        ("12345", None, Disposition.NOT_APPLICABLE, "no words"),
        ("https://good.example/great", None, Disposition.NOT_APPLICABLE, "no words"),
        ("Die Lieferung war leider viel zu sp\u00e4t", None, Disposition.NOT_APPLICABLE, "de"),
        ("xq zzv", None, Disposition.NOT_APPLICABLE, "unclear"),
    ],
)
def test_what_becomes_of_a_comment(text, value, fate, language):
    """It is judged, or it says nothing, or the reason is told for which it cannot be judged."""
    of = reader(missing=(99,))
    read = of.read([text])
    assert (read.values[0], FATES[read.fates[0]], LanguageReader(of).read([text]).values[0]) == (value, fate, language)


def test_an_unclear_language_is_taken_for_the_usual_one():
    """Whoever says which language is usual has such comments judged in it."""
    assert reader(usual="en").read(["xq zzv good"]).values == [1]
    assert reader(usual="de").read(["xq zzv"]).values == [None]


def test_a_text_is_judged_once(monkeypatch):
    """Texts that come again are not judged again, as long as not too many are kept."""
    asked = []
    monkeypatch.setattr(comment_reader, "languages_of", lambda texts, _: asked.extend(texts) or ["en"] * len(texts))
    of = reader()
    for _ in range(2):
        of.read(["good", "bad"])
    assert asked == ["good", "bad"]
    monkeypatch.setattr(comment_reader, "_MOST_KEPT", 1)
    of.read(["fine"])
    assert set(of.kept) == {"fine"}


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=20), unique=True, max_size=8))
def test_any_text_is_read_and_alike_alone_or_with_others(texts):
    """Whatever people write is read, and what a text is does not hang on its neighbours."""
    together = reader().read(texts)
    alone = [reader().read([text]) for text in texts]
    assert list(together.values) == [each.values[0] for each in alone]
    assert together.fates.tolist() == [int(each.fates[0]) for each in alone]
