from functools import reduce
from itertools import permutations
from operator import add

import numpy as np
import pytest

from cxcli.config.metric import MetricConfig
from cxcli.scoring.catalogue import shipped
from cxcli.scoring.own_metric import own_metric
from cxcli.scoring.partial import Partial
from cxcli.scoring.reach import Reach
from cxcli.scoring.ready import ready
from cxcli.scoring.together import NEVER
from tests.laws.mapped_rows import plan_for
from tests.laws.typed_rows import of_ids, typed_partial

SOLVED = {"created_at": "2025-06-01T10:00", "solved_at": "2025-06-02T10:00", "status": "solved"}
OPEN = {"created_at": "2025-06-03T10:00", "solved_at": "", "status": "open"}


def reach(name, *rows, **options):
    """How far some rows reach for a metric, as a text of the latest date, and how many hang on now."""
    (definition,) = of_ids([name])
    plan = plan_for(ready(definition), by_clock=True, **options)
    found = typed_partial(plan, [definition], list(rows))[0].reaches[definition.id]
    return (None if found.latest == NEVER else str(np.datetime64(found.latest, "us"))[:10]), found.hanging


def test_durations_hang_on_now_where_they_run():
    """Those that have ended do not, nor rows that do not count."""
    assert reach("resolution_time", SOLVED) == ("2025-06-02", 0)
    assert reach("resolution_time", SOLVED, OPEN, {**OPEN, "status": "deleted"}) == ("2025-06-03", 1)
    assert reach("resolution_time", {**OPEN, "kept": "no"}) == ("2025-06-03", 0)


def test_a_wait_that_is_over_does_not_hang_on_now():
    """A ticket that was solved without a reply was watched until then."""
    solved = {**SOLVED, "first_reply_at": ""}
    assert reach("first_response_time", solved) == ("2025-06-02", 0)
    assert reach("first_response_time", solved, {**OPEN, "first_reply_at": ""}) == ("2025-06-03", 1)


def test_rates_hang_on_now_where_it_decides():
    """Open tickets are overdue, or wait, by now; of solved ones the dates decide, and of blank ones nothing."""
    due = {"due_at": "2025-06-05T10:00"}
    late, waiting = {**OPEN, **due}, {**OPEN, "due_at": "2025-07-05T10:00"}
    assert reach("sla", {**SOLVED, **due}) == ("2025-06-02", 0)
    assert reach("sla", {**SOLVED, **due}, late, waiting, {**OPEN, "due_at": ""}) == ("2025-06-03", 2)
    assert reach("sla:within", SOLVED, OPEN) == ("2025-06-03", 1)


def test_metrics_that_do_not_know_now_do_not_hang_on_it():
    """A status says all; calls have no now."""
    assert reach("reopen_rate", {**OPEN, "reopened": "yes"})[1] == 0
    assert reach("abandon_rate", {"answered": "yes", "called_at": "2025-06-01"})[1] == 0
    assert reach("aht", {"answered": "yes", "handle_time": "5", "called_at": "2025-06-01"})[1] == 0
    assert reach("sla", {**OPEN, "sla_status": "breached"})[1] == 0


def test_what_is_planned_says_nothing_of_how_far_a_file_reaches():
    """Unless there are no other dates."""
    due = {"renewal_due_at": "2025-06-01", "renewal_value": "5"}
    assert reach("renewal_rate", {**due, "renewed_at": "2025-04-01"}) == ("2025-04-01", 1)
    assert reach("renewal_rate", {**due, "renewed": "no"}) == ("2025-06-01", 1)
    assert reach("renewal_rate:value", {**due, "renewal_due_at": "2025-04-01", "renewed": "no"}) == ("2025-04-01", 1)


def test_dates_after_now_are_no_dates():
    """A slip of the pen in the year does not make a file a new one; without any date nothing is known."""
    assert reach("resolution_time", OPEN, {**OPEN, "created_at": "2095-06-03"}) == ("2025-06-03", 1)
    assert reach("resolution_time", {**OPEN, "created_at": ""}) == (None, 0)
    assert reach("resolution_time", {"status": "open", "resolution_time": ""}) == (None, 0)


@pytest.mark.parametrize("keys", [{"running": "open_time > 0"}, {"counts": "open_time > 86400"}])
def test_metrics_of_ones_own_hang_on_now_too(keys):
    """Whatever they are called."""
    base = "resolution_time" if "running" in keys else "reopen_rate"
    definition, faults = own_metric("mine", MetricConfig.model_validate(keys), shipped()[base])
    assert faults == []
    assert reach(definition, {**SOLVED, "reopened": "yes"})[1] == 1


def test_order_and_cut_do_not_matter():
    """The reach of all rows is the sum of those of any parts."""
    rows = [SOLVED, OPEN, {**OPEN, "created_at": "2025-06-09"}]
    metric = ready(shipped()["resolution_time"])
    plan = plan_for(metric, by_clock=True)
    for order in permutations(rows):
        parts = [typed_partial(plan, [metric.source], [row])[0] for row in order]
        assert reduce(add, parts, Partial()).reaches == {
            "resolution_time": Reach(int(np.datetime64("2025-06-09", "us").astype(np.int64)), 2)
        }


def test_nothing_is_looked_for_where_it_was_said_what_time_it_is():
    """Then the reader knows."""
    metric = ready(shipped()["resolution_time"])
    assert typed_partial(plan_for(metric), [metric.source], [OPEN])[0].reaches == {}
