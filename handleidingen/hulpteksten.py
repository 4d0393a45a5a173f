"""The help texts of formats as a handleiding shows them: the record itself, so always today's words, while a published format keeps its own copy."""

from collections.abc import Iterable
from typing import Any

from formats.models import Hulptekst


def records(stappen: Iterable[Any]) -> dict[str, Hulptekst]:
    """The help texts that these blocks show, by number as text; one query however many there are, none when there are none.

    Args:
        stappen: the blocks of a handleiding, or of several in a row.
    """
    numbers = {block.value.get("hulptekst") for block in stappen if block.block_type == "hulptekst"}
    known = [int(number) for number in numbers if number and number.isascii() and number.isdecimal() and len(number) < 19]
    return {str(pk): record for pk, record in Hulptekst.objects.in_bulk(known).items()} if known else {}


def record(number: str) -> Hulptekst | None:
    """One help text; None when there is no such record (any more)."""
    return Hulptekst.objects.filter(pk=int(number)).first() if number.isascii() and number.isdecimal() and len(number) < 19 else None
