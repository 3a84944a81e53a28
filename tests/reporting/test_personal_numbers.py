from random import Random

import pytest

from cxcli.reporting.personal_numbers import account_number, luhn, numbers


@pytest.mark.parametrize(
    ("digits", "right"),
    [
        ("79927398713", True),
        ("79927398710", False),
        ("4111111111111111", True),
        ("0", True),
        ("18", True),
        ("19", False),
    ],
)
def test_luhn(digits, right):
    """The check digit is that of ISO/IEC 7812; 79927398713 is the example that is printed everywhere."""
    assert luhn(digits) is right


def test_one_wrong_digit_is_always_found():
    """A number with one digit changed has another check digit."""
    random = Random(1)  # noqa: S311 - made-up numbers are no secret
    for _ in range(200):
        digits = "".join(str(random.randrange(10)) for _ in range(15))
        (check,) = [each for each in "0123456789" if luhn(digits + each)]
        place = random.randrange(15)
        other = str((int(digits[place]) + random.randrange(1, 10)) % 10)
        assert not luhn(digits[:place] + other + digits[place + 1 :] + check)


def test_an_account_number_has_the_length_of_its_country():
    """The number ends where that of its country does; of an unknown country, or too short, there is none."""
    assert account_number("DE89 3704 0044 0532 0130 00 and") == 27
    assert account_number("XX89370400440532013000") == 0
    assert account_number("DE8937040044053201") == 0
    assert account_number("DE89370400440532013000X") == 0
    assert account_number("DE\u0668\u0669370400440532013000") == 0


def test_groups_of_digits_that_are_no_number_of_a_person_stay():
    """Of several groups only those that make a number are masked."""
    assert numbers("12 4111 1111 1111 1111 7", "") == "12 [card] 7"
    assert numbers("(030) 1234567", "") == "[phone]"
    assert numbers("000 123 456 789", "") == "000 123 456 789"
    assert numbers("0 171 1234567", "") == "0 171 1234567"
    assert numbers("078-05-1120", "") == "[id]"
