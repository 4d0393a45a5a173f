"""Pupils of one school whose names are nearly the same: at every step that cannot be undone, birth dates stand beside the name (dossier 8.12)."""

import unicodedata
from difflib import SequenceMatcher

from .access import Viewer, leerlingen_for
from .models import Leerling

# "Noor Jansen" beside "Noor Janssen", "Lisa de Vries" beside "Lise de Vries"; not "Sem Bakker" beside "Sam Mulder".
NEARLY = 0.85
MOST_SHOWN = 5


def lookalikes(viewer: Viewer, leerling: Leerling) -> list[Leerling]:
    """Other pupils of the same school with the same or nearly the same name, for who guides that school; one query."""
    mine, found = plain(leerling.naam), []
    names = leerlingen_for(viewer).filter(school=leerling.school_id).exclude(pk=leerling.pk)
    for other in names.only("voornaam", "tussenvoegsel", "achternaam", "geboortedatum", "groep", "school_id"):
        if nearly_the_same(mine, plain(other.naam)):
            found.append(other)
    return sorted(found, key=lambda one: plain(one.naam))[:MOST_SHOWN]


def plain(name: str) -> str:
    """A name without accents, capitals and marks: what is left when somebody reads in a hurry."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in letters if letter.isalnum() or letter == " ")


def nearly_the_same(one: str, other: str) -> bool:
    """Whether two plain names could be mixed up."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= NEARLY and matcher.quick_ratio() >= NEARLY and matcher.ratio() >= NEARLY
