import base64
import itertools
import json
import re
from collections import Counter
from functools import cache
from hashlib import sha256

import html5lib
import pytest
from made_reports import OWN_STRINGS, hostile_report, whole_report
from msgspec.structs import replace
from program import SHARED

from cxcli.formats.report_html import write
from cxcli.reporting.safe import safe

BLNS = SHARED / "hostile" / "blns" / "blns.json"
ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "a", "header", "nav", "main", "section", "article", "footer"),
    *("h1", "h2", "h3", "p", "span", "strong", "b", "ul", "li", "dl", "dt", "dd", "div", "blockquote"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "details", "summary"),
    *("svg", "desc", "line", "path", "circle", "rect", "text"),
}
ATTRIBUTES = {
    *("lang", "charset", "content", "http-equiv", "name", "class", "id", "href", "tabindex", "role", "scope"),
    *("aria-label", "aria-labelledby", "aria-hidden", "data-name", "xmlns", "viewBox", "preserveAspectRatio"),
    *("x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "d", "width", "height", "text-anchor"),
}


def local(name):
    return name.rpartition("}")[2] if isinstance(name, str) else ""


@cache
def page():
    return write(whole_report())[0].content.decode()


@cache
def tree():
    return parsed(page())


def parsed(text):
    """A page as a browser reads it; a mistake in it is an exception."""
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)


def found(name, within=None):
    return [each for each in (tree() if within is None else within).iter() if local(each.tag) == name]


def words(element):
    return " ".join("".join(element.itertext()).split())


def section(name):
    return next(each for each in found("section") if each.get("id") == name)


def strange_parts(document):
    """What a page holds beyond the elements and attributes that a report is made of."""
    for each in document.iter():
        if not isinstance(each.tag, str):
            yield "comment"
            continue
        if local(each.tag) not in ELEMENTS:
            yield each.tag
        for name, value in each.attrib.items():
            plain = local(name)
            if plain not in ATTRIBUTES or plain.startswith("on"):
                yield name
            if plain == "href" and not re.fullmatch(r"#[a-z]+", value):
                yield value


def test_a_page_holds_nothing_but_what_a_report_is_made_of():
    """There are no scripts, forms, frames and pictures from elsewhere in a report; links lead to its own sections."""
    assert list(strange_parts(tree())) == []


def test_the_policy_lets_in_the_style_of_the_page_and_nothing_else():
    """The content security policy forbids everything but the page's own style, by its hash."""
    (policy,) = [each.get("content") for each in found("meta") if each.get("http-equiv")]
    (style,) = found("style")
    digest = base64.b64encode(sha256(style.text.encode()).digest()).decode()
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    assert not re.search(r"url\(|@import|expression|https?:", style.text)


def strings():
    if not BLNS.is_file():
        return None
    return [text for text in json.loads(BLNS.read_text(encoding="utf-8")) if text.strip()]


@pytest.mark.parametrize("naughty", ["own", "blns"])
def test_strings_of_data_are_text(naughty):
    """Whatever stands in a group, a column's name, a comment, an event or a title is shown as the text that it is."""
    texts = strings() if naughty == "blns" else list(OWN_STRINGS)
    if texts is None:
        pytest.skip("the list of naughty strings is not beside this checkout: ../shared/hostile/blns")
    document = parsed(write(hostile_report(texts))[0].content.decode())
    assert list(strange_parts(document)) == []
    cells = Counter(each.text for each in document.iter() if local(each.tag) == "th")
    events = {each.findall("b")[0].tail for each in document.iter() if each.get("class") == "events" for each in each}
    quotes = {each.findtext("p") for each in document.iter() if local(each.tag) == "blockquote"}
    for text in set(texts):
        shown = safe(text, limit=4000)
        assert cells[shown] >= 2, shown  # as a column and as a group
        assert f" 10 March 2025: {shown}" in events, shown
        assert safe(" ".join(text.split()), limit=280) in quotes, shown
    assert document.find(".//h1").text == safe(texts[0], limit=4000)


def test_headings_follow_one_another():
    """A page has one heading of its own, and no level is left out."""
    levels = [int(local(each.tag)[1]) for each in tree().iter() if re.fullmatch("h[1-6]", local(each.tag))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_picture_says_what_it_shows():
    """A drawing is one picture with a title of its own and a description, or is passed over."""
    heard = [each for each in found("svg") if each.get("role") == "img"]
    assert all(each.get("aria-hidden") == "true" for each in found("svg") if each not in heard)
    titles = Counter(words(found("title", each)[0]) for each in heard)
    assert len(titles) > 10
    assert max(titles.values()) == 1
    assert all(words(found("desc", each)[0]) for each in heard)


def test_tables_are_told_apart_and_their_heads_are_heads():
    """Each table has a caption, and each of its heads says whether it is of a row or of a column."""
    captions = [words(found("caption", each)[0]) for each in found("table")]
    assert len(set(captions)) == len(captions)
    assert all(each.get("scope") in ("row", "col") for each in found("th"))


def test_the_sections_stand_in_the_order_of_the_readers_and_are_linked():
    """The sections are those of the audience, in their order, each with a link at the top."""
    wanted = list(whole_report().audience.sections)
    assert [each.get("id") for each in found("section")] == wanted
    assert [each.get("href") for each in found("a")] == ["#main", *(f"#{name}" for name in wanted)]


def test_periods_are_said_as_people_say_them():
    """A reader sees June 2025, and not the label of a period."""
    seen = " ".join(words(section(name)) for name in ("scorecard", "attention", "trends", "groups"))
    assert "2025-06" not in seen
    assert "June 2025" in words(found("body")[0])


def test_a_group_that_is_too_small_says_so():
    """A suppressed group has a dashed line and says why there is no value."""
    row = next(each for each in found("tr", section("groups")) if words(each).startswith("enterprise"))
    assert "not shown" in words(row)
    assert "fewer than 10 answers" in words(row)
    assert next(each.get("class") for each in found("line", row)) == "grid empty"
    assert not found("circle", row)


def test_a_metric_without_a_title_is_called_by_its_id_in_words():
    """A metric of one's own that has no title has a readable one."""
    assert "Short of words" in [words(each) for each in found("h3")]


def test_quotes_are_quotes():
    """Comments stand as quotations under their theme."""
    text = write(hostile_report(["Too <b>dear</b>"]))[0].content.decode()
    assert "<blockquote><p>Too &lt;b&gt;dear&lt;/b&gt;</p></blockquote>" in text


def test_what_became_of_rows_is_a_bar_and_words():
    """The account of each metric is said in words beside its bar; the parts are as long as they are many."""
    report = whole_report()
    account = report.metrics[0].account
    first = next(each for each in found("svg", section("rows")))
    widths = {each.get("class"): float(each.get("width")) for each in found("rect", first)}
    assert widths["part scored"] == pytest.approx(360 * account.scored / account.read, abs=1.5)
    assert f"{account.read:,} rows read: {account.scored:,} scored" in words(section("rows"))


def test_definitions_are_a_list_of_terms():
    """Each metric is a term with what it says, its exact definition and its kind of limits."""
    terms = [words(each) for each in found("dt", section("definitions"))]
    assert terms[0] == "Net Promoter Scorenps"
    assert "% 9-10 minus % 0-6" in words(found("dd", section("definitions"))[0])


def test_the_same_report_has_the_same_bytes():
    """Nothing of the moment of writing gets into a page."""
    assert write(whole_report())[0].content.decode() == page()


def test_a_report_with_nothing_to_look_at_says_so():
    """Where nothing failed or got worse the section says that, rather than to be empty."""
    report = whole_report()
    calm = tuple(
        replace(each, whole=replace(each.whole, gate=None, moved="same"), groups=(), points=())
        for each in report.metrics
    )
    text = write(replace(report, metrics=calm, customers=None, journey=None))[0].content.decode()
    assert "Nothing failed, got clearly worse or stands out." in text
