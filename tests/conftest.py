"""Settings of every test: which examples the laws are tried on, and where the lines that are reached are counted."""

import gc
import os
from pathlib import Path

from hypothesis import is_hypothesis_test, settings

# As the program itself has it: there are as many workers as cores, and threads beside them only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

settings.register_profile("here", deadline=None)
settings.register_profile("server", deadline=None, derandomize=True)
settings.load_profile("server" if os.environ.get("CI") else "here")

TESTS = Path(__file__).resolve().parent
WHOLE = {"benchmarks", "docs", "end_to_end", "laws"}
"""The folders whose tests run the whole program."""


def pytest_configure(config):
    """Stop the first of two counters that pytest-cov starts in a worker: it counts on where the other rests."""
    lines = config.pluginmanager.get_plugin("_cov")
    if lines and hasattr(config, "workerinput"):
        lines.cov_controller.cov.stop()


def pytest_collection_modifyitems(items):
    """Count the lines that examples of one module reach: laws and whole runs reach no others, three times as slowly."""
    for item in items:
        if item.path.relative_to(TESTS).parts[0] in WHOLE or is_hypothesis_test(item.obj):
            item.add_marker("no_cover")


def pytest_collection_finish():
    """Look for garbage among what the tests make, and not among the thousands of tests again and again."""
    gc.freeze()
