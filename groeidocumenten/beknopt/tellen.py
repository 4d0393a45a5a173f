"""How many A4 pages an OPP has when it is printed: typst's own count of the very document that would be printed, and what to say of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from formats.papier.pdf import count_pages
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.drukwerk.document import work_document
from groeidocumenten.opp.models import Opp

# Advice, not law: an OPP is as short as possible, five A4 at most (dossier 2.3).
MAX_A4 = 5


@dataclass(frozen=True)
class Lengte:
    """The number of pages, and whether that is more than advised."""

    bladzijden: int

    @property
    def te_lang(self) -> bool:
        """Whether it is longer than advised."""
        return self.bladzijden > MAX_A4

    @property
    def zin(self) -> str:
        """It in words."""
        many = "1 bladzijde" if self.bladzijden == 1 else f"{self.bladzijden} bladzijden"
        if self.te_lang:
            return f"Dit OPP is afgedrukt {many}. Het advies is: hoogstens {MAX_A4}. Wat kan korter?"
        return f"Dit OPP is afgedrukt {many}. Het advies is: hoogstens {MAX_A4}."


def length_of(geopend: GeopendDossier, opp: Opp, antwoorden: Mapping[str, Mapping[str, Any]] | None = None) -> Lengte:
    """The length of the working side as it would be printed now.

    Args:
        antwoorden: answers by section as they stand on a screen and are not saved.
    """
    return Lengte(count_pages(work_document(geopend, opp, antwoorden), lege_weglaten=True))
