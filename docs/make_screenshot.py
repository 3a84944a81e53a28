"""Makes docs/report.png, the picture of a report in the README: `python docs/make_screenshot.py`. It takes Chromium."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "report.png"
WIDTH, HEIGHT = 1100, 1180

sys.path.insert(0, str(ROOT / "tests" / "end_to_end"))
import chromium  # noqa: E402 - it lies beside the tests


def main() -> None:
    """Make the report of the example for its board, and take a picture of its beginning."""
    with TemporaryDirectory() as folder:
        page = Path(folder) / "report.html"
        chosen = ["--audience", "board", "--now", "2025-07-02", "--output", str(page)]
        subprocess.run(["cx", "report", "--config", "config.example.yaml", *chosen], cwd=ROOT, check=True)
        browser = chromium.Chromium(Path(folder) / "profile")
        browser.opened(page, width=WIDTH, height=HEIGHT)
        browser.picture(PICTURE, whole=False)
        browser.close()
    print(f"{PICTURE.name}: {PICTURE.stat().st_size / 1024:.0f} kB")


if __name__ == "__main__":
    main()
