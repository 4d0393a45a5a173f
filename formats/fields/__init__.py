"""Form fields for each kind of veld: which inputs it has, how they are named, what they say when something does not fit, and how they look.

A field is made once and shared by every form that asks it, whoever fills it in: `invulvelden` is the way in.
"""

from collections import OrderedDict

from ..schema import (
    AnyVeld,
    Bank,
    Berekend,
    Bestand,
    Groepkeuze,
    JaNee,
    Keuze,
    Matrix,
    Meerkeuze,
    Ondertekening,
    PictogramKeuze,
    Sectie,
    Toelichting,
    has_rows,
)
from .base import Fout, Fouten, Getoond, Invulveld, Samenhang, veld_name
from .many import GroepkeuzeVeld, MeerkeuzeVeld, PictogramVeld
from .matrix import MatrixVeld
from .rows import BankVeld, RijenVeld
from .sent import Sent
from .signing import BerekendVeld, BestandVeld, OndertekeningVeld, TekstVeld
from .single import AfhankelijkVeld, EnkelVeld, JaNeeVeld

__all__ = ["BankVeld", "Fout", "Fouten", "Getoond", "Invulveld", "Samenhang", "Sent", "TekstVeld", "invulveld", "invulvelden", "veld_name"]

# A parsed format lives as long as its process, so its fields are known by their identity: hashing a field costs more than making its inputs.
_KEPT = 4_096
_MADE: OrderedDict[int, Invulveld] = OrderedDict()


def invulvelden(sectie: Sectie) -> list[Invulveld]:
    """The form fields of a section, in order."""
    return [_kept(veld) for veld in sectie.velden]


def _kept(veld: AnyVeld) -> Invulveld:
    found = _MADE.get(id(veld))
    # What is made keeps its veld, so no other object can have that identity meanwhile.
    if found is None or found.veld is not veld:
        found = _MADE[id(veld)] = invulveld(veld)
        while len(_MADE) > _KEPT:
            _MADE.popitem(last=False)
    return found


def invulveld(veld: AnyVeld) -> Invulveld:
    """The form field of one veld."""
    if isinstance(veld, Bank):
        return BankVeld(veld)
    if has_rows(veld):
        return RijenVeld(veld)
    match veld:
        case Keuze() if veld.afhankelijk_van:
            return AfhankelijkVeld(veld)
        case Meerkeuze():
            return MeerkeuzeVeld(veld)
        case PictogramKeuze():
            return PictogramVeld(veld)
        case Groepkeuze():
            return GroepkeuzeVeld(veld)
        case JaNee():
            return JaNeeVeld(veld)
        case Matrix():
            return MatrixVeld(veld)
        case Bestand():
            return BestandVeld(veld)
        case Ondertekening():
            return OndertekeningVeld(veld)
        case Berekend():
            return BerekendVeld(veld)
        case Toelichting():
            return TekstVeld(veld)
    return EnkelVeld(veld)
