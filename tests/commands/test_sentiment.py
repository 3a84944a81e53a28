import csv
import json

import pytest

from cxcli.commands.entry import run

GOOD = ("Great, I love the {}", "The {} works perfectly", "Happy with the {}")
BAD = ("Terrible, the {} broke", "Awful {} and rude support", "The {} is useless")
THINGS = ("lid", "cable", "switch", "handle", "base", "manual", "timer", "box", "lamp", "door", "plug", "wheel")


def rated(path, scores=("5", "1")):
    rows = [
        (said.format(thing), score)
        for texts, score in zip((GOOD, BAD), scores, strict=True)
        for said in texts
        for thing in THINGS
    ]
    with path.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([("comment", "rating"), *rows])
    return path


def test_a_model_is_trained_and_used(tmp_path, capsys):
    """Rated comments make a model, told with its accuracy; it judges other comments, and the number names it."""
    model = tmp_path / "model.json"
    source = rated(tmp_path / "a.csv")
    assert run(["sentiment", "train", str(source), "-o", str(model), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["comments"]["by_class"] == {"negative": 36, "positive": 36}
    assert told["accuracy"]["low"] > told["majority"] == 0.5
    first = model.read_bytes()
    lines = source.read_text(encoding="utf-8").splitlines()
    source.write_text("\n".join([lines[0], *lines[:0:-1]]), encoding="utf-8")
    assert run(["sentiment", "train", str(source), "-o", str(model)]) == 0
    assert model.read_bytes() == first
    page = capsys.readouterr().out
    assert "accuracy" in page
    assert run(["score", "sentiment", str(source), "--sentiment-model", str(model), "--format", "json"]) == 0
    (score,) = json.loads(capsys.readouterr().out)["scores"]
    assert (score["n"], score["value"]) == (72, pytest.approx(0, abs=10))
    assert score["parameters"]["method"].startswith("model ")
    assert run(["explain", "sentiment", str(source), "--sentiment-model", str(model)]) == 0
    assert "it had not seen" in " ".join(capsys.readouterr().out.split())


def test_a_config_names_model_and_languages(tmp_path, capsys):
    """The path is that from the folder of the config; languages take unclear comments."""
    config = tmp_path / "cx.yaml"
    config.write_text("sentiment: {languages: [en]}\ncolumns: {comment: said, score: nps}\n", encoding="utf-8")
    (tmp_path / "a.csv").write_text("nps,said,comment\n9,xq zzv,\n3,bad,\n", encoding="utf-8")
    assert run(["score", "sentiment", str(tmp_path / "a.csv"), "--config", str(config), "--format", "json"]) == 0
    (score,) = json.loads(capsys.readouterr().out)["scores"]
    assert (score["n"], score["parameters"]["usual_language"]) == (2, "en")
    config.write_text("sentiment: {model: none.json}\n", encoding="utf-8")
    assert run(["score", "sentiment", str(tmp_path / "a.csv"), "--config", str(config)]) == 78
    assert "none.json" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--score", "nobody"], 2, "no column 'nobody'"),
        (["--metric", "csat:mean"], 2, "in no classes"),
        (["--where", "rating == '5'"], 65, "0 negative, 0 neutral, 36 positive"),
        (["--text", "nobody"], 2, "no column 'nobody'"),
    ],
)
def test_what_cannot_be_trained_on_is_refused(arguments, code, said, tmp_path, capsys):
    """It is said what lacks, and no model is written."""
    model = tmp_path / "model.json"
    source = rated(tmp_path / "a.csv")
    assert run(["sentiment", "train", str(source), "-o", str(model), *arguments]) == code
    assert said in capsys.readouterr().err
    assert not model.exists()


@pytest.mark.parametrize(
    ("scores", "code", "said"),
    [
        (["4", "1"], 2, "--metric sentiment:stars or --metric nps"),
        (["much", "little"], 65, "words of a known scale"),
        (["77", "88"], 65, "not on"),
    ],
)
def test_scores_must_be_on_one_known_scale(scores, code, said, tmp_path, capsys):
    """Where several scales would do it is asked which, and where none does it is refused."""
    source = tmp_path / "a.csv"
    source.write_text("comment,rating\n" + "".join(f"good {n},{score}\n" for n, score in enumerate(scores)))
    arguments = ["sentiment", "train", str(source), "--score", "rating", "-o", str(tmp_path / "m.json")]
    assert run(arguments) == code
    assert said in capsys.readouterr().err


def test_a_model_without_use_is_warned_of(tmp_path, capsys):
    """Scores that hang on nothing in the comments make a model that is no better than a guess, and that is said."""
    source = tmp_path / "a.csv"
    rows = [
        f"It is number {n} on {thing},{5 if (n * 7 + len(thing)) % 3 else 1}" for n in range(12) for thing in THINGS
    ]
    source.write_text("comment,rating\n" + "\n".join(rows) + "\n", encoding="utf-8")
    assert run(["sentiment", "train", str(source), "-o", str(tmp_path / "m.json")]) == 0
    said = capsys.readouterr()
    assert "do not use it" in said.err
    assert "too few neutral comments" in said.err


@pytest.mark.parametrize(
    ("header", "rows", "code", "said"),
    [
        ("comment,feedback", "good,bad", 65, "2 columns could hold the answers to sentiment"),
        ("id,plan", "1,pro", 65, "no column looks like"),
        ("id,comment", "1,", 0, "no data"),
        ("id,comment", "", 0, "no data"),
        ("id,Why did you give this score?", "1,slow and bad", 0, "-100"),
        ("id,comment,body", "1,,terrible", 0, "-100"),
        ("id,comment", "1,<script>alert(1)</script> \x1b[31m awful", 0, "-100"),
    ],
)
def test_the_column_of_comments(header, rows, code, said, tmp_path, capsys):
    """It is found by its name or question, where it holds words; several are a question to the user."""
    source = tmp_path / "a.csv"
    source.write_text(f"{header}\n{rows}\n" if rows else f"{header}\n", encoding="utf-8")
    assert run(["score", "sentiment", str(source)]) == code
    shown = capsys.readouterr()
    assert said in shown.out + shown.err
    assert "\x1b" not in shown.out
