import json
from pathlib import Path

import jsonschema
import pandas as pd
import pytest

from cxcli.errors import UsageError
from cxcli.notebook.asked import asked
from cxcli.notebook.scores import Scores
from cxcli.notebook.source_data import run_of

SCHEMA = Path(__file__).resolve().parents[2] / "docs/cx.scores.schema.json"
EVIL = "<script>alert('$x$')</script>\x1b[31m"


def scores(data, metrics="nps", **options):
    return Scores(run_of(asked(options, metrics=[metrics]), pd.DataFrame(data), options, None, None))


def test_one_metric_has_one_value():
    """The value, the overall score and the account are those over all groups: 3 promoters, 1 detractor of 5."""
    found = scores({"nps": [10, 9, 9, 7, 3, None], "plan": list("aabbbb")}, by="plan")
    assert found.value == 40.0
    assert (found.overall.n, found.overall.group) == (5, {})
    assert (found.account.read, found.account.scored) == (6, 5)
    assert [dict(score.group) for score in found.scores] == [{}, {"plan": "a"}, {"plan": "b"}]
    assert found.frame["n"].tolist() == [5, 2, 3]
    assert found.config is None


def test_several_metrics_have_no_one_value():
    """Of several metrics, none is picked without a word."""
    found = scores({"nps": [10, 9, 0], "csat": [5, 4, 1]}, "nps,csat")
    for name in ("value", "account", "overall"):
        with pytest.raises(UsageError, match="several metrics were asked for: nps, csat"):
            getattr(found, name)
    assert len(found.frame) == 2


def test_it_shows_itself_as_the_terminal_does(monkeypatch):
    """The text is that of the command, as wide as the terminal is."""
    found = scores({"nps": [10, 9, 0], "plan": ["a", "b", EVIL]}, by="plan")
    monkeypatch.setenv("COLUMNS", "60")
    narrow = str(found)
    assert narrow.startswith("NPS 33.3")
    assert not narrow.endswith("\n")
    assert repr(found) == narrow
    assert "\x1b" not in narrow
    monkeypatch.setenv("COLUMNS", "200")
    assert max(map(len, str(found).splitlines())) > max(map(len, narrow.splitlines()))


def test_a_notebook_shows_no_markup_of_the_data():
    """Names and groups from the data are shown as they are: never as HTML, as a formula, or as terminal codes."""
    frame = {f"nps {EVIL}": [10, 9, 0, 77], "plan": ["a", "b", EVIL, "c"]}
    page = scores(frame, by="plan")._repr_html_()
    assert page.startswith('<pre class="tex2jax_ignore mathjax_ignore">NPS 33.3')
    assert page.endswith("</pre>")
    assert page.count("<") == page.count(">") == 2
    assert "&lt;script&gt;" in page
    assert "\x1b" not in page
    assert "cx: warning: nps: 1 of 4 rows are bad" in page


def test_json_is_the_contract_of_the_command():
    """The JSON has the schema of the command; a data frame has no checksum and says what it is."""
    data = json.loads(scores({"nps": [10, 9, 0]}).to_json())
    assert data["schema"] == "cx.scores/1"
    (source,) = data["sources"]
    assert (source["path"], source["format"], source["sha256"], source["header"]) == ("<frame>", "frame", None, None)
    assert source["rows"] == {"read": 3, "rejected": {}}
    assert source["columns"] == {"nps.score": "nps"}
    jsonschema.validate(data, json.loads(SCHEMA.read_text(encoding="utf-8")))
