"""The JSON that reports leave for programs, held against its schemas."""

import json

import jsonschema
import pytest
from referencing import Registry, Resource
from transcripts import ROOT, run_cx, surroundings

SCHEMAS = {
    name: json.loads((ROOT / f"docs/{name}.schema.json").read_text(encoding="utf-8"))
    for name in ("cx.run", "cx.verify", "cx.scores")
}
REGISTRY = Registry().with_resources((schema["$id"], Resource.from_contents(schema)) for schema in SCHEMAS.values())
REPORT = ["report", "--config", "config.example.yaml", "-o", "out/{audience}.{ext}", "-f", "md,json"]


def problems(data, name):
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    validator = jsonschema.Draft202012Validator(SCHEMAS[name], registry=REGISTRY, format_checker=checker)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    """The records of the example's report, and what `cx verify` says of them before and after a change."""
    folder = tmp_path_factory.mktemp("report")
    for name in ("sample_data", "config.example.yaml"):
        (folder / name).symlink_to(ROOT / name)
    with surroundings(folder):
        assert run_cx(REPORT)[0] == 0
        before = run_cx(["verify", "out", "--format", "json"])
        (folder / "out" / "board.md").unlink()
        after = run_cx(["verify", "out", "--format", "json"])
    records = {path.name: json.loads(path.read_text()) for path in (folder / "out").glob("*.run.json")}
    return records, before, after


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_are_valid_json_schemas(name):
    """They are of draft 2020-12, under their own names."""
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$id"] == f"{name}.schema.json"


def test_records_keep_their_contract(found):
    """One for each audience; the sources of the run are there and no other, and rows add up."""
    records, _, _ = found
    assert sorted(records) == ["board.run.json", "support.run.json"]
    for record in records.values():
        assert problems(record, "cx.run") == []
        assert all(each["read"] == each["scored"] + sum(each["skipped"].values()) for each in record["rows"].values())
        read = {each["path"].rpartition("/")[2] for each in record["inputs"]}
        assert read == {"nps_responses.csv", "tickets.csv", "calls.csv", "journey.csv"}


def test_verification_keeps_its_contract(found):
    """Whether all is as it was, or a file is gone."""
    _, (good, before), (bad, after) = found
    assert (good, bad) == (0, 65)
    for text, same in ((before, [True, True]), (after, [False, True])):
        data = json.loads(text)
        assert problems(data, "cx.verify") == []
        assert [each["same"] for each in data["records"]] == same


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("cx.run", lambda data: data.pop("inputs")),
        ("cx.run", lambda data: data["outputs"][0].update(sha256="x")),
        ("cx.run", lambda data: data["outputs"][0].update(path="../x")),
        ("cx.run", lambda data: data["inputs"][0].pop("detected")),
        ("cx.run", lambda data: data.update(exit_code=65)),
        ("cx.verify", lambda data: data["records"][0]["files"][0].update(state="fine")),
        ("cx.verify", lambda data: data.update(records=[])),
    ],
)
def test_the_contracts_are_strict(found, name, change):
    """What is missing, added or of another kind breaks them."""
    records, (_, before), _ = found
    data = json.loads(before) if name == "cx.verify" else json.loads(json.dumps(records["board.run.json"]))
    change(data)
    assert problems(data, name) != []
