from cxcli.settings.judging import Judging


def test_a_comment_is_judged_once_for_all_metrics():
    """Metrics with the same codes for no answer share what reads comments; with other codes they do not."""
    judging = Judging(None, ())
    assert judging.readers(["n/a"]) is judging.readers(("n/a",))
    assert judging.readers([]) is not judging.readers(["n/a"])
