"""What an editor should look at before a page goes public: how it reads, its links, pictures and headings, and personal data that should not be there.

A finding is advice, with one exception: what can be a burgerservicenummer keeps a page from going public (`website.four_eyes.refuse_when`).
"""

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from . import dutch, personal
from .models import Soort
from .reading import Stuk, stukken

ERNSTIG, WAARSCHUWING, TIP = "ernstig", "waarschuwing", "tip"
MAX_SHOWN = 160
# At most this many findings of one kind: a page with a hundred long sentences has one problem.
MAX_PER_CODE = 8

EMPTY_WORDS = frozenset(
    {
        "klik hier",
        "hier",
        "lees meer",
        "lees verder",
        "meer",
        "meer informatie",
        "meer info",
        "link",
        "deze link",
        "deze pagina",
        "klik",
        "download",
        "verder",
    }
)
_BARE = re.compile(r"^(?:https?://|www\.)\S+$", re.IGNORECASE)
_FILE_NAME = re.compile(
    r"^\S+\.(?:png|jpe?g|webp|gif|avif|svg|pdf)$|^(?:img|dsc|image|foto|afbeelding|schermafbeelding|screenshot)[\s_-]*\d*$", re.IGNORECASE
)
_ABOUT_PICTURE = re.compile(r"^(?:een\s+)?(?:afbeelding|foto|plaatje|schermafbeelding|schermafdruk)\s+van\b", re.IGNORECASE)

PERSONAL = {
    personal.BSN: (
        ERNSTIG,
        "Hier staat een getal dat een burgerservicenummer (BSN) kan zijn: {}. Haal het weg. Zolang het er staat, kan niemand dit publiceren.",
    ),
    personal.EMAIL: (WAARSCHUWING, "Hier staat een e-mailadres van een privépersoon: {}. Noem het adres van een organisatie."),
    personal.TELEFOON: (WAARSCHUWING, "Hier staat een mobiel nummer: {}. Is het van een persoon? Haal het dan weg."),
    personal.GEBOORTEDATUM: (
        WAARSCHUWING,
        "Hier staat een datum die een geboortedatum kan zijn: {}. Haal hem weg, of schrijf alleen een leeftijd.",
    ),
    personal.NAAM: (
        WAARSCHUWING,
        "Hier staat een naam die van een leerling of ouder kan zijn: {}. Gebruik in een voorbeeld verzonnen mensen, of ‘de leerling’.",
    ),
}


@dataclass(frozen=True)
class Bevinding:
    """Something to look at: what kind, how bad, in words, and where on the page."""

    code: str
    ernst: str
    tekst: str
    plaats: str

    def as_json(self) -> dict[str, str]:
        """For keeping with the page."""
        return asdict(self)


def page_checks(page: Any) -> list[Bevinding]:
    """Everything worth an editor's look on this page as it is in memory, the worst first."""
    pieces = stukken(page)
    found = [*_personal(pieces), *_headings(pieces), *_links(pieces), *_pictures(pieces), *_sentences(pieces), *_reading(pieces)]
    kept: list[Bevinding] = []
    for one in dict.fromkeys(found):
        if sum(other.code == one.code for other in kept) < MAX_PER_CODE:
            kept.append(one)
    order = (ERNSTIG, WAARSCHUWING, TIP)
    return sorted(kept, key=lambda one: order.index(one.ernst))


def refusals(page: Any) -> list[str]:
    """Why this page or formulier may not go public: each serious finding with its place."""
    return [f"{one.plaats}: {one.tekst}" for one in _personal(stukken(page)) if one.ernst == ERNSTIG]


def reading_level(page: Any) -> dutch.Leesbaarheid:
    """The figures of the running text of this page."""
    return _measure(stukken(page))


def _measure(pieces: list[Stuk]) -> dutch.Leesbaarheid:
    return dutch.measure([alinea for piece in pieces if piece.lopend for alinea in piece.alineas])


def _personal(pieces: list[Stuk]) -> Iterator[Bevinding]:
    for piece in pieces:
        for text in (*piece.alineas, *(kop for _, kop in piece.koppen), piece.alt or "", *(link.adres for link in piece.links)):
            for found in personal.find(text):
                ernst, words = PERSONAL[found.soort]
                yield Bevinding(found.soort, ernst, words.format(found.getoond), piece.plaats)


def _headings(pieces: list[Stuk]) -> Iterator[Bevinding]:
    last = 1
    for piece in pieces:
        for level, text in piece.koppen:
            if not text:
                yield Bevinding("lege-kop", WAARSCHUWING, "Deze kop is leeg. Vul hem in of haal hem weg.", piece.plaats)
            elif level > last + 1:
                yield Bevinding(
                    "kopvolgorde",
                    WAARSCHUWING,
                    f"De kop ‘{_short(text)}’ slaat een niveau over. Kies een kop van een niveau hoger.",
                    piece.plaats,
                )
            last = level


def _links(pieces: list[Stuk]) -> Iterator[Bevinding]:
    for piece in pieces:
        for link in piece.links:
            if link.soort == Soort.AFBEELDING:
                continue
            words = link.tekst.strip()
            if words.casefold().strip(" .:!›»>") in EMPTY_WORDS:
                text = f"De link ‘{_short(words)}’ zegt niet waar hij heen gaat. Schrijf wat de lezer daar vindt."
                yield Bevinding("linktekst", WAARSCHUWING, text, piece.plaats)
            elif _BARE.match(words):
                text = f"De link ‘{_short(words)}’ is een kaal webadres. Schrijf in woorden wat de lezer daar vindt."
                yield Bevinding("kaal-adres", WAARSCHUWING, text, piece.plaats)
        for text in piece.alineas:
            linked = {link.tekst for link in piece.links}
            for bare in re.findall(r"(?:https?://|www\.)[^\s<>)]+", text):
                if bare not in linked and bare.rstrip(".,") not in linked:
                    words = f"Hier staat het webadres ‘{_short(bare)}’ als tekst. Maak er een link van, met woorden."
                    yield Bevinding("kaal-adres", TIP, words, piece.plaats)


def _pictures(pieces: list[Stuk]) -> Iterator[Bevinding]:
    for piece in pieces:
        if piece.alt is None:
            continue
        alt = piece.alt.strip()
        if not alt:
            yield Bevinding("alt", WAARSCHUWING, "Deze afbeelding heeft geen beschrijving. Schrijf wat er te zien is.", piece.plaats)
        elif _FILE_NAME.match(alt):
            yield Bevinding(
                "alt", WAARSCHUWING, f"De beschrijving ‘{_short(alt)}’ is een bestandsnaam. Schrijf wat er te zien is.", piece.plaats
            )
        elif _ABOUT_PICTURE.match(alt):
            text = "Begin de beschrijving met wat er te zien is; ‘afbeelding van’ zegt de voorleessoftware al."
            yield Bevinding("alt", TIP, text, piece.plaats)


def _sentences(pieces: list[Stuk]) -> Iterator[Bevinding]:
    for piece in pieces:
        for paragraph in piece.alineas if piece.lopend else ():
            for sentence in dutch.sentences(paragraph):
                if (count := len(dutch.words(sentence))) > dutch.LONG_SENTENCE:
                    text = f"Deze zin heeft {count} woorden. Maak er twee van: ‘{_short(sentence)}’"
                    yield Bevinding("lange-zin", WAARSCHUWING, text, piece.plaats)


def _reading(pieces: list[Stuk]) -> Iterator[Bevinding]:
    level = _measure(pieces)
    if level.woorden < dutch.MIN_WORDS:
        return
    if level.score < dutch.HARD:
        text = f"De tekst leest als {level.oordeel}. Gebruik kortere woorden en kortere zinnen, en leg vaktaal uit."
        yield Bevinding("leesniveau", WAARSCHUWING, text, "Hele pagina")
    if round(level.per_zin) > dutch.MEAN_SENTENCE:
        text = f"Een zin heeft gemiddeld {level.per_zin:.0f} woorden. Probeer onder de {dutch.MEAN_SENTENCE + 1} te blijven."
        yield Bevinding("zinslengte", TIP, text, "Hele pagina")


def _short(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"
