from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_readme_shows_a_report():
    """The README has a picture of a report, with words for those who do not see it, and it is a small file."""
    picture = ROOT / "docs" / "report.png"
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    before, found, _ = text.partition("](docs/report.png)")
    assert found
    assert len(before.rpartition("![")[2]) > 40
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size < 150_000
