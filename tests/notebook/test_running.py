import warnings
from pathlib import Path

import pandas as pd
import pytest

from cxcli.errors import ConfigError, InputError, Notice, UsageError
from cxcli.notebook.asked import asked
from cxcli.notebook.running import CxWarning, config_of, loaded_config, notices_of, speak, texts
from cxcli.notebook.source_data import run_of

FRAME = pd.DataFrame({"nps": [10, 9, 0, "x"], "plan": ["a", "b", "b", "b"]})


def run(data, metrics="nps", *, config=False, **options):
    return run_of(asked(options, metrics=texts(metrics)), data, options, loaded_config(config), None)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_config_of_the_folder_is_used_as_on_the_command_line(folder):
    """Without a word the config of the working directory is taken, by name another one, with False none."""
    assert loaded_config(None) is None
    (folder / "cx.yaml").write_text("report: {confidence: 0.9}\n")
    (folder / "b.yaml").write_text("report: {confidence: 0.8}\n")
    found = [run(FRAME, config=config).overall[0].confidence for config in (None, "b.yaml", Path("b.yaml"), False)]
    assert found == [0.9, 0.8, 0.8, 0.95]


def test_a_wrong_config_is_refused(folder):
    """A config that is wrong or not there ends the call."""
    (folder / "b.yaml").write_text("nothing: 1\n")
    with pytest.raises(ConfigError, match="nothing"):
        loaded_config("b.yaml")
    with pytest.raises(InputError, match="no such config file"):
        loaded_config("c.yaml")


def test_a_file_of_a_source_is_read_as_the_config_says(folder):
    """What is said of the source that a path belongs to is used, as in a command; a data frame belongs to none."""
    (folder / "cx.yaml").write_text("sources: {calls: {path: c.csv, durations: {unit: minutes}}}\n")
    (folder / "c.csv").write_text("answered,talk_time\nyes,2\n")
    for data in ("c.csv", [Path("c.csv")], "c*.csv"):
        assert run(data, "talk_time", config=None).overall[0].value == 120
    assert config_of(None, FRAME).config.durations.unit is None
    assert config_of(False, "c.csv") is None
    with pytest.raises(UsageError):
        config_of(None, 1)


@pytest.mark.parametrize("metrics", ["nps,csat", ["nps", "csat"], ("nps,csat",)])
def test_metrics_are_a_text_or_a_list(metrics):
    """Several metrics are separated by commas, or listed."""
    data = pd.DataFrame({"nps": [10, 9, 0], "csat": [5, 4, 1]})
    assert [score.metric for score in run(data, metrics).overall] == ["nps", "csat"]


def test_the_index_is_named_where_a_column_is_missed():
    """An error about columns says that the index is none, and how it becomes one; other errors do not."""
    with pytest.raises(UsageError) as caught:
        run(FRAME.set_index("plan"), by="plan")
    assert caught.value.__notes__ == ["'plan' is the index of <frame>: no column; frame.reset_index() makes it one"]
    with pytest.raises(UsageError) as caught:
        run(FRAME, by="id")
    assert not hasattr(caught.value, "__notes__")
    with pytest.raises(UsageError) as caught:
        run(FRAME.set_index("plan"), interval="none")
    assert not hasattr(caught.value, "__notes__")


def test_too_many_bad_rows_are_a_notice():
    """Where a command would end with exit code 3, a call has a notice with the numbers."""
    found = notices_of(run(FRAME))
    assert [notice.code for notice in found if notice.code == "bad-rows"] == ["bad-rows"]
    assert "nps: 1 of 4 rows are bad, more than max_rejects allows" in [notice.message for notice in found]
    assert "bad-rows" not in {notice.code for notice in notices_of(run(FRAME, max_rejects=1))}


def test_warnings_point_to_the_line_of_the_user():
    """A notice is a warning that can be made an error, and shows where the call was made."""

    def call():
        speak([Notice(code="a", message="mind \x1b[1m", source="b.csv", line=3)])

    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        call()
    assert [(str(each.message), each.category) for each in caught] == [(r"mind \x1b[1m (b.csv:3)", CxWarning)]
    assert caught[0].filename == __file__
    with pytest.raises(CxWarning):
        call()
