import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.mapping.groups import KeySpellings, group_key


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (" Gold", "Gold"),
        ("Gold\xa0", "Gold"),
        ("\ufeffGold\u200b", "Gold"),
        ("North \t East", "North East"),
        ("cafe\u0301", "caf\xe9"),
        ("GOLD", "GOLD"),
        ("0012", "0012"),
        ("NA", "NA"),
        ("", ""),
        (" \xa0", ""),
    ],
)
def test_a_key_is_the_text_but_for_spaces_and_unicode_form(text, key):
    """Outer spaces go, inner ones become one, the form is NFC; everything else, "NA" too, stays as it is."""
    assert group_key(text) == key


@given(st.text(max_size=8))
def test_a_key_stands_for_itself(text):
    """Reading a key again changes nothing, and the two Unicode forms of a text have one key."""
    key = group_key(text)
    assert group_key(key) == key
    assert group_key(unicodedata.normalize("NFD", text)) == key


def notices(*chunks):
    spellings = KeySpellings("plan")
    for chunk in chunks:
        spellings.add(chunk, [group_key(text) for text in chunk])
    return [notice.code for notice in spellings.notices()]


@pytest.mark.parametrize(
    ("texts", "codes"),
    [
        (["Gold", " Gold", "Silver"], ["group-spaces"]),
        (["caf\xe9", "cafe\u0301"], ["group-spaces"]),
        (["", " "], ["group-spaces"]),
        ([" Gold", "Silver "], []),
        (["Gold", "GOLD"], ["group-case"]),
        (["Gold", " Gold", "GOLD", "Gold ", "Gold\xa0"], ["group-spaces", "group-case"]),
        (["Gold", "Silver"], []),
    ],
)
def test_what_was_merged_and_what_stays_apart_is_said(texts, codes):
    """Spellings that became one group are told of, and groups that differ only in capitals; nothing else is."""
    assert notices(texts) == codes
    assert notices(*([text] for text in texts)) == codes
    assert notices(texts[::-1], texts) == codes


def test_the_notices_name_the_column():
    """A notice says which breakdown it is about."""
    spellings = KeySpellings("plan")
    spellings.add(["a", "A", " a"], ["a", "A", "a"])
    assert [notice.message for notice in spellings.notices()] == [
        "plan: keys that differ only in spaces or Unicode form are one group",
        "plan: some groups differ only in upper and lower case; they stay apart",
    ]
