import pytest

CONFIG = """\
sources: {survey: {path: survey.csv}}
metrics:
  liked: {extends: csat, source: survey, columns: {score: liked}}
  easy: {extends: ces, source: survey, columns: {score: easy}, polarity: ease}
journey:
  customer: who
  metrics: [liked]
  stages:
    buy: {where: "stage == 'buy'", title: First order}
    use: {where: "stage == 'use'", touchpoints: {app: "at_point == 'app'"}}
    end: {where: "stage == 'end'", metrics: [easy]}
"""
ROWS = [
    *(("buy", "shop", f"k{number}", 5 if number < 90 else 2, 6) for number in range(100)),
    *(("use", "app" if number % 2 else "web", f"k{number}", 5 if number < 40 else 2, 6) for number in range(80)),
    *(("end", "shop", f"k{number}", "", 6 if number < 20 else 1) for number in range(40)),
]
"""Satisfied: 90 of 100 who bought, 40 of 80 who used it. 80 of 100 went on, and 40 of 80."""


@pytest.fixture
def survey(folder):
    lines = ["stage,at_point,who,liked,easy", *(",".join(map(str, row)) for row in ROWS)]
    (folder / "survey.csv").write_text("\n".join([*lines, ""]))
    (folder / "cx.yaml").write_text(CONFIG)
    return folder


def with_config(folder, old, new):
    (folder / "cx.yaml").write_text(CONFIG.replace(old, new))


@pytest.mark.usefixtures("survey")
def test_stages_stand_in_their_order_with_touchpoints_beneath(cx):
    """Each stage has its metrics over its own rows, and each of its touchpoints has them over its part."""
    data = cx("journey", "--format", "json").data
    assert [stage["stage"] for stage in data["stages"]] == ["buy", "use", "end"]
    assert [stage["title"] for stage in data["stages"]] == ["First order", "use", "end"]
    found = {
        (stage["stage"], each["touchpoint"], each["score"]["metric"]): (each["score"]["value"], each["score"]["n"])
        for stage in data["stages"]
        for each in stage["scores"]
    }
    assert found == {
        ("buy", None, "liked"): (90, 100),
        ("use", None, "liked"): (50, 80),
        ("use", "app", "liked"): (50, 40),
        ("end", None, "easy"): (50, 40),
    }


@pytest.mark.usefixtures("survey")
def test_the_weakest_stage_is_marked(cx):
    """Half of those who used it were satisfied, 90 % of those who bought: that is no chance."""
    ended = cx("journey")
    assert ended.code == 0
    assert "liked: use is the weakest stage, -40.0 points beside all others (95 % " in ended.out
    assert [line.split()[0] for line in ended.out.splitlines() if line.endswith("weakest")] == ["use"]


def test_no_stage_is_marked_where_chance_explains_the_lowest(cx, survey):
    """The lowest of some values is no finding by itself."""
    even = [("buy", "shop", f"k{number}", 5 if number % 3 else 2, 6) for number in range(30)]
    even += [("use", "app", f"k{number}", 5 if number % 4 else 2, 6) for number in range(30)]
    lines = ["stage,at_point,who,liked,easy", *(",".join(map(str, row)) for row in even)]
    (survey / "survey.csv").write_text("\n".join([*lines, ""]))
    with_config(survey, "    end: {where: \"stage == 'end'\", metrics: [easy]}\n", "")
    ended = cx("journey")
    assert "liked: no stage is weaker than chance explains" in ended.out.replace("\n", " ")
    assert "◄" not in ended.out


@pytest.mark.usefixtures("survey")
def test_customers_are_followed_from_stage_to_stage(cx):
    """Who has a row in a stage has come to it, answered or not."""
    stages = cx("journey", "--format", "json").data["stages"]
    found = [{name: stage["customers"][name] for name in ("seen", "gained", "lost", "went_on")} for stage in stages]
    assert found == [
        {"seen": 100, "gained": 100, "lost": 20, "went_on": 80},
        {"seen": 80, "gained": 0, "lost": 40, "went_on": 50},
        {"seen": 40, "gained": 0, "lost": 0, "went_on": None},
    ]


def test_a_source_without_the_column_is_scored_and_not_followed(cx, survey):
    """It is said that its customers are not followed; nobody is, if there is no other source."""
    with_config(survey, "customer: who", "customer: client")
    ended = cx("journey")
    assert ended.code == 0
    assert "there is no column 'client', so customers are not followed through this source" in ended.err
    assert "gained" not in ended.out


def test_without_customers_there_is_one_table(cx, survey):
    """Whose rows they are need not be said."""
    with_config(survey, "  customer: who\n", "")
    ended = cx("journey")
    assert (ended.code, "gained" in ended.out) == (0, False)
    assert cx("journey", "--format", "json").data["stages"][0]["customers"] is None


def test_rows_of_two_stages_are_told(cx, survey):
    """Stages that share rows are not independent of each other."""
    with_config(survey, "where: \"stage == 'end'\"", "where: \"stage == 'end' or at_point == 'app'\"")
    assert "40 of 220 rows are of several stages" in cx("journey").err


def test_stages_on_different_scales_are_not_compared(cx, survey):
    """Answers from 1 to 5 and from 0 to 10 are two questions."""
    (survey / "cx.yaml").write_text(
        """\
sources: {one: {path: survey.csv}}
metrics:
  five: {extends: "csat:mean", source: one, columns: {score: liked}}
  ten: {extends: "csat:mean", source: one, columns: {score: easy}, scale: {low: 0, high: 10}}
journey: {stages: {buy: {metrics: [five], where: "stage == 'buy'"}, use: {metrics: [ten], where: "stage == 'use'"}}}
"""
    )
    ended = cx("journey", "--format", "json")
    assert (ended.code, ended.data["weakest"]) == (0, [])


def test_durations_are_shown_and_not_compared(cx, folder):
    """A median has no test among stages."""
    rows = [f"{number},{'ab'[number % 2]},2025-01-01,2025-01-0{2 + number % 3},solved" for number in range(40)]
    (folder / "t.csv").write_text("\n".join(["ticket_id,team,created_at,solved_at,status", *rows, ""]))
    (folder / "cx.yaml").write_text(
        "sources: {tickets: {path: t.csv}}\n"
        "journey: {metrics: [resolution_time], stages: {a: {where: \"team == 'a'\"}, b: {where: \"team == 'b'\"}}}\n"
    )
    ended = cx("journey", "--now", "2025-02-01")
    assert ended.code == 0
    assert "resolution_time: stages are compared by shares and by means of answers" in ended.out.replace("\n", " ")


def test_all_that_is_wrong_is_said_at_once_with_its_place(cx, survey):
    """Metrics that are not there, filters that cannot be read, stages without rows or metrics: each by line."""
    (survey / "cx.yaml").write_text(
        """\
journey:
  stages:
    buy: {where: "stage = 'buy'", metrics: [csta]}
    use: {touchpoints: {app: "("}}
"""
    )
    ended = cx("journey")
    assert ended.code == 78
    places = [(line.partition("(cx.yaml:")[2].partition(":")[0], line) for line in ended.errors]
    assert [place for place, _ in places] == ["3", "3", "4", "4", "4"]
    said = "\n".join(ended.errors)
    assert "there is no metric 'csta'" in said
    assert "nothing is measured in the stage 'use'" in said
    assert "nothing says which rows are of the stage 'use'" in said


@pytest.mark.parametrize(
    ("config", "said"),
    [
        (None, "a journey is described in a config, and there is none"),
        ("report: {decimals: 1}\n", "the config describes no journey"),
        ("journey: {metrics: [nps], stages: {one: {where: \"a == 'b'\"}}}\n", "a journey has two stages or more"),
    ],
)
def test_without_a_journey_there_is_an_example(cx, folder, config, said):
    """It is said what to write."""
    if config is not None:
        (folder / "cx.yaml").write_text(config)
    ended = cx("journey")
    assert ended.code == 78
    assert said in ended.err


@pytest.mark.parametrize("form", ["markdown", "csv"])
def test_hostile_titles_and_keys_stay_text(cx, survey, form):
    """What a title says is no markup and no formula."""
    with_config(survey, "title: First order", 'title: "=1+1|<b>x</b>"')
    shown = cx("journey", "--format", form).out
    assert "<b>" not in shown or form == "csv"
    assert "\n=1" not in shown


@pytest.mark.usefixtures("survey")
@pytest.mark.parametrize("columns", [80, 40])
def test_lines_fit_the_screen(cx, monkeypatch, columns):
    """On a narrow screen each value has a line of its own."""
    monkeypatch.setenv("COLUMNS", str(columns))
    assert max(map(len, cx("journey").out.splitlines())) <= columns


@pytest.mark.usefixtures("survey")
def test_a_source_is_not_written_over(cx):
    """What is written is none of the files that are read."""
    ended = cx("journey", "--output", "survey.csv", "--format", "csv")
    assert ended.code == 2
