import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcli.errors import DataError
from cxcli.sources.dialect import choose
from cxcli.sources.head import Head
from cxcli.sources.options import DELIMITERS


def delimiter(text, *, quoted=True):
    return choose(Head(text.encode()), quoted=quoted, file="f.csv").delimiter


def refused(text):
    with pytest.raises(DataError) as caught:
        delimiter(text)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id,score\n1,9\n", ","),
        ("id;score\n1;9,5\n2;8\n", ";"),
        ("id;score;price\n1;9,5;2,25\n2;8,5;3,75\n", ";"),
        ("id\tcomment\n1\ta, b; c\n", "\t"),
        ("id|score\n1|9\n", "|"),
        ('id,"likes; dislikes",x\n1,"a; b",c\n2,"d; e",f\n', ","),
        ("id,answers\n1,a;b;\n2,c;d;\n", ","),
        ("id,tags\n1,a|b|c\n2,d|e|f\n", ","),
        ('id;"How likely, really?"\n1;"9,5"\n2;"7,5"\n', ";"),
        ("id, score\n1, 9\n", ","),
        ("id,score\n1,9\n2\n3,7\n4,8,x\n5,6\n", ","),
    ],
)
def test_the_delimiter_is_the_one_that_fits(text, expected):
    """The delimiter is the one under which the records are as wide as the header, whatever stands in the cells."""
    assert delimiter(text) == expected


@pytest.mark.parametrize("text", ["id,score\n", "id;a,b;c\n", "id\tscore\n", "id|score\n"])
def test_a_header_alone_is_split_most(text):
    """Of a header without records, the delimiter is the one that gives the most names."""
    assert delimiter(text) == max(DELIMITERS, key=text.count)


@pytest.mark.parametrize(
    "text",
    [
        "score\n9\n\n7\n",
        "comment\nhello, world\n",
        "comment\nhello, world\nyes, but no\n",
        "comment\nfine\nbad, slow, dear\nnever again; really\n",
        "How likely are you, really?\n9\n10\n",
        'comment\n"a,b"\n"c,d"\n',
    ],
)
def test_commas_in_sentences_do_not_separate(text):
    """Text with commas and semicolons is one column: the delimiter taken then splits no record of it."""
    found = delimiter(text)
    assert all(found not in line or line.startswith('"') for line in text.splitlines())


def test_the_evidence_is_told():
    """What was found comes with how well it fits, and with how much was looked at."""
    assert choose(Head(b"a,b\n1,2\n3\n"), quoted=True, file="f").evidence == "2 fields in 1 of 2 records looked at"
    assert choose(Head(b"a,b\n"), quoted=True, file="f").evidence == "2 names in the header and no record"
    assert choose(Head(b"a\n1\n"), quoted=True, file="f").evidence == "one column: no delimiter fits"


@pytest.mark.parametrize(
    "text",
    [
        "a,b;c\n1,2;3\n",
        "id;Wert,neu;x\n1;9,5;2\n2;8,5;3\n",
        "id;Wert,neu;x\n1;9,5;2\n2;8,5;3\n3;7,5;4\n4;6,5\n",
    ],
)
def test_two_delimiters_that_fit_are_a_question(text):
    """Where two delimiters fit, or a worse one gives more columns, nothing is guessed."""
    problem = refused(text)
    assert problem.code == "delimiter"
    assert "';' or ','" in problem.message or "',' or ';'" in problem.message


def test_a_tab_in_the_question_can_be_pasted():
    """The help names the delimiter that gives the most columns, a tab by its word."""
    assert refused("a\tb,c\td\n1\t2,3\t4\n").help == "say which: --delimiter tab"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Export from ACME\nDate: 2024-05-01\n\nid,score\n1,9\n", 4),
        ("Reporting period\n\nAgent,Count\nA,1\nB,2\n", 3),
        ("score\n9,5\n8,5\n", 2),
        ("title\na,b\n1,2\n3,4\nx\ny\n", 2),
        ("Report, created 2025-01-01\n\nid,nps,plan,region,c\n1,9,a,b,x\n2,8,a,b,y\n", 3),
        ("Report, created 2025-01-01\n\nid,nps,c\n1,9,a\n2,8,b\nPage 1\nPage 2\n", 3),
    ],
)
def test_a_title_above_the_header_is_named(text, line):
    """A title above the header is refused, with the line where the columns begin and what to add."""
    problem = refused(text)
    assert (problem.code, problem.line) == ("preamble", line)
    assert f"--skip-before {line - 1}" in problem.help


@pytest.mark.parametrize(
    "text",
    [
        "id,score\n1,9,x\n2,10,y\n",
        "id,score,seg\n1,9\n2,10\n",
        "id,score\n1,9,\n2,10,\n",
        "id,score\n1\n2\n",
        "id,comment\nA,good,really\nB,bad,too\n",
        "id,comment\nx\ny\nA,good,really\n",
    ],
)
def test_a_header_that_does_not_describe_the_records_is_refused(text):
    """A header wider or narrower than most records is an error."""
    assert refused(text).code == "header-width"


def test_titles_with_a_delimiter_are_thought_of():
    """Where names over data follow a line with a delimiter, the help says how to begin with them and no more."""
    problem = refused("Results, 2024\n\nid,score,seg\n1,9,a\n2,8,b\n")
    assert (problem.code, problem.help) == ("preamble", "if line 3 is the header: --skip-before 2")


def test_a_quote_left_open_in_the_first_record_is_left_to_the_pass():
    """Where no record ends since a quote is open, the delimiter is the header's: it is the quote that is wrong."""
    found = choose(Head(b'id,nps,c\n1,9,"open\n2,3,b\n3,10,c\n'), quoted=True, file="f")
    assert (found.delimiter, found.evidence) == (",", "3 names in the header and no complete record")


@pytest.mark.parametrize(
    "text",
    [
        "a;b;c\n1\n2;3\n4;5;6;7\n",
        "comment\na,b|c;d\te\nf,g,h|i|j;k;l\tm\tn\no,,,|||;;;\t\t\tp\n",
        "really, so?; yes|no\tmaybe\n1\n2\n",
    ],
)
def test_what_no_delimiter_fits_is_refused(text):
    """Records of all widths under every delimiter are not read as one column."""
    assert refused(text).code in ("delimiter", "header-width")


@pytest.mark.parametrize(
    ("text", "evidence", "option"),
    [
        (
            " 00004 0001 19970101  2   29.33\r\n 00021 0002 19970101  3   63.34\r\n" * 20,
            "5 fields between blanks in 40 of 40 records",
            "--delimiter spaces --header-rows 0",
        ),
        ("1 2 3\n4 5 6\n", "3 fields between blanks in 2 of 2 records", "--delimiter spaces --header-rows 0"),
        ("id   nps\n1      9\n22    10\n", "2 fields between blanks in 3 of 3 records", "--delimiter spaces;"),
        (
            "name       nps\nAnn Lee      9\nBob         10\n",
            "2 fields between runs of 2 or more blanks in 3 of 3 records",
            "--delimiter spaces;",
        ),
        (
            "item      price\nbook   1,200.50\npen        1.50\n",
            "2 fields between blanks in 3 of 3",
            "--delimiter spaces;",
        ),
        ("Ann   9\nBob  10\n", "2 fields between blanks in 2 of 2", "--delimiter spaces --header-rows 0;"),
    ],
)
def test_blanks_that_separate_are_a_question(text, evidence, option):
    """Where no delimiter fits and blanks make every record alike, what to type is said with a count; it is no guess."""
    problem = refused(text)
    assert problem.code == "delimiter"
    assert evidence in problem.message
    assert f"if they do: {option}" in problem.help
    assert problem.help.endswith("if the file has one column: --delimiter tab")


@pytest.mark.parametrize(
    "text",
    [
        "full name\nAnn Lee\nBob Poe\n",
        "submitted at\n2025-01-02 10:00:00\n2025-01-03 11:00:00\n",
        "2025-01-02 10:00:00\n2025-01-03 11:00:00\n",
        "question 1\nvery good\nvery bad\n",
        "comment\nvery  good\nnot  good  at all\n",
        "score\n9\n10\n",
        "  score  \n  9\n  10\n",
    ],
)
def test_words_in_a_column_are_no_columns(text):
    """Single blanks between words, and blanks that do not make every record alike, leave a file one column."""
    assert "one column" in choose(Head(text.encode()), quoted=True, file="f").evidence


def test_a_quote_out_of_place_speaks_against_a_delimiter():
    """A delimiter under which quotes are out of place gives way; if there is no other, the header is refused later."""
    assert delimiter('"a;b",c\n"1;2",3\n"4;5",6\n') == ","
    assert delimiter('id,5" pipe\n1,2\n') == ","
    assert delimiter('id,c\n1,5" pipe\n2,7" pipe\n') == ","


def test_where_quotes_mean_nothing_they_do_not_hide_delimiters():
    """Without quoting, the delimiters between quotes separate."""
    assert delimiter('a,"b\n1,"2\n', quoted=False) == ","


CELLS = st.text(st.sampled_from("ab1 .:-"), min_size=1, max_size=6)


@given(st.sampled_from(DELIMITERS), st.integers(2, 5), st.data())
def test_a_table_written_with_a_delimiter_is_read_with_it(separator, width, data):
    """Whatever the cells, as long as they hold no other delimiter, the delimiter written is the one found."""
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=6))
    text = "".join(separator.join(row) + "\n" for row in [["name"] * width, *rows])
    assert delimiter(text) == separator
