"""What a browser (or something else) sent, read tolerantly: cleaned of characters that cannot be stored, and never larger than it is."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from ..text import clean_text


class Sent:
    """The sent values by input name.

    Args:
        data: request.POST, or any mapping of names to a text or a list of texts.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data

    def __contains__(self, name: str) -> bool:
        return name in self._data

    def all(self, name: str) -> list[str]:
        """Every text that was sent under this name."""
        if hasattr(self._data, "getlist"):
            values = self._data.getlist(name)
        else:
            value = self._data.get(name, [])
            values = value if isinstance(value, list | tuple) else [value]
        return [clean_text(value) for value in values]

    def one(self, name: str, default: str = "") -> str:
        """The last text that was sent under this name."""
        values = self.all(name)
        return values[-1] if values else default

    def rows(self, name: str) -> list[int] | None:
        """The numbers of the rows that were sent under this name, in order; None when nothing was sent about rows at all.

        A sound count says how many rows count. A damaged one must not cost anybody a row: then every row with inputs counts.
        """
        counter = f"{name}__aantal"
        if counter not in self._data:
            return None
        count = row_number(self.one(counter))
        return sorted(number for number in self._numbers.get(name, ()) if count is None or number < count)

    @cached_property
    def _numbers(self) -> dict[str, set[int]]:
        """The row numbers behind each name: `veld_doel__2__wie` is row 2 of `veld_doel`."""
        found: dict[str, set[int]] = {}
        for name in self._data:
            parts = name.split("__") if isinstance(name, str) else ()
            for at in range(1, len(parts) - 1):
                number = row_number(parts[at])
                if number is not None:
                    found.setdefault("__".join(parts[:at]), set()).add(number)
        return found


def row_number(text: str) -> int | None:
    """A small row number, or None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else None
