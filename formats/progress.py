"""How far a section is: what task lists show. Nothing is ever refused because of it."""

from dataclasses import dataclass
from typing import Any, Literal

from .answers import is_empty, stored
from .schema import Sectie


@dataclass(frozen=True)
class Progress:
    """Filled fields out of the fields that count; `touched` says that anything at all was filled in."""

    filled: int
    total: int
    touched: bool = False

    @property
    def state(self) -> Literal["leeg", "bezig", "klaar"]:
        """leeg: nothing filled in; klaar: everything that counts; bezig: between the two."""
        if not self.touched:
            return "leeg"
        return "klaar" if self.filled == self.total else "bezig"


def progress(sectie: Sectie, answers: dict[str, Any]) -> Progress:
    """Count the gewenste fields; a section without gewenste fields counts them all."""
    filled = {veld.key: not is_empty(veld, stored(veld, answers)) for veld in sectie.velden}
    counting = [veld.key for veld in sectie.velden if veld.gewenst] or list(filled)
    return Progress(filled=sum(filled[key] for key in counting), total=len(counting), touched=any(filled.values()))
