from zoneinfo import available_timezones

import pytest
from pydantic import TypeAdapter, ValidationError

from cxcli.config.known_names import Encoding, Zone


def advice(kind, name):
    with pytest.raises(ValidationError) as failure:
        TypeAdapter(kind).validate_python(name)
    return failure.value.errors()[0]["ctx"]["advice"]


def test_every_zone_of_the_system_is_known():
    """Every IANA time zone can be named."""
    for name in sorted(available_timezones())[::40]:
        assert TypeAdapter(Zone).validate_python(name) == name


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("europe/berlin", "Europe/Berlin"),
        ("Europe/Berln", "Europe/Berlin"),
        ("berlin", "Europe/Berlin"),
        ("New York", "America/New_York"),
    ],
)
def test_a_wrong_zone_is_answered_with_the_nearest(name, near):
    """A slip, another case and a bare city are answered with the zone that is meant."""
    assert advice(Zone, name) == f"did you mean '{near}'?"


@pytest.mark.parametrize("name", ["", "Europe", "/etc/passwd", "../../etc/passwd", "x\x00y", "+02:00", "q" * 300])
def test_what_is_no_zone_is_refused_with_examples(name):
    """No path, offset or folder of zones is a time zone."""
    assert advice(Zone, name)


@pytest.mark.parametrize("name", ["utf-8", "UTF-8", "cp1252", "latin-1", "utf-16", "shift_jis", "gb18030", "mac_roman"])
def test_text_encodings_are_known(name):
    """The encodings that survey exports come in can be named."""
    assert TypeAdapter(Encoding).validate_python(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "base64",
        "rot13",
        "zip",
        "hex",
        "idna",
        "punycode",
        "unicode_escape",
        "raw-unicode-escape",
        "undefined",
        "utf-7",
        "utf_7",
        "",
        "a b",
        "../x",
        "\x00",
        "x" * 50,
    ],
)
def test_what_is_no_encoding_of_files_is_refused(name):
    """Codecs that are not for files of text, and all that is no codec, are refused."""
    assert advice(Encoding, name)


def test_a_wrong_encoding_is_answered_with_the_nearest():
    """A slip in an encoding's name is answered with the name that is meant."""
    assert advice(Encoding, "utf 8") in {"did you mean 'utf8'?", "did you mean 'utf_8'?"}
    assert advice(Encoding, "windows1252") == "did you mean 'windows_1252'?"
