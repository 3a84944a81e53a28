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


def test_columns_of_a_users_own_condition_are_shown_by_their_names(cx, folder, config):
    """A name may have a point in it, or be that of the date: neither is lost, and neither is taken for another."""
    (folder / "a.csv").write_text("at,stats.kind,created_at\n10,x,2025-01-02\n20,x,2025-02-03\n")
    config("metrics: {own: {kind: rate, counts: \"at == '20' and `stats.kind` == 'x'\", direction: lower}}")
    shown = cx("explain", "own", "a.csv").out
    assert 'stats.kind: column "stats.kind" (named)' in shown
    assert '`at`: column "at" (named)' in shown
    ended = cx("score", "own", "a.csv", "--period", "month", "--map", "at=created_at", "--format", "json")
    assert [score["value"] for score in ended.data["scores"]] == [50.0, 0.0, 100.0]
    assert cx("check", "a.csv").code == 0
