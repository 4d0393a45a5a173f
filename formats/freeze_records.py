"""The lists, banks and help texts that a format uses, asked for at once: freezing writes out what they say today."""

from collections.abc import Iterator
from typing import Any

from .freeze_values import get

_BY_PART = {"lijst": "Lijst", "bank": "Bank", "hulptekst_bron": "Hulptekst"}
_GONE = {
    "Lijst": "de lijst van deze vraag is er niet meer. Kies een andere lijst.",
    "Bank": "de bank van deze vraag is er niet meer. Kies een andere bank.",
    "Hulptekst": "de vaste hulptekst van deze vraag is er niet meer. Kies een andere.",
}


class Records:
    """Everything that the fields of one format refer to: one query per kind, none for a format without.

    Args:
        stream_value: the value of a StreamField made of FormatBlock.
    """

    def __init__(self, stream_value: Any) -> None:
        self._found: dict[str, dict[str, Any]] = {}
        wanted: dict[str, set[str]] = {}
        for part, key in _used(stream_value):
            wanted.setdefault(_BY_PART[part], set()).add(key)
        for model, keys in wanted.items():
            # The models of this app hold blocks; freezing belongs to the blocks' side and asks for a model only when there is one to read.
            from django.apps import apps

            numbers = [int(key) for key in keys if key.isascii() and key.isdecimal() and len(key) < 19]
            found = apps.get_model("formats", model).objects.in_bulk(numbers)
            self._found[model] = {str(pk): record for pk, record in found.items()}

    def get(self, value: Any, part: str) -> Any:
        """The record that a field refers to, or None when it refers to none.

        Raises:
            LookupError: with a Dutch text, when it is gone.
        """
        key = get(value, part)
        if not key:
            return None
        model = _BY_PART[part]
        if key not in self._found.get(model, {}):
            raise LookupError(_GONE[model])
        return self._found[model][key]


def _used(stream_value: Any) -> Iterator[tuple[str, str]]:
    for deel in stream_value or ():
        for sectie in deel.value.get("secties") or ():
            for veld in sectie.get("velden") or ():
                for part in _BY_PART:
                    if key := get(veld.value, part):
                        yield part, key
