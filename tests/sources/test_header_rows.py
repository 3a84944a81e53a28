import pytest

from cxcli.sources.header_rows import (
    HeaderForm,
    cell_at,
    declared_header_rows,
    find_header_rows,
    is_data,
    is_import_ids,
    time_zone,
)

IDS = ['{"ImportId":"startDate","timeZone":"America/Denver"}', '{"ImportId":"QID1"}', '{"ImportId":"QID2"}']
CODES = ["StartDate", "Q1", "Q2"]
LABELS = ["Start Date", "How likely?", "Why?"]
SURVEY = ["Respondent ID", "Collector ID", "How likely?", "Which ones?", "", "Why?"]
OPTIONS = ["", "", "Response", "The first", "The second", "Open-Ended Response"]
ANSWERS = ["11", "7", "9", "The first", "", "good"]


@pytest.mark.parametrize(
    ("records", "count", "form"),
    [
        ([CODES, LABELS, IDS, ["2024", "9", ""]], 3, HeaderForm.CODES_AND_LABELS),
        ([CODES, IDS, ["2024", "9", ""]], 2, HeaderForm.CODES_AND_LABELS),
        ([CODES, LABELS, ["{'ImportId': 'a'}", "{'ImportId': 'b'}", "c"]], 3, HeaderForm.CODES_AND_LABELS),
        ([["V1", "V2", "Q1"], ["ResponseID", "Name", "How likely?"], ["R_1", "x", "9"]], 2, HeaderForm.LEGACY_CODES),
        ([SURVEY, OPTIONS, ANSWERS], 2, HeaderForm.QUESTIONS_AND_OPTIONS),
        ([SURVEY, OPTIONS], 2, HeaderForm.QUESTIONS_AND_OPTIONS),
        ([["ID", "How likely?"], ["", "Response"], ["1", "9"]], 2, HeaderForm.QUESTIONS_AND_OPTIONS),
        ([["id", "score"], ["1", "9"]], 1, HeaderForm.NAMES),
        ([["id", "score"]], 1, HeaderForm.NAMES),
    ],
)
def test_the_header_records_of_survey_tools_are_known(records, count, form):
    """Three of Qualtrics, two of its legacy form and of SurveyMonkey, else one."""
    found = find_header_rows(records)
    assert (found.count, found.form) == (count, form)


def test_questions_over_options_are_known_by_their_answers():
    """Without the word 'Response', two records are a header where answers repeat below and options do not."""
    first = ["Which trade?", "", "", "How often?", ""]
    second = ["Mechanics", "Electronics", "Other", "Mail", "Phone"]
    answers = [
        ["Yes", "No", "", "often", "rarely"],
        ["No", "No", "Music", "often", "never"],
        ["Yes", "Yes", "", "", ""],
    ]
    found = find_header_rows([first, second, *answers, answers[0]])
    assert (found.count, found.evidence) == (2, "questions over options")


@pytest.mark.parametrize(
    "records",
    [
        # an index column without a name
        [["", "comment", "channel"], ["Bob", "good", "web"], ["Ann", "bad", "app"], ["Eve", "bad", "app"], ["Joe"] * 3],
        [["", "", "score"], ["a", "b", "c"], ["a", "d", "c"], ["e", "d", "c"], ["e", "d", "c"]],
        # optional columns without a name, over unlike texts
        [["name", "", ""], ["Bob", "good", "fast"], ["Ann", "bad", "slow"], ["Eve", "so so", "ok"], ["Joe", "x", "y"]],
        # ... over categories, which come again
        [["name", "", ""], ["Bob", "web", "yes"], ["Ann", "app", "no"], ["Eve", "web", "no"], ["Joe", "app", "yes"]],
        # a single data record, or too few to compare
        [["name", "", ""], ["Bob", "web", "yes"]],
        [["name", "", ""], ["Bob", "web", "yes"], ["Ann", "app", "no"], ["Eve", "app", "no"]],
        # options that are the same twice under one question
        [["name", "", ""], ["Bob", "web", "web"], *[["Ann", "app", "no"]] * 4],
        # one column without a name
        [["name", ""], ["Bob", "web"], *[["Ann", "app"]] * 4],
        # two columns are without a name in either record
        [["name", "", "", "", ""], ["Bob", "web", "yes", "", ""], *[["Ann", "app", "no", "", ""]] * 4],
        # numbers and dates are answers
        [["name", "", ""], ["Bob", "web", "9"], *[["Ann", "app", "7"]] * 4],
        # a shorter second record
        [["name", "", ""], ["Bob", "web"], *[["Ann", "app", "no"]] * 4],
        # the word 'Response' as an answer
        [["id", "event"], ["A1", "Response"], ["A2", "Request"]],
        [["id", "event"], ["", "Response"], ["A2", "Response"]],
        [["id", "event"], ["", "Response"], ["", "Request"]],
        [["id", "event", "at"], ["", "Response", "2024-01-01"], ["A2", "Request", "2024-01-02"]],
        [["", "event"], ["", "Response"], ["A2", "Request"]],
        [["id", "event"], ["", "Request"], ["A2", "Response"]],
        # codes of Qualtrics alone
        [["V1", "V2"], ["x", "y"]],
        [["a", "b", "c"], ['{"ImportId":"QID1"}', "x", "y"]],
    ],
)
def test_a_record_of_answers_is_not_taken_for_names(records):
    """Where the second record may be data, the header is the first alone."""
    assert find_header_rows(records).count == 1


@pytest.mark.parametrize(
    ("records", "count", "form"),
    [
        ([["1", "2"]], 0, HeaderForm.NONE),
        ([["1", "2"]], 1, HeaderForm.NAMES),
        ([CODES, IDS], 2, HeaderForm.CODES_AND_LABELS),
        ([CODES, LABELS, ["x", "y", "z"]], 3, HeaderForm.CODES_AND_LABELS),
        ([["V1", "V2"], ["ResponseID", "Name"]], 2, HeaderForm.LEGACY_CODES),
        ([["a", ""], ["b", "c"]], 2, HeaderForm.QUESTIONS_AND_OPTIONS),
    ],
)
def test_a_declared_count_is_kept(records, count, form):
    """The number of header records that is declared is taken; what each of them is, is found."""
    found = declared_header_rows(records, count)
    assert (found.count, found.form, found.evidence) == (count, form, "declared")


@pytest.mark.parametrize(
    "cell",
    [
        *("9", "-1", "+2,5", "1.234,56", "1e5", ".5", "50%"),
        *("2024-05-01", "2024-05-01T10:00:00Z", "2024-05-01 10:00"),
        *("5/1/2024", "31.12.2023", "2024/05/01 10:00", "jane@example.com", " 7 ", " 00004 0001 19970101  2   29.33"),
    ],
)
def test_numbers_dates_and_addresses_look_like_data(cell):
    """A number, a date, a mail address, or several of them in a row are answers, not names."""
    assert is_data(cell)


@pytest.mark.parametrize("cell", ["", " ", "id", "Q1", "1st", "score_1", "5 - agree", "2024 total", "a@b", "q1.2", "#"])
def test_names_do_not_look_like_data(cell):
    """Words, codes and numbered questions are names."""
    assert not is_data(cell)


def test_import_ids_name_the_time_zone():
    """The record of import ids names the time zone of its dates, Z meaning UTC; other records name none."""
    assert (is_import_ids(IDS), is_import_ids(LABELS)) == (True, False)
    assert time_zone(IDS) == "America/Denver"
    assert time_zone(['{"ImportId":"endDate","timeZone":"Z"}']) == "UTC"
    assert time_zone(["{'ImportId': 'endDate', 'timeZone': 'Europe/Berlin'}"]) == "Europe/Berlin"
    assert time_zone(LABELS) is None


def test_a_short_record_has_empty_cells():
    """A cell behind the end of a record is empty; others are stripped."""
    assert (cell_at(["a", " b "], 1), cell_at(["a"], 1)) == ("b", "")
