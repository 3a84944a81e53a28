import subprocess
import sys

import pytest

from cxcli.scoring import intervals
from cxcli.scoring.interval import Interval

KINDS = [
    (intervals.SHARE_METHODS, intervals.DEFAULT_SHARE_METHOD, "wilson", (0.3, 10, 0.95)),
    (intervals.DIFFERENCE_METHODS, intervals.DEFAULT_DIFFERENCE_METHOD, "score", (0.3, 0.1, 10, 0.95)),
    (intervals.MEAN_METHODS, intervals.DEFAULT_MEAN_METHOD, "t", (4, 1, 10, 0.95)),
]


@pytest.mark.parametrize(("methods", "default", "name"), [kind[:3] for kind in KINDS])
def test_the_default_comes_first(methods, default, name):
    """A share has Wilson's interval, a difference of two shares the score interval, a mean the t interval."""
    assert default == name == next(iter(methods))


@pytest.mark.parametrize(("methods", "arguments"), [(kind[0], kind[3]) for kind in KINDS])
def test_every_method_gives_limits_under_its_own_name(methods, arguments):
    """Whatever the methods of a kind, each takes the same arguments and returns an interval that carries its name."""
    for method, make in methods.items():
        interval = make(*arguments)
        assert isinstance(interval, Interval)
        assert interval.method == method


@pytest.mark.parametrize(("methods", "default"), [kind[:2] for kind in KINDS])
def test_methods_cannot_be_added_at_run_time(methods, default):
    """The table of methods is what the source says."""
    with pytest.raises(TypeError):
        methods["other"] = methods[default]


def test_defaults_need_no_scipy():
    """The default intervals of shares and differences load neither scipy nor numpy, which cost start-up time."""
    program = (
        "import sys\n"
        "from cxcli.scoring.intervals import SHARE_METHODS, DIFFERENCE_METHODS\n"
        "SHARE_METHODS['wilson'](0.3, 10, 0.95), DIFFERENCE_METHODS['score'](0.3, 0.1, 10, 0.95)\n"
        "print(sorted({'scipy', 'numpy', 'pandas'} & set(sys.modules)))\n"
    )
    shown = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert shown.stdout == "[]\n"
