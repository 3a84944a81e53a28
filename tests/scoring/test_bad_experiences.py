import numpy as np

from cxcli.rows import FATE_CODE, Disposition
from cxcli.scoring.bad_experiences import CUSTOMER, Stretch, counted
from cxcli.scoring.together import Rows
from tests.scoring.experience_lists import DAY, rows

BAD = "nps\tdetractors\t3"
SLA = "sla\tbreached\t"


def customers(found, made, least=2):
    names = made.texts[CUSTOMER][1]
    return {names[code] for code in found.at_least(least)}


def test_two_bad_experiences_in_the_stretch_put_a_customer_at_risk():
    """Those count that are later than its beginning and not later than its end; the beginning is no part of it."""
    made = rows(
        [
            ("a", 10, BAD, "r", ""),
            ("a", 99, BAD, "r", ""),
            ("b", 10.5, BAD, "r", ""),
            ("b", 100, BAD, "r", ""),
            ("c", 50, BAD, "r", ""),
            ("c", 100.5, BAD, "r", ""),
            ("d", 50, "", "r", ""),
            ("d", 51, BAD, "r", ""),
        ]
    )
    found = counted(made, Stretch(10 * DAY, 100 * DAY))
    assert customers(found, made) == {"b"}
    assert customers(found, made, 1) == {"a", "b", "c", "d"}
    assert len(found.customers) == 4
    assert np.flatnonzero(found.fates == FATE_CODE[Disposition.OUT_OF_PERIOD]).tolist() == [5]


def test_a_row_with_two_reasons_is_one_bad_experience():
    """Two metrics on the same row are one bad experience."""
    made = rows([("a", 50, f"{BAD}\n{SLA}", "r", "")])
    assert customers(counted(made, Stretch(0, 90 * DAY)), made) == set()


def test_rows_of_one_customer_source_and_id_are_one_experience():
    """It is bad if any of them is; other customers, sources and blank ids are apart."""
    made = rows(
        [
            ("a", 50, SLA, "t", "1"),
            ("a", 52, SLA, "t", "1"),
            ("a", 53, "", "t", "1"),
            ("b", 50, SLA, "t", "1"),
            ("b", 50, SLA, "u", "1"),
            ("c", 50, SLA, "t", ""),
            ("c", 50, SLA, "t", ""),
        ]
    )
    found = counted(made, Stretch(0, 90 * DAY))
    assert customers(found, made) == {"b", "c"}
    duplicates = np.flatnonzero(found.fates == FATE_CODE[Disposition.DUPLICATE])
    assert duplicates.tolist() == [0, 2]


def test_a_floor_leaves_rows_out_altogether():
    """Where days are named, customers are those of these days."""
    made = rows([("a", 5, "", "r", ""), ("b", 50, BAD, "r", "")])
    found = counted(made, Stretch(9 * DAY, 90 * DAY, floor=9 * DAY))
    assert len(found.customers) == 1


def test_no_rows_have_no_customers():
    """Nothing is counted where there is nothing."""
    found = counted(Rows(), Stretch(0, DAY))
    assert (len(found.fates), len(found.customers), len(found.at_least(1))) == (0, 0, 0)
