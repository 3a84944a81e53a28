"""Groups made of numbers, for the tests of how groups are judged."""

from fractions import Fraction
from math import inf
from types import SimpleNamespace

import numpy as np

from cxcli.analysis.group_moments import Moments
from cxcli.analysis.group_value import GroupValue
from cxcli.analysis.judged_groups import judgement

SHARE = GroupValue(points={}, possible=(0.0, 100.0), proportional=True, counts=True, higher=True)
RATIO = GroupValue(points={}, possible=(0.0, inf), proportional=True, higher=False)
POINTS = GroupValue(points={}, possible=(-100.0, 100.0), proportional=False, higher=True)


def moments(y):
    """The moments of some answers by their points, whole numbers."""
    n, total = len(y), Fraction(int(np.sum(y)))
    return Moments(n, Fraction(n), total, Fraction(n), Fraction(int(np.sum(np.square(y)))), total)


def judged(groups, points, value, *, strata=None, names=str, min_n=1, level=0.05):
    """The judgement of rows: the number of the group, the points and the stratum of each."""
    groups, points = np.asarray(groups), np.asarray(points, np.int64)
    strata = np.zeros(len(groups), np.int64) if strata is None else np.asarray(strata)
    cells = {
        names(group): {
            (str(stratum),): moments(points[(groups == group) & (strata == stratum)])
            for stratum in np.unique(strata[groups == group]).tolist()
        }
        for group in np.unique(groups).tolist()
    }
    scores = {
        name: SimpleNamespace(n=sum(each.n for each in mine.values()), low=None, high=None)
        for name, mine in cells.items()
    }
    return judgement(scores, cells, value, min_n=min_n, level=level)


def called(found):
    """The groups that are better or worse, and which of the two."""
    return {group.name: group.verdict for group in found.groups if group.verdict in ("better", "worse")}
