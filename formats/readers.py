"""Who may read a part or a field of a format: what `lezers` and `vertrouwelijk` mean. Whether somebody may open the file at all is the door's."""

from typing import Literal

from .schema import AnyVeld, Deel, Vertrouwelijk

# How somebody reads: as the school, as a parent, as the pupil, or as an invited guest.
Rol = Literal["school", "ouder", "leerling", "deskundige"]

# Classes that are closed to a role whatever an editor ticks. Parents may read everything of their own child (dossier 1.3).
_CLOSED: dict[Rol, frozenset[Vertrouwelijk]] = {
    "school": frozenset(),
    "ouder": frozenset(),
    "leerling": frozenset({"onderzoek"}),
    "deskundige": frozenset({"gevoelig", "onderzoek"}),
}


def reads_deel(deel: Deel, rol: Rol) -> bool:
    """Whether this role reads the part at all."""
    return rol == "school" or rol in deel.lezers


def reads(veld: AnyVeld, rol: Rol) -> bool:
    """Whether this role reads the answer; whoever fills a field in always reads it back."""
    if rol in ("school", veld.invuller):
        return True
    return rol in veld.lezers and veld.vertrouwelijk not in _CLOSED[rol]
