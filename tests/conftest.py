"""Settings of every test: on an integration server the laws are tried on the same examples each time."""

import gc
import os

from hypothesis import settings

# As the program itself has it: there are as many workers as cores, and threads beside them only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

settings.register_profile("here", deadline=None)
settings.register_profile("server", deadline=None, derandomize=True)
settings.load_profile("server" if os.environ.get("CI") else "here")


def pytest_collection_finish():
    """Look for garbage among what the tests make, and not among the thousands of tests again and again."""
    gc.freeze()
