import pytest

from cxcli.errors import Problem
from cxcli.mapping import evidence
from cxcli.mapping.candidates import find_answers
from cxcli.mapping.evidence import sample
from cxcli.mapping.wanted import Choice

RECOMMEND = "How likely are you to recommend us to a friend or colleague?"

# Small exports in the form of each vendor: the columns (name, or code and question), some rows, and for each metric
# the column that holds its answers, or the code of the problem where the file has none or does not say which.
VENDORS = {
    "Qualtrics": (
        [
            ("StartDate", "Start Date"), ("Progress", "Progress"), ("Duration (in seconds)", "Duration (in seconds)"),
            ("Finished", "Finished"), ("ResponseId", "Response ID"), ("Q1_NPS_GROUP", f"{RECOMMEND} - Group"),
            ("Q1", RECOMMEND), ("Q2", "What is the main reason for your score?"),
            ("Q3", "How satisfied are you with us?"),
            ("Q4_1", "To what extent do you agree? - The company made it easy to solve my problem"),
        ],
        [
            ("2025-01-01 10:00:00", "100", "61", "1", "R_1", "Promoter", "10", "Good", "Very satisfied", "7"),
            ("2025-01-02 10:00:00", "100", "59", "1", "R_2", "Passive", "8", "Fair", "Satisfied", "6"),
            ("2025-01-03 10:00:00", "50", "7", "0", "R_3", "", "", "", "", ""),
            ("2025-01-04 10:00:00", "100", "88", "1", "R_4", "Detractor", "2", "Bad", "Very dissatisfied", "1"),
        ],
        {"nps": "Q1", "csat": "Q3", "osat": "Q3", "ces": "Q4_1"},
    ),
    "Qualtrics, groups as codes": (
        [("Q1_NPS_GROUP", RECOMMEND), ("Q1", RECOMMEND)],
        [("3", "10"), ("2", "8"), ("1", "0"), ("3", "9")],
        {"nps": "Q1", "csat": "no-column", "ces": "no-column"},
    ),
    "SurveyMonkey": (
        [
            "Respondent ID", "Collector ID", "Start Date", "End Date", "Custom Data 1",
            "How likely is it that you would recommend this company to a friend or colleague?",
            "Overall, how satisfied or dissatisfied are you with our company?",
            "How easy did we make it for you to solve your issue?",
            "Do you have any other comments, questions, or concerns? [Open-Ended Response]",
        ],
        [
            ("11", "7", "01/13/2025", "01/13/2025", "", "10 - Extremely likely", "Very satisfied", "Very easy", ""),
            ("12", "7", "01/13/2025", "01/13/2025", "", "0 - Not at all likely", "Somewhat satisfied", "Easy", "No"),
            ("13", "7", "01/14/2025", "01/14/2025", "", "7", "Very dissatisfied", "Difficult", ""),
        ],
        {"nps": 5, "csat": 6, "osat": 6, "ces": 7},
    ),
    "Typeform": (
        ["#", RECOMMEND, "Why did you give that score?", "How would you rate our support?", "plan",
         "Submit Date (UTC)"],
        [
            ("a1b2", "9", "Fast", "5", "pro", "2025-01-01 10:00:00"),
            ("c3d4", "3", "Slow", "1", "free", "2025-01-02 10:00:00"),
            ("e5f6", "10", "", "4", "pro", "2025-01-03 10:00:00"),
        ],
        {"nps": RECOMMEND, "csat": "How would you rate our support?", "ces": "no-column"},
    ),
    "Google Forms": (
        ["Timestamp", "On a scale from 0 to 10, how likely are you to recommend us?", "How satisfied are you? [Price]",
         "How satisfied are you? [Service]", "How old are you?"],
        [
            ("1/13/2025 8:51:12", "10", "5", "4", "34"),
            ("1/14/2025 8:51:12", "7", "4", "4", "9"),
            ("1/15/2025 8:51:12", "6", "1", "5", "10"),
        ],
        {"nps": 1, "csat": "ambiguous-column", "osat": "ambiguous-column", "ces": "no-column"},
    ),
    "Microsoft Forms": (
        ["ID", "Start time", "Completion time", "Email", "Name", "Total points", RECOMMEND, f"Points - {RECOMMEND}"],
        [
            ("1", "1/13/25 19:06:23", "1/13/25 19:08:01", "anonymous", "", "1", "10", "1"),
            ("2", "1/13/25 19:07:23", "1/13/25 19:08:02", "anonymous", "", "0", "9", "0"),
            ("3", "1/14/25 19:07:23", "1/14/25 19:08:02", "anonymous", "", "1", "6", "1"),
        ],
        {"nps": 6, "csat": "no-column"},
    ),
    "Delighted": (
        ["id", "person", "survey_type", "score", "comment", "created_at", "person_properties.country"],
        [
            ("1", "10", "nps", "0", "", "1713418460", "USA"),
            ("2", "11", "nps", "10", "Great", "1713418470", "USA"),
            ("3", "12", "nps", "9", "", "1713418480", "DE"),
        ],
        {"nps": "score", "csat": "no-column"},
    ),
    "AskNicely": (
        ["response_id", "person_id", "question_type", "answer", "responded", "comment"],
        [("1", "5", "nps", "10", "1713418460", ""), ("2", "6", "nps", "4", "1713418461", "so"),
         ("3", "7", "nps", "", "", "")],
        {"nps": "answer"},
    ),
    "Retently": (
        ["id", "customerId", "email", "score", "scoreCategory", "feedback", "createdDate"],
        [("1", "2", "a@example.org", "9", "promoter", "ok", "2019-07-28T04:33:13.217Z"),
         ("2", "3", "b@example.org", "4", "detractor", "", "2019-07-29T04:33:13.217Z")],
        {"nps": "score"},
    ),
    "LimeSurvey": (
        ["id", "submitdate", "lastpage", "startlanguage", "seed",
         "Q00. How satisfied are you with our service overall?",
         "Q01. How likely are you to recommend us?"],
        [
            ("1", "2025-09-03 12:28:46", "5", "en", "4411", "5", "10"),
            ("2", "", "2", "en", "912", "", ""),
            ("3", "2025-09-03 12:29:46", "5", "en", "7715", "2", "3"),
            ("4", "2025-09-03 12:29:46", "5", "en", "81", "4", "N/A"),
        ],
        {"nps": 6, "csat": 5, "osat": 5},
    ),
    "Formbricks": (
        ["No.", "Response ID", "Timestamp", "Finished", "Survey ID", "Tags", "1. How likely are you to recommend us?",
         "2. Why did you give that score?", "person.age"],
        [
            ("1", "x1", "2025-01-13 10:00:00", "Yes", "s", "", "9", "'-so", "10"),
            ("2", "x2", "2025-01-13 10:01:00", "No", "s", "", "", "", "9"),
            ("3", "x3", "2025-01-13 10:02:00", "Yes", "s", "", "2", "Fine", "7"),
        ],
        {"nps": 6, "csat": "no-column", "ces": "no-column"},
    ),
    "PostHog": (
        ["event", "timestamp", "properties.$survey_id", "properties.$survey_response",
         "properties.$survey_submission_id"],
        [
            ("survey sent", "2025-01-13T10:00:00Z", "s1", "10", "u1"),
            ("survey sent", "2025-01-13T10:00:01Z", "s1", "9", "u2"),
            ("survey shown", "2025-01-13T10:00:01Z", "s1", "", ""),
            ("survey sent", "2025-01-13T10:00:02Z", "s1", "3", "u3"),
        ],
        {"nps": "properties.$survey_response"},
    ),
    "Medallia": (
        ["request_id", "request_sent_at", "request_delivery_status", "response_received_at", "star_rating", "comments",
         "channel", "employee_id"],
        [
            ("91", "2025-01-01T10:00:00Z", "delivered", "2025-01-01T12:00:00Z", "5", "Nice", "email", "3"),
            ("92", "2025-01-01T10:00:00Z", "delivered", "", "", "", "email", "4"),
            ("93", "2025-01-01T10:00:00Z", "delivered", "2025-01-02T12:00:00Z", "2", "", "sms", "5"),
        ],
        {"csat": "star_rating"},
    ),
    "HubSpot": (
        ["id", "properties.hs_survey_type", "properties.hs_value", "properties.hs_response_group",
         "properties.hs_content",
         "properties.hs_submission_timestamp", "createdAt"],
        [
            ("1", "NPS", "10", "PROMOTER", "", "2025-10-30T03:30:17.883Z", "2025-10-30T03:30:17.883Z"),
            ("2", "NPS", "7", "PASSIVE", "", "2025-10-30T03:31:17.883Z", "2025-10-30T03:31:17.883Z"),
        ],
        {"nps": "properties.hs_value"},
    ),
    "Zendesk views": (
        ["Id", "Requester", "Group", "Priority", "Satisfaction Score", "Reopens", "Replies",
         "First reply time in minutes"],
        [
            ("1", "Ann", "Support", "High", "Good", "0", "5", "12"),
            ("2", "Bob", "Support", "Low", "Bad", "1", "3", "3"),
            ("3", "Cid", "Support", "Low", "Offered", "2", "1", "4"),
            ("4", "Dan", "Support", "Low", "Not offered", "0", "5", "5"),
            ("5", "Eve", "Support", "Low", "Good", "4", "4", "5"),
        ],
        {"csat:zendesk": "Satisfaction Score", "nps": "no-column", "ces": "no-column"},
    ),
    "Zendesk API": (
        ["id", "satisfaction_rating", "satisfaction_rating.score", "satisfaction_rating.comment",
         "satisfaction_rating.id"],
        [("1", "", "good", "Thanks", "8"), ("2", "", "", "", ""), ("3", "", "bad", "", "9")],
        {"csat": "satisfaction_rating.score", "csat:zendesk": "satisfaction_rating.score"},
    ),
    "Intercom": (
        ["id", "state", "statistics.count_reopens", "conversation_rating", "conversation_rating.rating",
         "conversation_rating.remark", "conversation_rating.created_at"],
        [("1", "closed", "1", "", "5", "Good", "1713418460"), ("2", "open", "5", "", "", "", ""),
         ("3", "closed", "3", "", "1", "", "1713418461")],
        {"csat": "conversation_rating.rating"},
    ),
    "Intercom report": (
        ["Conversation ID", "Teammate", "First response time (seconds)", "Conversation rating"],
        [("215", "Ann", "5", "5"), ("216", "Ann", "4", "5"), ("217", "Bob", "1", "1"), ("218", "Bob", "2", "3")],
        {"csat": "Conversation rating"},
    ),
    "Chatwoot": (
        ["Agent Name", "Rating", "Feedback Comment", "Contact Name", "Link to the conversation", "Recorded date"],
        [("Ann", "5", "Nice", "Bob", "https://example.org/1", "2025-01-13"),
         ("Ann", "2", "", "Cid", "https://example.org/2", "2025-01-14")],
        {"csat": "Rating"},
    ),
    "Trustpilot": (
        ["Domain Url", "Review Id", "Review Created (UTC)", "Review Title", "Review Content", "Review Stars",
         "Review Language"],
        [("x", "a", "2026-01-02 10:00:00", "Good", "Nice", "5", "en"),
         ("x", "b", "2026-01-02 11:00:00", "Bad", "No", "1", "en"),
         ("x", "c", "2026-01-02 12:00:00", "Ok", "", "5", "en"),
         ("x", "d", "2026-01-02 12:00:00", "Ok", "", "4", "en")],
        {"csat": "Review Stars", "nps": "no-column"},
    ),
    "Play Console": (
        ["Package Name", "App Version Code", "Device", "Review Submit Millis Since Epoch", "Star Rating",
         "Review Text"],
        [("p", "3", "d", "1713418460000", "5", ""), ("p", "4", "d", "1713418460001", "1", "")],
        {"csat": "Star Rating"},
    ),
    "App reviews": (
        ["reviewId", "content", "score", "thumbsUpCount", "at", "appVersion"],
        [("a", "Nice", "5", "0", "2026-01-21 12:31:25", "1.2"), ("b", "Bad", "1", "5", "2026-01-21 12:31:26", "1.2")],
        {"csat": "score"},
    ),
}  # fmt: skip

CASES = [(vendor, metric) for vendor, (_, _, answers) in VENDORS.items() for metric in answers]


def find(source, wanted, **how):
    return find_answers(wanted, source.columns, lambda columns: sample(source, columns), "answers.csv", **how)


def taken(found):
    return found.code if isinstance(found, Problem) else found.column.name


@pytest.mark.parametrize(("vendor", "metric"), CASES, ids=[f"{vendor}: {metric}" for vendor, metric in CASES])
def test_the_answers_are_found_in_the_exports_of_vendors(table, wanted, vendor, metric):
    """The column with the answers is found by its name, its question or its values, or the problem is named."""
    columns, rows, answers = VENDORS[vendor]
    source = table(columns, rows)
    expected = answers[metric]
    if isinstance(expected, int):
        expected = source.columns[expected].name
    assert taken(find(source, wanted(metric))) == expected


@pytest.mark.parametrize("vendor", VENDORS)
def test_the_order_of_columns_and_rows_does_not_matter(table, wanted, vendor):
    """The same column is found with the columns in another order, the rows reversed, and all rows twice."""
    columns, rows, answers = VENDORS[vendor]
    for metric in answers:
        found = find(table(columns, rows), wanted(metric))
        turned = find(table(columns[::-1], [row[::-1] for row in reversed(rows)] * 2), wanted(metric))
        assert taken(turned) == taken(found)


@pytest.mark.parametrize(
    ("columns", "row", "evidence"),
    [
        (["id", "NPS Score"], ("1", "9"), "its name"),
        (["id", "nps_2025"], ("1", "9"), "its name"),
        (["id", RECOMMEND], ("1", "9"), "its question"),
        (["id", ("Q1", RECOMMEND)], ("1", "9"), "its question"),
        (["id", ("Q1", "NPS")], ("1", "9"), "its name"),
        (["id", "score"], ("1", "9"), "its name, and answers 0-10"),
        (["id", "score"], ("1", ""), "its name"),
    ],
)
def test_the_evidence_says_what_the_choice_rests_on(table, wanted, columns, row, evidence):
    """The evidence is the name, the question, or a general name together with the answers."""
    assert find(table(columns, [row]), wanted()).evidence == evidence


def test_the_values_alone_are_the_last_evidence(table, wanted):
    """Where no name and no question says so, the only column of whole numbers on the scale is taken."""
    source = table(["id", "note", "montant"], [("a", "10", "3"), ("b", "7", "99"), ("c", "7", "1"), ("d", "0", "4")])
    found = find(source, wanted())
    assert found == Choice(source.columns[1], "the only column of whole numbers 0-10")


def test_the_evidence_says_where_only_the_first_records_were_looked_at(table, wanted, monkeypatch):
    """Evidence from values is no claim about records that were not looked at."""
    monkeypatch.setattr(evidence, "SAMPLE_ROWS", 4)
    rows = [("10", "10"), ("7", "9"), ("7", "1"), ("0", "1"), ("5", "500")]
    assert (
        find(table(["note", "id"], rows), wanted()).evidence
        == "the only column of whole numbers 0-10 in the first records"
    )
    assert find(table(["score", "id"], rows), wanted()).evidence == "its name, and answers 0-10 in the first records"
    assert find(table(["nps", "id"], rows), wanted()).evidence == "its name"


OTHERS = [
    *(
        "nps_comment",
        "nps_id",
        "nps_group",
        "Replies",
        "reopens",
        "age",
        "progress",
        "day",
        "month",
        "weekday",
        "priority",
    ),
    *("ces", "csat", "How satisfied are you with us?", "How many people are in your team?", "index", "customer effort"),
]


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_plainly_something_else_is_never_taken(table, wanted, name):
    """Ids, ages, counts, times, groups, comments and the answers of other metrics are not taken for their values."""
    rows = [("10",), ("9",), ("9",), ("0",)]
    assert taken(find(table([name], rows), wanted("nps"))) == "no-column"


@pytest.mark.parametrize("name", ["nps_comment", "Why would you recommend us?", "nps_group"])
def test_a_column_for_words_is_not_taken_when_it_is_empty(table, wanted, name):
    """An empty column of comments or groups is not the one of answers, though its name speaks of them."""
    assert taken(find(table([name], [("",)]), wanted())) == "no-column"


def test_a_numbering_is_not_taken_for_answers(table, wanted):
    """Numbers in a row that occur equally often are a count of rows: the first column of many exports."""
    source = table(["col:1", "x"], [(str(number), "a") for number in range(1, 11)])
    assert taken(find(source, wanted())) == "no-column"
    twice = table(["col:1", "x"], [(str(number), "a") for number in range(1, 11)] * 2)
    assert taken(find(twice, wanted())) == "no-column"


def test_an_empty_column_of_the_name_is_the_column(table, wanted):
    """A file without records, or without answers yet, has no data; it is not a file without the column."""
    assert taken(find(table(["id", "nps"], []), wanted())) == "nps"
    assert taken(find(table(["id", "nps", "q"], [("1", "", "10"), ("2", "", "9"), ("3", "", "9")]), wanted())) == "nps"


def test_of_two_columns_the_one_with_answers_is_taken_if_all_records_were_seen(table, wanted, monkeypatch):
    """A question that was edited leaves an empty column behind; only the whole file can say that it is empty."""
    columns = ["id", RECOMMEND, "How likely are you to recommend us?"]
    rows = [("1", "", "9"), ("2", "", "8")]
    assert taken(find(table(columns, rows), wanted())) == columns[2]
    assert taken(find(table(["a.score", "b.score"], [("9", ""), ("8", "")]), wanted())) == "a.score"
    monkeypatch.setattr(evidence, "SAMPLE_ROWS", 1)
    assert taken(find(table(columns, rows), wanted())) == "ambiguous-column"
    assert taken(find(table(["a.score", "b.score"], [("9", ""), ("8", "")]), wanted())) == "ambiguous-column"


def test_a_pattern_whose_columns_hold_text_does_not_hide_the_next(table, wanted):
    """The patterns are tried one after the other until one finds a column with answers."""
    rows = [(f"because {number}", "9") for number in range(9)]
    source = table(["What would have made it more likely to recommend us?", "nps q1"], rows)
    assert taken(find(source, wanted())) == "nps q1"


def test_unknown_words_under_a_name_do_not_hide_a_question(table, wanted):
    """A column of the name in unknown words gives way to a question whose answers can be read."""
    source = table(["satisfaction", "How satisfied are you?"], [("oui", "5"), ("non", "4"), ("oui", "1")])
    assert taken(find(source, wanted("csat"))) == "How satisfied are you?"


def test_declared_labels_make_words_answers(table, wanted):
    """With labels declared, words are read, and the column is found like any other."""
    source = table(["Satisfaction Score", "x"], [("super", "5"), ("mies", "4")])
    assert taken(find(source, wanted("csat", labels={"super": 5, "mies": 1}))) == "Satisfaction Score"


def test_open_answer_words_are_answers(table, wanted):
    """A column whose words fit several scales is found; which scale it is, is another question."""
    source = table(["csat", "x"], [("Satisfied", "5"), ("Dissatisfied", "4")])
    assert taken(find(source, wanted("csat"))) == "csat"


def test_a_null_object_is_no_column_of_answers(table, wanted):
    """A JSON column that only says that an object is null gives way to what the object holds."""
    source = table(["rating", "rating.score"], [("", "5"), ("", "4"), ("", "4")])
    assert taken(find(source, wanted("csat"))) == "rating.score"


def test_the_sample_is_asked_only_for_candidates(table, wanted):
    """Where a name decides, the other columns are not read."""
    source = table(["id", "nps", "text"], [("1", "9", "x")])
    find(source, wanted())
    assert source.passes == [((1,), evidence.SAMPLE_ROWS)]
