import numpy as np

from cxcli.mapping.records import Field, Records


def test_the_length_of_records_is_the_number_of_rows():
    """Records are as long as their rows, whatever number of distinct values the fields have."""
    field = Field(np.array([0, 0, 1]), [9, None], np.array([0, 2], np.int8), ["9", "x"])
    assert len(Records("x.csv", np.array([2, 3, 4]), {"nps.score": field}, np.arange(3))) == 3
    assert len(Records("x.csv", np.array([], np.int64), {}, np.array([], np.int64))) == 0
