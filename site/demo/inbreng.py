"""What people of the demo bring in about each other's text: suggestions, a request for correction with a zienswijze, notes, and a half-typed text."""

import uuid
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from formats.schema import AnyVeld, Deel, Sectie
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, open_dossier
from groeidocumenten.dossiers.models import Leerling
from groeidocumenten.inhoud.actions import saved_section
from groeidocumenten.inhoud.concepten import Vorm, keep_concept
from groeidocumenten.inhoud.correcties import add_zienswijze, ask_correction, correcties, decide
from groeidocumenten.inhoud.inbreng import decline, suggest, voorstellen
from groeidocumenten.inhoud.notities import record_gesprek, write_note
from opp_pages.default_formats import key

from .files import FORMAT

BEGIN = (
    "Noor begint vlot aan taal en tekenen. Bij rekenen wacht zij af. Na de middagpauze is zij moe. "
    "In een klein groepje praat zij mee; in de kring durft zij dat nog niet."
)
ASKED = "Er staat dat Noor thuis om de week bij haar vader is. Sinds oktober is zij daar alleen in het weekend."
OWN_VIEW = "Noor legt haar hoofd op tafel als het lawaaiig is, niet omdat zij moe is. Met een koptelefoon op doet zij het niet."
TALK = "Noor vertelde dat zij de eerste som eng vindt, en dat het helpt als Joke even naast haar zit. Zij wil dit zelf aan haar ouders vertellen."


def load_voices(people: dict[str, User]) -> None:
    """Suggestions, requests, notes and a concept in Noor's file. Nothing where there are suggestions already."""
    dossier = Leerling.unguarded.get(gebruiker=people["noor"]).groeidocumenten.order_by("gestart_op")[0]
    anja, joke, mother = (open_dossier(Viewer(user=people[name]), dossier.pk, Recht.AANVULLEN) for name in ("anja", "joke", "fatima"))
    if voorstellen(anja):
        return
    _suggestions(mother, joke)
    _corrections(mother, anja)
    _notes(joke)
    _, sectie, veld = _place(joke, "overzicht", "leren", "werkhouding")
    typed = [(f"veld_{veld.key}", ["Noor werkt netjes en maakt af waar zij aan begint. Sinds deze week"])]
    keep_concept(geopend=joke, sectie=sectie, vorm=Vorm(uuid.uuid4(), saved_section(joke, sectie).versie), typed=typed)


def _place(geopend: GeopendDossier, chapter: str, section: str, field: str) -> tuple[Deel, Sectie, AnyVeld]:
    deel, sectie = geopend.sectie(key(FORMAT, chapter), key(FORMAT, chapter, section))
    return deel, sectie, next(veld for veld in sectie.velden if veld.key == key(FORMAT, chapter, section, field))


def _suggestions(mother: GeopendDossier, joke: GeopendDossier) -> None:
    deel, sectie, veld = _place(mother, "aanleiding", "vragen", "signalen")
    place = {"hoofdstuk": deel.key, "sectie": sectie, "veld": veld}
    suggest(geopend=mother, **place, nieuw="Noor kan goed tekenen.", reden="Dat is het leukste om te lezen.", verzoek=uuid.uuid4())
    [first] = voorstellen(joke)
    decline(
        geopend=joke, veld=veld, pk=first.pk, reden="Wij schrijven hier ook op wat moeilijk gaat. Het tekenen staat bij de sterke kanten."
    )
    suggest(geopend=mother, **place, nieuw=BEGIN, reden="“Kijkt bij haar buurvrouw” klinkt als afkijken.", verzoek=uuid.uuid4())


def _corrections(mother: GeopendDossier, anja: GeopendDossier) -> None:
    deel, _sectie, veld = _place(mother, "aanleiding", "vragen", "signalen")
    ask_correction(geopend=mother, deel=deel, veld=veld.key, tekst="Noor is ’s middags niet moe.", verzoek=uuid.uuid4())
    [first] = correcties(anja)
    said = "Dit is wat de leerkracht ziet. Wij laten het staan. U kunt uw eigen kijk erbij zetten."
    decide(geopend=anja, pk=first.pk, aangepast=False, antwoord=said)
    add_zienswijze(geopend=mother, pk=first.pk, tekst=OWN_VIEW, verzoek=uuid.uuid4())
    deel, _sectie, _veld = _place(mother, "overzicht", "welbevinden", "sociaal")
    ask_correction(geopend=mother, deel=deel, veld="", tekst=ASKED, verzoek=uuid.uuid4())


def _notes(joke: GeopendDossier) -> None:
    day = timezone.localdate() - timedelta(days=6)
    _, sectie, _veld = _place(joke, "aanleiding", "vragen", "vraag_leerling")
    record_gesprek(geopend=joke, sectie=sectie, gevoerd_door="Joke Bakker", gevoerd_op=day, verzoek=uuid.uuid4())
    write_note(geopend=joke, tekst=TALK, gesprek_op=day, verzoek=uuid.uuid4())
    write_note(geopend=joke, tekst="Koptelefoons vragen bij de conciërge. Maandag Anja bellen.", gesprek_op=None, verzoek=uuid.uuid4())
