"""From a deed to a few general words for somebody else: what it is about and where it stands, or nothing for who may not read it.

Each room says in `Kamer.meldt` what its deeds are called, for the file as *this* viewer opened it. Whoever makes messages out of deeds (the
room `berichten`) asks here and knows no room. The words name no child, no writer and no content: they also go into mails.
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from .access import GeopendDossier
from .kamers import Daad, Melding, kamers
from .models import Handeling


@dataclass(frozen=True)
class Los:
    """A message that belongs to no file that its reader can open: access that began or ended, somebody who asks for a code."""

    gebruiker: UUID
    wat: str
    adres: str = ""
    moet: bool = True


Luisteraar = Callable[[Daad | Los], None]
_LUISTERAARS: dict[str, Luisteraar] = {}


def listen(naam: str, luisteraar: Luisteraar) -> None:
    """Be called in the transaction of every deed; a second listener of the same name takes the place of the first."""
    _LUISTERAARS[naam] = luisteraar


def tell(said: Daad | Los) -> None:
    """Let everybody who listens hear what was just done, in the transaction of the deed itself."""
    for luisteraar in _LUISTERAARS.values():
        luisteraar(said)


def is_told(handeling: Handeling) -> bool:
    """Whether any room has words for this deed."""
    return any(handeling in kamer.meldt for kamer in kamers())


def melding_for(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    """What this viewer is told of a deed in a file that this viewer has opened now; None when it is not theirs to know.

    The school hears of everybody; others hear only of what the school did, so that nobody learns that another parent wrote something.
    """
    if geopend.viewer.is_guest or daad.door == geopend.viewer.user.pk:
        return None
    if geopend.lezer != "school" and daad.rol != "school":
        return None
    for kamer in kamers():
        say = kamer.meldt.get(daad.handeling)
        melding = say(geopend, daad) if say else None
        if melding is not None:
            return melding
    return None
