"""Reports as a browser shows them. Where there is no Chromium, these tests are skipped."""

import json
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import chromium
import pytest
from made_reports import OWN_STRINGS, hostile_report, whole_report
from program import SHARED

from cxcli.formats.report_html import write
from cxcli.reporting.safe import safe

pytestmark = pytest.mark.skipif(
    chromium.PROGRAM is None, reason="no Chromium is here: apt-get install --no-install-recommends chromium"
)
BLNS = SHARED / "hostile" / "blns" / "blns.json"
PAPER = {"width": 688, "height": 1010, "media": "print"}
"""What a page of A4 holds within its margins, in pixels of CSS."""


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    started = chromium.Chromium(tmp_path_factory.mktemp("profile"))
    yield started
    started.close()


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "report.html"
    path.write_bytes(write(whole_report())[0].content)
    return path


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory):
    path = tmp_path_factory.mktemp("page") / "hostile.html"
    path.write_bytes(write(hostile_report(OWN_STRINGS))[0].content)
    return path


@pytest.fixture(scope="module")
def naughty_strings():
    """The published list of strings that have broken programs, without the blank ones."""
    if not BLNS.is_file():
        pytest.skip("the list of naughty strings is not beside this checkout: ../shared/hostile/blns")
    return [text for text in json.loads(BLNS.read_text(encoding="utf-8")) if text.strip()]


@pytest.fixture(scope="module")
def naughty_page(tmp_path_factory, naughty_strings):
    path = tmp_path_factory.mktemp("page") / "naughty.html"
    path.write_bytes(write(hostile_report(naughty_strings))[0].content)
    return path


@pytest.fixture(scope="module")
def axe():
    found = find_spec("axe_core_python")
    if found is None or found.origin is None:
        pytest.skip("axe-core-python is not installed: pip install -e '.[dev]'")
    (script,) = Path(found.origin).parent.rglob("axe.min.js")
    return script.read_text(encoding="utf-8")


def told(browser, *methods):
    return [event["params"] for event in browser.events if event.get("method") in methods]


@pytest.mark.parametrize("name", ["page", "hostile_page", "naughty_page"])
def test_a_report_is_quiet_and_stays_in_its_file(name, browser, request):
    """No error is in the console, and nothing but the file itself is asked for."""
    path = request.getfixturevalue(name)
    browser.opened(path)
    assert told(browser, "Log.entryAdded", "Runtime.exceptionThrown", "Runtime.consoleAPICalled") == []
    asked = {each["request"]["url"] for each in told(browser, "Network.requestWillBeSent")}
    assert asked <= {path.resolve().as_uri()}
    assert browser.found("document.scripts.length + document.images.length + document.forms.length") == 0


def test_the_style_of_a_report_is_let_in(browser, page):
    """The policy of the page lets its own style in."""
    browser.opened(page)
    assert browser.found("getComputedStyle(document.querySelector('.cards')).display") == "grid"


@pytest.mark.parametrize("name", ["page", "hostile_page", "naughty_page"])
@pytest.mark.parametrize("width", [360, 375, 800, 1280])
def test_nothing_scrolls_sideways(name, width, browser, request):
    """A report is as wide as its window, down to a phone's 360 pixels, with all its numbers unfolded."""
    browser.opened(request.getfixturevalue(name), width=width, height=740)
    browser.found("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert browser.found("document.documentElement.scrollWidth") <= width
    wider = (
        "[...document.querySelectorAll('body *')].filter(each => each.getBoundingClientRect().right > innerWidth + 1"
    )
    wider += " && !each.closest('.scroll, .unseen, .skip')).map(each => each.outerHTML.slice(0, 80))"
    assert browser.found(wider) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_all_letters_of_a_chart_are_in_it(width, browser, page):
    """No label of a chart is cut off at its edge."""
    browser.opened(page, width=width)
    outside = """[...document.querySelectorAll('svg.trend text, svg.answers text')].filter(text => {
        const [own, chart] = [text.getBoundingClientRect(), text.ownerSVGElement.getBoundingClientRect()]
        return own.left < chart.left - 1 || own.right > chart.right + 1 || own.top < chart.top - 1
    }).map(text => text.textContent)"""
    assert browser.found(outside) == []


def test_no_chart_is_cut_in_print(browser, page):
    """On A4 every chart is within the page, none is higher than it, and none may be broken over two."""
    browser.opened(page, **PAPER)
    boxes = browser.found(
        """[...document.querySelectorAll('svg')].filter(each => each.checkVisibility()).map(each => {
            const box = each.getBoundingClientRect()
            const held = each.closest('figure, .card, tr, .rows > *')
            return [box.left, box.right, box.height, getComputedStyle(held).breakInside]
        })"""
    )
    assert len(boxes) > 10
    for left, right, height, broken in boxes:
        assert left >= -1
        assert right <= PAPER["width"] + 1
        assert height < PAPER["height"]
        assert broken in ("avoid", "auto") if height < 30 else broken == "avoid"
    assert browser.found("document.documentElement.scrollWidth") <= PAPER["width"]
    assert browser.printed().startswith(b"%PDF")


def test_paper_is_light(browser, page):
    """What is printed from a dark screen has dark letters on white paper."""
    browser.opened(page, **PAPER, dark=True)
    assert browser.found("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_a_report_is_open_to_all(dark, width, browser, page, axe):
    """axe-core finds no serious or critical violation of WCAG 2.2 AA, in light and in dark colours."""
    browser.opened(page, width=width, dark=dark)
    ground = browser.found("getComputedStyle(document.body).backgroundColor")
    assert ground == ("rgb(20, 24, 28)" if dark else "rgb(255, 255, 255)")
    browser.found("document.querySelectorAll('details').forEach(each => each.open = true)")
    browser.found(f"{axe};0")
    kinds = '["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]'
    answer = browser.found(f"axe.run(document, {{runOnly: {kinds}}})")
    assert len(answer["passes"]) > 20
    grave = [each for each in answer["violations"] if each["impact"] in ("serious", "critical")]
    assert [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in grave] == []


def test_what_the_keyboard_is_on_can_be_seen(browser, page):
    """The first key leads past the links to the report, and what has the focus has a ring."""
    browser.opened(page)
    for kind in ("keyDown", "keyUp"):
        browser.told("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
    assert browser.found("document.activeElement.getAttribute('href')") == "#main"
    assert browser.found("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_strings_of_data_are_shown_as_text(browser, hostile_page):
    """What would be markup or a script anywhere else is read on the page as it stands in the file."""
    browser.opened(hostile_page)
    seen = browser.found("[...document.querySelectorAll('th, blockquote p, .events li')].map(each => each.textContent)")
    for text in OWN_STRINGS:
        assert sum(each == safe(text, limit=4000) for each in seen) >= 2, text
    assert browser.found("document.title").startswith(OWN_STRINGS[0])


def test_naughty_strings_are_shown_as_text(browser, naughty_page, naughty_strings):
    """Each is read as a group, a column and an event, and as a comment; one of them is the title."""
    browser.opened(naughty_page)
    cells = Counter(browser.found("[...document.querySelectorAll('th')].map(each => each.textContent)"))
    events = browser.found("[...document.querySelectorAll('.events li')].map(each => each.textContent)")
    comments = set(browser.found("[...document.querySelectorAll('blockquote p')].map(each => each.textContent)"))
    for text in set(naughty_strings):
        assert cells[safe(text, limit=4000)] >= 2, text
        assert any(each.endswith(safe(text, limit=4000)) for each in events), text
        assert safe(" ".join(text.split()), limit=280) in comments, text
    assert browser.found("document.querySelector('h1').textContent") == safe(naughty_strings[0], limit=4000)
