"""Where an answer came from when nobody typed it: proposals in empty fields, and the origin that is kept as long as the answer stays as it was."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.formats import date_format

from ..answers import HERKOMST, is_empty, stored
from ..prefill import Voorstel
from ..schema import AnyVeld


class Herkomst:
    """The origins of one section.

    Args:
        answers: what was stored, with its origins.
        voorstellen: proposals by field key.
    """

    def __init__(self, answers: Mapping[str, Any], voorstellen: Mapping[str, Voorstel] | None) -> None:
        kept = answers.get(HERKOMST)
        self._kept: dict[str, Any] = kept if isinstance(kept, dict) else {}
        self._voorstellen = voorstellen or {}

    @property
    def any(self) -> bool:
        """Whether there is anything to say of an origin at all."""
        return bool(self._kept or self._voorstellen)

    def proposal(self, veld: AnyVeld, earlier: Any) -> Any:
        """The proposed answer where nothing was answered yet; None when there is no proposal."""
        voorstel = self._voorstellen.get(veld.key)
        if voorstel is None or not is_empty(veld, earlier):
            return None
        value = stored(veld, {veld.key: voorstel.waarde})
        return None if is_empty(veld, value) else value

    def of(self, veld: AnyVeld, earlier: Any, value: Any) -> dict[str, Any] | None:
        """Where this answer came from; None when a person wrote it or changed it."""
        if is_empty(veld, value):
            return None
        kept = self._kept.get(veld.key)
        if isinstance(kept, dict) and kept.get("waarde") == value and isinstance(kept.get("bron"), str):
            return kept
        if self.proposal(veld, earlier) == value:
            voorstel = self._voorstellen[veld.key]
            return {"waarde": value, "bron": voorstel.bron, "op": voorstel.op.isoformat()}
        return None

    def updated(self, changed: Mapping[str, dict[str, Any] | None]) -> dict[str, Any]:
        """The origins to store: those of fields outside the form stay."""
        result = {key: value for key, value in self._kept.items() if key not in changed}
        return result | {key: value for key, value in changed.items() if value is not None}


def sentence(herkomst: Mapping[str, Any]) -> str:
    """The origin beside the field."""
    try:
        day = ", " + date_format(date.fromisoformat(str(herkomst.get("op"))), "j F Y")
    except ValueError:
        day = ""
    return f"Ingevuld vanuit {herkomst['bron']}{day}. Klopt het niet? Pas het aan."
