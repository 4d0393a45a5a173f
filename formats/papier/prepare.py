"""From a PrintDocument to the JSON of the template: the frame of the document around the answers that lines.py makes. Only pdf.py enters."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from formats.papier.characters import SIGN, Cleaner, coverage, shorten
from formats.papier.document import PrintDeel, PrintDocument, PrintSectie
from formats.papier.lines import Data, Lines

CONTENTS_FROM = 4  # this many chapters, or more, get a table of contents
MONTHS = ["januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"]
MARKS = {"leeg": "leeg formulier", "proef": "proefafdruk"}


def dutch_date(moment: datetime, *, with_time: bool = False) -> str:
    """A date as "3 maart 2026", or with its time as "3 maart 2026 om 14:03 uur", in local time."""
    local = timezone.localtime(moment)
    date = f"{local.day} {MONTHS[local.month - 1]} {local.year}"
    return f"{date} om {local:%H:%M} uur" if with_time else date


class Preparation:
    """Turns the dataclasses into the JSON of the template, with every text cleaned."""

    def __init__(self, cleaner: Cleaner, lege_weglaten: bool) -> None:
        self._cleaner = cleaner
        self._lines = Lines(cleaner)
        self._lege_weglaten = lege_weglaten

    def document(self, d: PrintDocument) -> dict[str, Any]:
        """The whole document."""
        one, made_on = self._lines.line, dutch_date(d.gemaakt_op)
        delen = [made for made in map(self._deel, d.delen) if made is not None]
        versie = f", versie {shorten(str(d.format_versie), 12)}" if d.format_versie else " (concept)"
        about = {
            "dossier": f"Groeidocument van {d.leerling}, vertrouwelijk",
            "leeg": "Leeg formulier",
            "proef": "Proefafdruk van een format",
            "opp": f"Ontwikkelingsperspectief van {d.leerling}, vertrouwelijk",
            "bundel": f"Overleg over het ontwikkelingsperspectief van {d.leerling}, vertrouwelijk",
        }
        data = {
            "families": coverage().families,
            "titel": one(d.titel) or "Groeidocument",
            "omschrijving": one(about[d.soort]),
            "koptekst": one(shorten(d.leerling or d.titel, 60)),
            "merk": MARKS.get(d.soort, "vertrouwelijk"),
            "datum": made_on,
            "voettekst": one(shorten(d.voettekst, 90) or f"{shorten(d.format_naam, 60)}{versie} · {d.format_hash[:8]}"),
            "controlegetal": one(d.controlegetal).replace("\u200b", ""),
            "samenvatting": self._summary(d),
            "vertrouwelijk": one(_notice(d)),
            "concept": d.concept,
            "weggelaten": [one(titel) for titel in d.weggelaten],
            "inhoudsopgave": len(delen) >= CONTENTS_FROM and d.soort in ("dossier", "bundel"),
            "delen": delen,
            "bijlagen": [{"naam": one.naam, "uitleg": one.uitleg, "mime": one.mime, "tekst": one.tekst} for one in d.bijlagen],
        }
        data["vervangen"] = (
            f"Tekens die niet afgedrukt konden worden, staan in dit document als {SIGN}." if self._cleaner.replaced() else ""
        )
        return data

    def _summary(self, d: PrintDocument) -> list[Data]:
        versie = f", versie {d.format_versie}" if d.format_versie else " (concept)"
        made = [("Format", f"{d.format_naam}{versie}"), ("Gemaakt op", dutch_date(d.gemaakt_op, with_time=True))]
        pupil = [("Leerling", d.leerling), ("Geboortedatum", d.geboortedatum), ("School", d.school), *d.gegevens]
        if d.soort == "leeg":
            rows = [*pupil, ("Ingevuld door", ""), ("Ingevuld op", ""), made[0]]
        else:
            rows = made if d.soort == "proef" else [*pupil, *made, ("Gemaakt voor", d.gemaakt_voor)]
        unknown = "" if d.soort == "leeg" else "niet bekend"
        return [{"label": label, "waarde": self._lines.line(value) or unknown} for label, value in rows]

    def _deel(self, deel: PrintDeel) -> Data | None:
        secties = [self._sectie(sectie) for sectie in deel.secties]
        said = any(sectie.pop("ingevuld") for sectie in secties)
        if deel.weglaten_als_leeg and not (said or deel.aanvullingen or deel.nvt):
            return None
        return {
            "titel": self._lines.line(deel.titel) or "Zonder titel",
            "uitleg": self._lines.alineas(deel.uitleg),
            "nvt": self._lines.alineas(deel.nvt),
            "secties": [] if deel.nvt else [s for s in secties if s["regels"]] if self._lege_weglaten else secties,
            "aanvullingen": [
                {
                    "kop": self._lines.line(f"Aanvulling van {a.auteur}"),
                    "datum": self._lines.line(a.datum),
                    "alineas": self._lines.alineas(a.tekst),
                }
                for a in deel.aanvullingen
            ],
            "strekking": self._lines.alineas(deel.strekking) if deel.ondertekenaars else [],
            "plekken": self._lines.plekken(deel.ondertekenaars).get("plekken", []),
        }

    def _sectie(self, sectie: PrintSectie) -> Data:
        made = [(one, self._lines.regel(one)) for one in sectie.regels]
        kept = [regel for one, regel in made if not (regel["leeg"] and (self._lege_weglaten or not one.leeg_printen))]
        return {
            "titel": self._lines.line(sectie.titel) or "Zonder titel",
            "bijgewerkt": self._lines.line(sectie.bijgewerkt),
            "uitleg": self._lines.alineas(sectie.uitleg),
            "regels": _grouped(kept),
            "ingevuld": any(not (one.leeg or regel["leeg"]) for one, regel in made),
        }


def _grouped(regels: list[Data]) -> list[Data]:
    """Short questions in a row become one block, which stands as a list of question and answer beside each other."""
    groups: list[Data] = []
    for regel in regels:
        if not regel["kort"]:
            groups.append(regel)
        elif groups and groups[-1]["soort"] == "gegevens":
            groups[-1]["regels"].append(regel)
        else:
            groups.append({"soort": "gegevens", "regels": [regel]})
    return groups


def _notice(d: PrintDocument) -> str:
    if d.soort == "leeg":
        return (
            "Schrijf duidelijk, met pen. Als dit formulier is ingevuld, gaat het over een kind. Bewaar het dan veilig "
            "en deel het niet met anderen zonder overleg met de school."
        )
    if d.soort == "proef":
        return "Dit is een proefafdruk van een format. Hij hoort niet bij een dossier. Gebruik bij het proberen geen gegevens van echte kinderen."
    if d.soort in ("opp", "bundel"):
        return f"Gemaakt voor {d.gemaakt_voor}, met alleen wat deze lezer mocht zien. Bewaar het veilig, en deel het alleen in overleg met de school."
    return (
        f"Dit document gaat over een kind. Het is op {dutch_date(d.gemaakt_op)} gemaakt voor {d.gemaakt_voor}, "
        "met alleen de onderdelen die deze lezer mocht zien. "
        "Deel het niet met anderen zonder overleg met de school. Bewaar het veilig en vernietig het als u het niet meer nodig hebt. "
        "Op papier verandert niets meer: de nieuwste versie staat bij de school."
    )
