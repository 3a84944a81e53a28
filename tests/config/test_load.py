import hashlib
import os
import sys
from pathlib import Path

import pytest

from cxcli.config.load import find, load
from cxcli.errors import ConfigError, ExitCode, InputError, PermissionRefused

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
HERE = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared test material is not here")


def test_the_config_of_a_folder_is_cx_yaml(tmp_path):
    """cx.yaml in the folder itself is found; folders above are not searched."""
    assert find(tmp_path) is None
    (tmp_path / "cx.yaml").write_text("missing: [99]")
    assert find(tmp_path) == tmp_path / "cx.yaml"
    below = tmp_path / "below"
    below.mkdir()
    assert find(below) is None


def test_a_config_that_cannot_be_read_is_found_all_the_same(tmp_path):
    """A link to nowhere is found, so that reading it fails aloud instead of being passed over."""
    (tmp_path / "cx.yaml").symlink_to(tmp_path / "gone")
    assert find(tmp_path) == tmp_path / "cx.yaml"
    with pytest.raises(InputError):
        load(tmp_path / "cx.yaml")


def test_cx_yml_is_not_passed_over(tmp_path):
    """A file of the other ending would be left out without a word, so it is an error that says how to rename it."""
    (tmp_path / "cx.yml").write_text("missing: [99]")
    with pytest.raises(ConfigError) as failure:
        find(tmp_path)
    assert failure.value.problems[0].help == "rename it: mv cx.yml cx.yaml"
    (tmp_path / "cx.yaml").write_text("missing: [99]")
    assert find(tmp_path) == tmp_path / "cx.yaml"


def test_a_loaded_config_names_its_file_and_hash(tmp_path):
    """The loaded config carries the models, the path, the SHA-256 of the bytes and the document."""
    content = "\ufeffreport: {decimals: 2}\r\n".encode()
    path = tmp_path / "mine.yaml"
    path.write_bytes(content)
    loaded = load(path)
    assert loaded.config.report.decimals == 2
    assert loaded.path == path
    assert loaded.sha256 == hashlib.sha256(content).hexdigest()
    assert loaded.document.position(("report", "decimals"), key=True) == (1, 10)


def test_faults_name_the_file(tmp_path):
    """The problems of a bad config name its path, and the exit code is 78."""
    path = tmp_path / "cx.yaml"
    path.write_text("report:\n  decimals: two\n")
    with pytest.raises(ConfigError) as failure:
        load(path)
    assert failure.value.problems[0].place == f"{path}:2:13"
    assert failure.value.exit_code is ExitCode.CONFIG


@pytest.mark.parametrize("name", ["absent.yaml", "folder", "below/cx.yaml", "file/cx.yaml", "pipe"])
def test_what_is_no_file_is_missing_input(tmp_path, name):
    """No file, a folder, a path through a file and a pipe end with exit code 66 and never hang."""
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text("x")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(InputError) as failure:
        load(tmp_path / name)
    (problem,) = failure.value.problems
    assert problem.file == str(tmp_path / name)
    assert problem.help


@pytest.mark.skipif(sys.platform != "linux", reason="the device is Linux's")
def test_a_device_is_not_read():
    """An endless device is refused without reading it."""
    with pytest.raises(InputError):
        load(Path("/dev/zero"))


def test_a_file_that_may_not_be_read_is_refused(tmp_path, monkeypatch):
    """A config without the right to read it ends with exit code 77."""
    path = tmp_path / "cx.yaml"
    path.write_text("missing: [99]")

    def refuse(*_args, **_options):
        raise PermissionError(13, "secret words")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(PermissionRefused) as failure:
        load(path)
    assert "secret" not in failure.value.problems[0].message


def test_a_file_beyond_the_limit_is_read_no_further(tmp_path):
    """More than 256 KiB is a config error."""
    path = tmp_path / "cx.yaml"
    path.write_text("#" * (256 * 1024 + 1))
    with pytest.raises(ConfigError) as failure:
        load(path)
    assert failure.value.problems[0].code == "yaml-size"


@HERE
def test_every_yaml_trap_but_the_control_is_refused_as_a_config():
    """Of the YAML traps only the one that is right is a config."""
    good = []
    for path in sorted((SHARED / "hostile" / "traps").glob("yaml_*")):
        try:
            load(path)
        except ConfigError:
            continue
        good.append(path.name)
    assert good == ["yaml_ok.yaml"]
