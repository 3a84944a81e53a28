import json
from pathlib import Path

import jsonschema
import pytest

from cxcli.config.load import load


def test_the_schema_takes_what_the_program_takes(cx, config):
    """`cx config schema` writes a JSON Schema that takes a config the program takes."""
    ended = cx("config", "schema")
    assert ended.code == 0
    schema = json.loads(ended.out)
    jsonschema.Draft202012Validator.check_schema(schema)
    config("report: {decimals: 2}\n")
    jsonschema.validate({"report": {"decimals": 2}}, schema)
    assert load(Path("cx.yaml")).config.report.decimals == 2
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"report": {"decimals": 7}}, schema)
