"""What is written in a groeidocument. Every text is sealed with the file's own key; every saved version stays."""

from .antwoord import Aanvulling, Antwoordversie, Bijlage, Bijlagestuk, Deelmelding, Formatwissel, Sectieantwoord
from .gast import Gastoordeel, NagekomenTekst
from .inbreng import Correctieverzoek, Voorstel, Zienswijze
from .notitie import Gespreksnotitie, Kindgesprek, Werkaantekening
from .schrijven import Aanwezigheid, Concept, LaatstGezien
from .sealed import Author, SealedText, open_from, seal_into

__all__ = [
    "Aanvulling",
    "Aanwezigheid",
    "Antwoordversie",
    "Author",
    "Bijlage",
    "Bijlagestuk",
    "Concept",
    "Correctieverzoek",
    "Deelmelding",
    "Formatwissel",
    "Gastoordeel",
    "Gespreksnotitie",
    "Kindgesprek",
    "LaatstGezien",
    "NagekomenTekst",
    "SealedText",
    "Sectieantwoord",
    "Voorstel",
    "Werkaantekening",
    "Zienswijze",
    "open_from",
    "seal_into",
]
