"""The right answer does not depend on the form of the file: order of columns and rows, names, delimiter, encoding."""

import csv
import gzip
import io
import itertools
import random
import shlex
from pathlib import Path

import exports
import pytest
from msgspec import Struct
from msgspec.structs import replace
from program import called

from cxcli.commands import scoring
from cxcli.settings import settle

HERE = Path(__file__).resolve().parent


class Survey(Struct, frozen=True):
    """A survey as its cells: `head` header records, the place of the answers, and how to have it scored."""

    rows: list
    head: int
    place: int
    words: list
    config: str
    codec: str = "utf-8"
    delimiter: str = ","

    @property
    def body(self):
        """The records below the header."""
        return self.rows[self.head :]

    def of(self, rows, place=None):
        """The same survey with other records."""
        return replace(self, rows=rows, place=self.place if place is None else place)

    def asking(self, name, value):
        """The same survey with an option added, or given another value."""
        words = self.words
        if name in words:
            at = words.index(name)
            words = words[:at] + words[at + 2 :]
        return replace(self, words=words if value is None else [*words, name, value])


def shuffled(survey):
    """Columns in another order. What has no name of its own belongs to the question left of it and stays with it."""
    questions = []
    for place, name in enumerate(survey.rows[0]):
        if name or not questions or survey.head == 1:
            questions.append([])
        questions[-1].append(place)
    random.Random(7).shuffle(questions)  # noqa: S311 - a shuffle for a test
    places = list(itertools.chain(*questions))
    return survey.of([[row[place] for place in places] for row in survey.rows], places.index(survey.place))


def renamed(survey):
    """One header record of new names; the answers are mapped, and a column used in a filter or a group follows."""
    names = [f"field {place}" for place in range(len(survey.rows[0]))]
    answers = names[survey.place] = "the numbers"
    words = survey.words
    for old, new in zip(survey.rows[0], names, strict=True):
        words = [
            new if before == "--by" and word == old else word for before, word in zip(["", *words], words, strict=False)
        ]
        words = [word.replace(f"`{old}`", f"`{new}`") for word in words]
    survey = replace(survey, rows=[names, *survey.body], head=1, words=words)
    return survey.asking("--column", None).asking("--map", f"score={answers}")


def in_utf16(survey):
    return replace(survey, codec="utf-16", delimiter=";").asking("--encoding", None)


def in_cp1252(survey):
    for cell in (cell for row in survey.rows for cell in row):
        try:
            cell.encode("cp1252")
        except UnicodeEncodeError:
            pytest.skip("Windows-1252 cannot hold this file")
    return replace(survey, codec="cp1252", delimiter="\t").asking("--encoding", "cp1252")


def with_pipes(survey):
    return replace(survey, codec="utf-8-sig", delimiter="|").asking("--encoding", None)


def backwards(survey):
    return survey.of([*survey.rows[: survey.head], *reversed(survey.body)])


def same(survey):
    return survey


FORMS = [shuffled, renamed, in_utf16, in_cp1252, with_pipes, backwards]


def packed(survey):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=survey.delimiter).writerows(survey.rows)
    return text.getvalue().encode(survey.codec)


def answer_of(survey, folder, name="survey.csv", pack=bytes):
    path, config = folder / name, folder / "cx.yaml"
    path.write_bytes(pack(packed(survey)))
    config.write_text(survey.config, encoding="utf-8")
    words = [str(path) if word == "FILE" else word for word in survey.words]
    answer = called(*words, "--config", config, "--format", "json", "--max-rejects", "0")
    assert answer.code == 0, answer.err
    return answer.json


def findings(answer):
    """What an answer found: all that does not speak of the file's form; groups by name, since new names sort anew."""
    kept = ("metric", "definition", "status", "value", "low", "high", "n", "parts", "rows")
    return [({"group": list(score["group"].values())}, {key: score[key] for key in kept}) for score in answer["scores"]]


@pytest.fixture
def in_chunks(monkeypatch, tmp_path):
    """Scores a survey so many rows at a time."""

    def found(survey, size):
        def sized(*arguments):
            return replace(settle(*arguments), chunk_rows=size)

        monkeypatch.setattr(scoring, "settle", sized)
        return findings(answer_of(survey, tmp_path))

    return found


# ── generated surveys: these need nothing beside the checkout ──

GENERATED = {
    "nps": ("nps", lambda pick: str(pick(range(11))), "nps_score"),
    "csat": ("csat", lambda pick: str(pick(range(1, 6))), "How satisfied are you with our service?"),
    "ces": ("ces", lambda pick: f"{pick(range(1, 8))}", "The company made it easy to solve my problem"),
    "words": (
        "csat",
        lambda pick: pick(["Very satisfied", "Satisfied", "Neutral", "Dissatisfied", "Very dissatisfied"]),
        "csat",
    ),
}


def generated(name):
    metric, answer, column = GENERATED[name]
    dice = random.Random(name)  # noqa: S311 - a survey for a test
    rows = [["respondent", "plan", column, "comment", "at"]]
    for number in range(400):
        blank = dice.random() < 0.1
        rows.append(
            [
                f"00{number}",
                dice.choice(["pro", "team, large", "free «é»", ""]),
                "" if blank else answer(dice.choice),
                dice.choice(["", "naïve, “quoted”", 'says "no"\nand goes', "9", "- 7 -"]),
                f"2025-0{dice.randint(1, 6)}-1{dice.randint(0, 9)}",
            ]
        )
    return Survey(rows, 1, 2, ["score", metric, "FILE", "--by", "plan"], "{}\n")


def counted(survey):
    """The value of a generated survey, counted by hand from its cells."""
    words = ["Very dissatisfied", "Dissatisfied", "Neutral", "Satisfied", "Very satisfied"]
    texts = [row[survey.place] for row in survey.body if row[survey.place]]
    answers = [words.index(text) + 1 if text in words else int(text) for text in texts]
    if survey.words[1] == "nps":
        return 100 * (sum(each >= 9 for each in answers) - sum(each <= 6 for each in answers)) / len(answers), len(
            answers
        )
    top = {"csat": 4, "ces": 5}[survey.words[1]]
    return 100 * sum(each >= top for each in answers) / len(answers), len(answers)


@pytest.mark.parametrize("name", GENERATED)
@pytest.mark.parametrize("form", [same, *FORMS])
def test_the_form_of_a_survey_does_not_matter(name, form, tmp_path):
    """Columns shuffled, names changed, another delimiter, another encoding, rows reversed: the same numbers."""
    survey = generated(name)
    value, n = counted(survey)
    answer = answer_of(form(survey), tmp_path)
    assert answer["scores"][0]["value"] == pytest.approx(value, abs=1e-9)
    assert answer["scores"][0]["n"] == n
    assert findings(answer) == findings(answer_of(survey, tmp_path))


@pytest.mark.parametrize("name", GENERATED)
def test_a_packed_survey_is_the_survey(name, tmp_path):
    """Packing a file changes nothing."""
    survey = generated(name)
    assert findings(answer_of(survey, tmp_path, "s.csv.gz", gzip.compress)) == findings(answer_of(survey, tmp_path))


@pytest.mark.parametrize("name", GENERATED)
def test_every_row_twice_gives_the_value_again_and_twice_the_n(name, tmp_path):
    """All rows twice: the value is the same, n is doubled, and so are the rows of every fate."""
    survey = generated(name)
    assert_doubled(answer_of(survey.of([*survey.rows, *survey.body]), tmp_path), answer_of(survey, tmp_path))


@pytest.mark.parametrize("size", [1, 7, 1000])
@pytest.mark.parametrize("name", GENERATED)
def test_the_chunk_size_does_not_matter(name, size, in_chunks):
    """Chunks of 1, 7 or 1,000 rows give the same to the last bit as one chunk."""
    survey = generated(name)
    assert in_chunks(survey, size) == in_chunks(survey, None)


def assert_doubled(doubled, single):
    for twice, once in zip(doubled["scores"], single["scores"], strict=True):
        assert twice["value"] == once["value"]
        assert twice["parts"] == once["parts"]
        assert (twice["n"] or 0) == 2 * (once["n"] or 0) or "suppressed" in (twice["status"], once["status"])
        assert twice["rows"]["read"] == 2 * once["rows"]["read"]


# ── real exports ──

VARIED = [case for case in exports.CASES if case.get("variant")]
needs_material = pytest.mark.skipif(not exports.FILES.is_dir(), reason="the shared test material is not here")
_SURVEYS = {}


@pytest.fixture(scope="module")
def cells():
    """The cells of each real export, read by Python's own csv module."""
    return {}


def real(case, cells, folder):
    """A real export as cells, its answers addressed by the name of their column."""
    if case["name"] not in cells:
        source = exports.score(case, exports.FILES / case["file"], folder).json["sources"][0]
        words = shlex.split(case["command"])[1:]
        codec = words[words.index("--encoding") + 1] if "--encoding" in words else "utf-8-sig"
        text = (exports.FILES / case["file"]).read_bytes().decode(codec)
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=source["delimiter"], strict=True))
        name, head = source["columns"][case["field"]], source["header"]["rows"]
        place = _place(rows[:head], words, name)
        survey = Survey(rows, head, place, words, case.get("config", "{}\n"), codec, source["delimiter"])
        cells[case["name"]] = survey.asking("--column", name) if "--column" in words else survey
    return cells[case["name"]]


def _place(head, words, name):
    """The place of the answers: as the command has it, or where the header has the name."""
    said = words[words.index("--column") + 1].removeprefix("col:") if "--column" in words else name
    if said.isdecimal():
        return int(said) - 1
    if len(said) == 1 and said.isupper():
        return ord(said) - ord("A")
    return next(place for place in range(len(head[0])) if any(row[place].strip() == said for row in head))


def published_figures(case, answer):
    """Where an answer differs from the published figures."""
    entry = exports.expected(case)
    pairs = [(exports.figure(answer, at), exports.published(entry, key)) for key, at in case["checks"].items()]
    return [pair for pair in pairs if not exports.agrees(*pair)]


@needs_material
@pytest.mark.parametrize("case", VARIED, ids=lambda case: case["name"])
@pytest.mark.parametrize("form", FORMS)
def test_the_form_of_a_real_export_does_not_matter(case, form, cells, tmp_path):
    """Columns shuffled, names changed, another delimiter, another encoding, rows reversed: the published figures."""
    answer = answer_of(form(real(case, cells, tmp_path)), tmp_path)
    assert published_figures(case, answer) == []


@needs_material
@pytest.mark.parametrize("case", VARIED, ids=lambda case: case["name"])
def test_a_packed_real_export_gives_the_published_figures(case, cells, tmp_path):
    """Packing a file changes nothing."""
    answer = answer_of(real(case, cells, tmp_path), tmp_path, "survey.csv.gz", gzip.compress)
    assert published_figures(case, answer) == []


@needs_material
@pytest.mark.parametrize("case", VARIED, ids=lambda case: case["name"])
def test_every_row_of_a_real_export_twice_gives_the_value_again(case, cells, tmp_path):
    """All rows twice: the value is the same, n is doubled."""
    survey = real(case, cells, tmp_path)
    survey = survey.asking("--min-n", None)
    assert_doubled(answer_of(survey.of([*survey.rows, *survey.body]), tmp_path), answer_of(survey, tmp_path))


@needs_material
@pytest.mark.parametrize("size", [1, 7, 1000])
@pytest.mark.parametrize("case", VARIED, ids=lambda case: case["name"])
def test_the_chunk_size_does_not_matter_for_a_real_export(case, size, cells, in_chunks, tmp_path):
    """Chunks of 1, 7 or 1,000 rows give the same to the last bit as one chunk; the small ones on the first 500 rows."""
    survey = real(case, cells, tmp_path).asking("--min-n", None)
    if size < 1000:
        survey = survey.of(survey.rows[:500])
    assert in_chunks(survey, size) == in_chunks(survey, None)
