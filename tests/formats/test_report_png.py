import builtins
import struct
import sys
import zlib

import pytest
from made_reports import whole_report
from msgspec.structs import replace

from cxcli.charts.picture import picture, plain_style
from cxcli.errors import UsageError
from cxcli.formats.writers import writer

svg_to_png = pytest.importorskip("vl_convert", reason="pictures need pip install 'cx-score[png]'").svg_to_png


def darkest(png):
    """The darkest value of red in each line of a picture: letters are darker than paper."""
    place, data, width = 8, b"", 0
    while place < len(png):
        (length,), kind = struct.unpack(">I", png[place : place + 4]), png[place + 4 : place + 8]
        body = png[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            width, _, depth, colours = struct.unpack(">IIBB", body[:10])
            assert (depth, colours) == (8, 6)
        data += body if kind == b"IDAT" else b""
        place += 12 + length
    raw, step = zlib.decompress(data), 4 * width + 1
    before, lines = bytes(4 * width), []
    for start in range(0, len(raw), step):
        before = unfiltered(raw[start], bytearray(raw[start + 1 : start + step]), before)
        lines.append(min(before[::4]))
    return lines


def unfiltered(kind, line, above):
    """A line of a picture by the five filters of PNG (W3C, Portable Network Graphics, section 9)."""
    for place in range(len(line)):
        left, up, corner = (line[place - 4], above[place], above[place - 4]) if place >= 4 else (0, above[place], 0)
        guess = left + up - corner
        nearest = min((abs(guess - left), 0, left), (abs(guess - up), 1, up), (abs(guess - corner), 2, corner))[2]
        line[place] = (line[place] + (0, left, up, (left + up) // 2, nearest)[kind]) % 256
    return bytes(line)


def test_there_is_a_picture_of_each_metric_with_periods():
    """Each chart over time is a file of its own, called by its metric; the same report makes the same bytes."""
    report = replace(whole_report(), metrics=whole_report().metrics[::2])
    made = writer("png")(report)
    assert [each.part for each in made] == ["nps", "resolution-time"]
    assert all(each.content.startswith(b"\x89PNG\r\n\x1a\n") for each in made)
    assert made == writer("png")(report)


@pytest.mark.parametrize("text", ["Net Promoter Score", "Zufriedenheit äöü", "Удовлетворённость", "満足度"])
def test_a_picture_has_its_text(text):
    """Letters are drawn, whatever fonts the system has: a picture without its text is none."""
    empty = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"/>'
    style = ".paper{fill:#fff}.title{fill:#000;font-size:15px}"
    drawn = svg_to_png(picture(empty, text, "", [], style))
    lines = darkest(drawn)
    assert min(lines[8:26]) < 100
    assert min(lines[30:]) > 200


def test_all_colours_are_written_in():
    """What a page says by variables is a plain colour in a picture."""
    assert plain_style(".a{fill:var(--ink);stroke:var(--paper)}", ":root{--paper:#fff;--ink:#123456") == (
        ".a{fill:#123456;stroke:#fff}"
    )


def test_a_long_finding_has_lines():
    """No word of a finding runs out of the picture."""
    drawn = picture('<svg viewBox="0 0 360 200"/>', "t", "word " * 20, ["1  a day: an event"], "")
    assert drawn.count('class="finding"') == 3  # two lines above, and the note
    assert drawn.count("word") == 20


def test_without_the_library_the_error_says_how_to_get_it(monkeypatch):
    """Where the extra is missing, the message has the line to install it."""
    monkeypatch.delitem(sys.modules, "cxcli.formats.report_png", raising=False)
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    plain = builtins.__import__

    def missing(name, *rest):
        if name == "vl_convert":
            raise ModuleNotFoundError(name, name="vl_convert")
        return plain(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    with pytest.raises(UsageError) as failure:
        writer("png")
    assert failure.value.problems[0].help == "pip install 'cx-score[png]'"
