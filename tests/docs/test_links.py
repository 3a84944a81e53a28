import re

import pytest
from transcripts import ROOT, pages, read

_LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
_CODE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def anchors(page):
    """The anchors that the headings of a page make."""
    titles = re.findall(r"^#+ (.*)$", _CODE.sub("", read(page)), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def leads_to(target, anchor):
    return not anchor or anchor in anchors(target.resolve().relative_to(ROOT).as_posix())


@pytest.mark.parametrize("page", pages())
def test_every_link_leads_somewhere(page):
    """Every link between the pages leads to a file that is there, and to a heading in it."""
    wrong = []
    for link in _LINK.findall(_CODE.sub("", read(page))):
        if "://" in link or link.startswith("mailto:"):
            continue
        name, _, anchor = link.partition("#")
        target = (ROOT / page).parent / name if name else ROOT / page
        if not target.is_file() or not leads_to(target, anchor):
            wrong.append(link)
    assert wrong == []


def test_the_readme_leads_to_every_page():
    """Every page of docs/ is linked from the README."""
    linked = {link.partition("#")[0] for link in _LINK.findall(read("README.md"))}
    assert sorted({page for page in pages() if page.startswith("docs/")} - linked) == []
