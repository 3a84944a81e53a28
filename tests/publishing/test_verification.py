import json
import os
from hashlib import sha256

import pytest

from cxcli.errors import DataError, InputError
from cxcli.publishing.verification import records_in, sentences, verified, verified_json


def digest(content):
    return sha256(content).hexdigest()


@pytest.fixture
def record(tmp_path, monkeypatch):
    """A record of two files, a source and a config, all of them as they were."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "out").mkdir()
    contents = {"out/cx.html": b"<p>", "out/cx.md": b"# x", "in.csv": b"nps\n", "cx.yaml": b"{}"}
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    path = tmp_path / "out" / "cx.run.json"
    data = {
        "schema": "cx.run/1",
        "config": {"path": "cx.yaml", "sha256": digest(b"{}")},
        "inputs": [{"path": "in.csv", "sha256": digest(b"nps\n")}],
        "rows": {"nps": {"read": 3, "scored": 2, "skipped": {"blank": 1}}},
        "outputs": [{"path": f"cx.{end}", "sha256": digest(contents[f"out/cx.{end}"])} for end in ("html", "md")],
        "exit_code": 0,
    }
    path.write_text(json.dumps(data))
    return path


def states(path):
    return {each.path: each.state for each in verified(path)}


def test_all_files_as_they_were(record):
    """Outputs beside the record, source and config by the path that the run took."""
    assert states(record) == dict.fromkeys(["cx.html", "cx.md", "in.csv", "cx.yaml"], "same")
    assert [*sentences(record, verified(record))] == [f"{record}: all 2 files are as they were written"]


def test_an_output_that_changed_or_is_gone_is_bad(record):
    """Also one whose place a pipe has taken, which would be read for ever."""
    record.with_name("cx.html").write_bytes(b"<P>")
    record.with_name("cx.md").unlink()
    os.mkfifo(record.with_name("cx.md"))
    found = verified(record)
    assert [each.path for each in found if each.bad] == ["cx.html", "cx.md"]
    assert [*sentences(record, found)] == [
        f"{record}: cx.html is not as it was written",
        f"{record}: cx.md is missing",
    ]
    assert verified_json({record: found})["records"][0]["same"] is False


def test_inputs_may_move_on(record, tmp_path):
    """Exports are written anew each month: that is said, and is no fault of the report."""
    (tmp_path / "in.csv").write_bytes(b"csat\n")
    (tmp_path / "cx.yaml").unlink()
    found = verified(record)
    assert not [each for each in found if each.bad]
    assert [*sentences(record, found)] == [
        f"{record}: all 2 files are as they were written; changed since: in.csv; not there any more: cx.yaml"
    ]


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[:-9],
        lambda _text: "",
        lambda _text: "[]",
        lambda text: text.replace("cx.run/1", "cx.run/9"),
        lambda text: text.replace("cx.run/1", "\udc80"),
        lambda text: text.replace('"outputs"', '"output"'),
        lambda text: text.replace('"read": 3', '"read": 4'),
        lambda text: text.replace('"read": 3', '"read": "3"'),
        lambda _text: "[" * 100_000,
    ],
)
def test_what_is_no_record_is_refused(record, change):
    """Cut, emptied, of another kind, or with rows that do not add up."""
    record.write_bytes(change(record.read_text()).encode("utf-8", "surrogateescape"))
    with pytest.raises(DataError) as caught:
        verified(record)
    assert caught.value.problems[0].code == "not-a-record"


def test_records_are_looked_for_below_a_folder(record, tmp_path):
    """In the order of their names; a record that is named is itself."""
    other = tmp_path / "a.run.json"
    other.touch()
    assert records_in(tmp_path) == [other, record]
    assert records_in(record) == [record]


def test_a_folder_without_a_record_and_a_name_of_nothing_are_refused(tmp_path):
    """Both say so: nothing vouches for what is there."""
    for attempt in (lambda: records_in(tmp_path), lambda: verified(tmp_path / "none.run.json")):
        with pytest.raises(InputError) as caught:
            attempt()
        assert caught.value.problems[0].code == "no-record"


def test_names_that_no_system_has_are_missing(record):
    """A record that was made up leads nowhere."""
    record.write_text(record.read_text().replace("in.csv", "in\\u0000.csv"))
    assert states(record)["in\0.csv"] == "missing"
