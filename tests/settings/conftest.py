"""Settings from options and a config text."""

from datetime import UTC, datetime

import pytest

from cxcli.config.load import load
from cxcli.settings import Asked, settle

NOW = datetime(2025, 10, 1, 12, tzinfo=UTC)


@pytest.fixture
def config(tmp_path):
    def of(text):
        path = tmp_path / "cx.yaml"
        path.write_text(text)
        return load(path)

    return of


@pytest.fixture
def settings(config):
    """What options (and a config, if there is one) are settled to; `metrics` is nps where not said."""

    def of(yaml=None, *, metrics=("nps",), **asked):
        return settle(Asked(metrics=metrics, **asked), config(yaml) if yaml is not None else None, NOW)

    return of
