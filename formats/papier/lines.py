"""One question with its answer as the data of the template: every text cleaned, every table measured. Only prepare.py enters."""

import re
from collections.abc import Callable
from typing import Any

from formats.markup import Blok, to_blocks
from formats.papier.characters import Cleaner, breakable, is_rtl
from formats.papier.document import PrintRegel, PrintVak
from formats.rows import Plek

MAX_COLUMNS = 7  # more do not fit on A4 upright: every row becomes a small list
LONG_WORD = re.compile(r"[^\W\d_]{12}")  # in a cell with such a word, words may be hyphenated
# A question and an answer that are no longer than this stand beside each other; beside a question of two lines less fits.
MAX_LABEL, ONE_LINE = 90, 34
MAX_SHORT, SHORTER = 90, 45
# Options that are no longer than this stand behind each other, and longer ones below each other.
MAX_INLINE = 60

Data = dict[str, Any]


class Lines:
    """Makes the data of answers with one cleaner, which remembers what it had to replace."""

    def __init__(self, cleaner: Cleaner) -> None:
        self._cleaner = cleaner

    def regel(self, regel: PrintRegel) -> Data:
        """A question with its answer; empty when the caller says so, and also when nothing is left to print."""
        kinds: dict[str, Callable[[PrintRegel], Data]] = {
            "lijst": self._lijst,
            "tabel": self._tabel,
            "opgemaakt": self._opgemaakt,
            "groepen": self._groepen,
            "tekenen": lambda regel: self.plekken(regel.plekken),
            "invullen": self._invullen,
        }
        to_sign = regel.soort == "tekenen"  # what nobody signed yet is there to be signed
        answer = {} if regel.leeg and not to_sign else kinds.get(regel.soort, self._tekst)(regel)
        made = {
            "label": self.line(regel.label) or "Zonder vraag",
            "leeg": not answer,
            "uitleg": self.alineas(regel.uitleg),
            "noot": self.line(regel.noot),
            "soort": "tekst",
            **answer,
        }
        return made | {"kort": _is_short(made)}

    def plekken(self, plekken: list[Plek]) -> Data:
        """Places to sign."""
        made = [
            {
                "rol": self.line(plek.rol),
                "mogelijk": [self.line(betekenis) for betekenis in plek.mogelijk],
                "gezet": ", ".join(part for part in map(self.line, (plek.gezet, plek.naam, plek.datum)) if part),
                "opmerking": self.alineas(f"Opmerking: {plek.opmerking}" if plek.opmerking else ""),
            }
            for plek in plekken
        ]
        return {"soort": "tekenen", "plekken": made} if made else {}

    def line(self, text: str, *, narrow: bool = False) -> str:
        """One line: for titles, names and labels."""
        return breakable(" ".join(self._cleaner.clean(text).split()), narrow=narrow)

    def alineas(self, text: str, *, narrow: bool = False) -> list[Data]:
        """Paragraphs (an empty line between them), each with its direction."""
        parts = re.split(r"\n[ \u00a0]*\n\s*", self._cleaner.clean(text).strip())
        return [{"tekst": breakable(part, narrow=narrow), "rtl": is_rtl(part)} for part in parts if part.strip()]

    def _tekst(self, regel: PrintRegel) -> Data:
        alineas = self.alineas(regel.tekst)
        return {"alineas": alineas} if alineas else {}

    def _lijst(self, regel: PrintRegel) -> Data:
        items = [alineas for alineas in map(self.alineas, regel.lijst) if alineas]
        return {"soort": "lijst", "lijst": items} if items else {}

    def _opgemaakt(self, regel: PrintRegel) -> Data:
        blokken = [blok for blok in map(self._blok, to_blocks(regel.tekst)) if blok["stukken"]]
        return {"soort": "opgemaakt", "blokken": blokken} if blokken else {}

    def _blok(self, blok: Blok) -> Data:
        stukken = [{"tekst": breakable(self._cleaner.clean(stuk.tekst)), "vet": stuk.vet, "schuin": stuk.schuin} for stuk in blok.stukken]
        text = "".join(str(stuk["tekst"]) for stuk in stukken)
        marker = f"{blok.nummer}." if blok.soort == "nummer" else "•" if blok.soort == "punt" else ""
        kept = stukken if text.strip() else []
        return {"soort": blok.soort, "niveau": blok.niveau, "teken": marker, "stukken": kept, "rtl": is_rtl(text)}

    def _groepen(self, regel: PrintRegel) -> Data:
        kaarten = [
            {"titel": self.line(groep.titel), "velden": [{"label": self.line(label), **self._cel(tekst)} for label, tekst in groep.regels]}
            for groep in regel.groepen
        ]
        return {"soort": "kaarten", "kaarten": kaarten} if kaarten else {}

    def _invullen(self, regel: PrintRegel) -> Data:
        return {"soort": "invullen", "vakken": [self._vak(vak) for vak in regel.vakken]} if regel.vakken else {}

    def _vak(self, vak: PrintVak) -> Data:
        opties = [self.line(optie) for optie in vak.opties]
        inline = all(len(optie) <= MAX_INLINE for optie in opties)
        return {"label": self.line(vak.label), "opties": opties, "achter_elkaar": inline, "lijnen": vak.lijnen}

    def _tabel(self, regel: PrintRegel) -> Data:
        width = max(map(len, [regel.kop, *regel.rijen]))
        rijen = [[self._cel(cel) for cel in [*rij, *[""] * (width - len(rij))]] for rij in regel.rijen]
        if not regel.ruim and not any(cel["alineas"] for rij in rijen for cel in rij):
            return {}
        filled_out = [*regel.kop, *[""] * (width - len(regel.kop))]
        kop = [self.line(k, narrow=True) or ("" if regel.rijkoppen and n == 1 else f"Kolom {n}") for n, k in enumerate(filled_out, 1)]
        if width > MAX_COLUMNS:
            return self._kaarten(regel, kop, rijen)
        tussenkoppen = [self.line(titel) for titel in [*regel.tussenkoppen, *[""] * (len(rijen) - len(regel.tussenkoppen))]]
        return {
            "soort": "tabel",
            "kop": kop,
            "rijen": [{"tussenkop": titel, "cellen": rij} for titel, rij in zip(tussenkoppen, rijen, strict=False)],
            "breedtes": _widths(kop, regel.rijen),
            "rijkoppen": regel.rijkoppen,
            "ruim": regel.ruim,
        }

    def _kaarten(self, regel: PrintRegel, kop: list[str], rijen: list[list[Data]]) -> Data:
        """A table that is too wide, as one small list a row: an answer is told by its label here, and one that is empty stays away."""
        numbered = kop[0] == "Nr."
        names = [rij[0] if regel.rijkoppen and rij and rij[0].strip() else f"Rij {n}" for n, rij in enumerate(regel.rijen, 1)]
        first = 1 if regel.rijkoppen or numbered else 0
        kaarten = [
            {
                "titel": self.line(name),
                "velden": [{"label": k, **cel} for k, cel in list(zip(kop, rij, strict=True))[first:] if cel["alineas"] or regel.ruim],
            }
            for name, rij in zip(names, rijen, strict=True)
        ]
        return {"soort": "kaarten", "kaarten": kaarten}

    def _cel(self, text: str) -> Data:
        return {"alineas": self.alineas(text, narrow=True), "afbreken": LONG_WORD.search(text) is not None}


def _is_short(made: Data) -> bool:
    """Whether question and answer stand beside each other."""
    if made["uitleg"] or len(made["label"]) > MAX_LABEL:
        return False
    if made["leeg"]:
        return not made["noot"]
    if made["soort"] == "invullen":
        vakken = made["vakken"]
        return (
            len(vakken) == 1
            and not vakken[0]["label"]
            and vakken[0]["lijnen"] <= 1
            and (vakken[0]["achter_elkaar"] and len(vakken[0]["opties"]) <= 3)
        )
    alineas = made.get("alineas", [])
    if made["soort"] != "tekst" or len(alineas) != 1 or alineas[0]["rtl"]:
        return False
    text, limit = alineas[0]["tekst"], MAX_SHORT if len(made["label"]) <= ONE_LINE else SHORTER
    return len(text) <= limit and not (limit == SHORTER and "\n" in text)


def _widths(kop: list[str], rijen: list[list[str]]) -> list[float]:
    """A width per column, counted in characters: room for its longest word (over 11, words break), the rest by how much it says."""
    needs, wants = [], []
    for place, titel in enumerate(kop):
        cells = [rij[place] for rij in rijen if place < len(rij)]
        longest = max((len(word) for text in [titel, *cells] for word in text.split()), default=1)
        average = sum(map(len, cells)) / max(len(cells), 1)
        needs.append(min(longest, 11) + 2.5)
        wants.append(max(min(3.2 * average**0.5, 40) - needs[-1], 0.5))
    spare = max((97 if len(kop) > 4 else 87) - sum(needs), 0)
    return [round(need + spare * want / sum(wants), 2) for need, want in zip(needs, wants, strict=True)]
