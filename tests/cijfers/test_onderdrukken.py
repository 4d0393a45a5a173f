"""Small numbers are hidden, and no total gives one away: pure."""

from itertools import product

import pytest

from groeidocumenten.cijfers.onderdrukken import KLEIN, column, part


def texts(numbers):
    cells, total = column(dict(enumerate(numbers)))
    return [cell.tekst for cell in cells.values()], total.tekst


@pytest.mark.parametrize(
    ("numbers", "shown", "total"),
    [
        ([12, 30], ["12", "30"], "42"),
        ([4], ["minder dan 5"], "minder dan 5"),
        ([5], ["5"], "5"),
        ([0, 20], ["minder dan 5", "niet getoond"], "20"),
        ([3, 20, 11, 8], ["minder dan 5", "20", "11", "niet getoond"], "42"),
        ([3, 3, 40], ["minder dan 5", "minder dan 5", "40"], "46"),
        ([0, 0, 40], ["minder dan 5", "minder dan 5", "niet getoond"], "40"),
        ([4, 4, 40], ["minder dan 5", "minder dan 5", "niet getoond"], "48"),
        ([1, 5, 30], ["minder dan 5", "niet getoond", "niet getoond"], "36"),
    ],
)
def test_a_small_number_takes_another_one_with_it(numbers, shown, total):
    assert texts(numbers) == (shown, total)


def test_whatever_the_numbers_a_total_leaves_each_hidden_small_one_anything_from_nought_to_four():
    """Everybody who knows the rule may try all that fits: for each hidden small number at least two answers are left."""
    for numbers in product((0, 2, 4, 5, 6, 20), repeat=3):
        cells, total = column(dict(enumerate(numbers)))
        if total.waarde is None:
            continue
        hidden = [key for key, cell in cells.items() if cell.waarde is None]
        left = total.waarde - sum(cell.waarde or 0 for cell in cells.values())
        ranges = [range(KLEIN) if cells[key].klein else range(KLEIN, left + 1) for key in hidden]
        fits = [guess for guess in product(*ranges) if sum(guess) == left]
        for at, key in enumerate(hidden):
            if cells[key].klein:
                assert len({guess[at] for guess in fits}) > 1, numbers


def test_a_part_is_hidden_when_the_rest_is_small():
    whole = {"a": 20, "b": 20, "c": 20}
    shown, _ = column(whole)
    cells, total = part({"a": 18, "b": 10, "c": 3}, whole, shown)
    assert [cell.tekst for cell in cells.values()] == ["niet getoond", "10", "minder dan 5"] and total.tekst == "31"
    alone, total = part({"a": 18, "b": 10, "c": 10}, whole, shown)
    assert alone["a"].waarde is None and total.waarde is None


def test_a_part_is_hidden_where_the_whole_is():
    whole = {"a": 4, "b": 9}
    shown, _ = column(whole)
    cells, _ = part({"a": 2, "b": 5}, whole, shown)
    assert [cell.waarde for cell in cells.values()] == [None, None]
