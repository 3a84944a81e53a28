def test_a_number_is_explained(cx, responses):
    """The page has definition, counts, arithmetic, rows, the column with its evidence, and the source."""
    ended = cx("explain", "nps", responses)
    assert (ended.code, ended.err) == (0, "")
    for line in (
        "answers     0 ×1 · 3 ×1 · 6 ×1 · 7 ×1 · 8 ×1 · 9 ×2 · 10 ×2",
        "arithmetic  100 × (4 - 3) / 9 = 11.1",
        "rows        10 rows read: 9 scored, 1 blank",
        "source      responses.csv: csv, 10 records",
    ):
        assert f"{line}\n" in ended.out
    assert 'score       column "nps_score" (' in ended.out


def test_each_metric_is_explained_with_its_own_column(cx, responses):
    """Several metrics have a page each, and no page names the column of another."""
    first, second = cx("explain", "nps,csat", responses).out.split("\nCustomer satisfaction (csat)\n")
    assert '"nps_score"' in first
    assert '"csat"' not in first
    assert '"csat"' in second
    assert '"nps_score"' not in second


def test_dates_are_explained_where_they_count(cx, responses):
    """The column of dates stands beside that of the answers."""
    assert 'at          column "submitted_at" (' in cx("explain", "nps", responses, "--since", "2025-02").out


def test_groups_of_the_config_do_not_touch_an_explanation(cx, responses, config):
    """The overall number is explained, whatever breakdowns the config asks for."""
    config("report: {by: [plan], period: month}")
    ended = cx("explain", "nps", responses, "--format", "json")
    assert [score["group"] for score in ended.data["scores"]] == [{}]
    assert cx("explain", "nps", responses).out.count("arithmetic") == 1


def test_no_data_is_explained(cx, folder):
    """A file without records has a page that says so."""
    (folder / "empty.csv").write_text("nps\n")
    (folder / "empty.json").write_text("[]")
    ended = cx("explain", "nps", "empty.csv")
    assert ended.code == 0
    assert "arithmetic  no data: no row was scored\n" in ended.out
