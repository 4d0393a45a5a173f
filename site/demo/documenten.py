"""Documents and formulieren of Noor: small files made here, and questions that people answered, through the same actions that people use."""

import io
import uuid
from datetime import timedelta
from typing import Any

import typst
from django.utils import timezone
from PIL import Image, ImageDraw

from accounts.models import User
from formats.models import FormatVersie
from groeidocumenten.documenten.actions import Gegevens, add_documents
from groeidocumenten.documenten.people import people_of
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, open_dossier
from groeidocumenten.dossiers.models import Leerling
from groeidocumenten.inhoud.judging import judge
from groeidocumenten.vragen.actions import Verzoek, ask, hand_in, save_answers
from groeidocumenten.vragen.models import Vraag
from groeidocumenten.vragen.reading import to_fill

VERSLAG = """
#set page(paper: "a4", margin: 25mm)
#set text(lang: "nl", size: 11pt)
= Verslag van psychologisch onderzoek
Leerling: Noor Jansen \\
Onderzoeker: mevrouw R. de Wit, orthopedagoog (verzonnen)

== Waarom dit onderzoek
Noor leest langzamer dan wij bij haar verwachten. Zij doet erg haar best en is na het lezen moe. Ouders en school willen weten wat haar helpt.

== Wat wij zagen
Noor begrijpt veel als een tekst wordt voorgelezen. Zelf lezen kost haar veel tijd. In een rustige ruimte gaat het beter dan in de klas.
#pagebreak()
== Wat wij adviseren
+ Geef Noor meer tijd, of een kortere tekst met dezelfde vraag.
+ Laat haar lezen met voorleessoftware bij de zaakvakken.
+ Kijk na een half jaar samen met Noor en haar ouders wat heeft geholpen.
"""
BRIEF = """
#set page(paper: "a4", margin: 25mm)
#set text(lang: "nl", size: 11pt)
= Brief van de logopedist
Noor had dit voorjaar acht keer logopedie. Zij spreekt vrijer in een klein groepje. Wij stoppen voor nu en kijken na de zomer opnieuw.

Met groet, \\
praktijk De Spreekbuis (verzonnen)
"""
THUIS = {
    "Wie vult deze lijst in?": "Fatima, de moeder van Noor",
    "Vertel eens: hoe is uw kind?": "Noor is rustig en kijkt eerst even. Daarna doet zij volop mee.",
    "Waar is uw kind goed in?": "Tekenen, en zij onthoudt alles wat je voorleest.",
}
TOESTEMMING = {
    "Mag de school uw kind aanmelden bij het ondersteuningsteam?": {"antwoord": "ja", "toelichting": ""},
    "Mogen de leden van het team gegevens over uw kind met elkaar delen?": {
        "antwoord": "ja",
        "toelichting": "Alleen wat over school gaat.",
    },
    "Mogen gegevens zonder naam worden gebruikt voor onderzoek en kwaliteit?": {"antwoord": "nee", "toelichting": ""},
    "Wie geeft deze toestemming?": "een ouder met gezag, ook namens de andere ouder",
}


def load_documents(people: dict[str, User], versies: dict[str, FormatVersie]) -> None:
    """Documents of every class, one that nobody sorted yet, and three formulieren: begun, handed in and late. Does nothing the second time."""
    noor = Leerling.unguarded.get(gebruiker=people["noor"])
    pk = noor.groeidocumenten.order_by("gestart_op").first().pk
    anja, fatima = (open_dossier(Viewer(user=people[name]), pk, Recht.AANVULLEN) for name in ("anja", "fatima"))
    if anja.groeidocument.documenten.exists():
        return
    chapters = [deel.key for deel in anja.hoofdstukken]
    today = timezone.localdate()
    parents = frozenset({people["fatima"].pk, people["peter"].pk})
    report = Gegevens("onderzoek", chapters[4], "psychologisch", omschrijving="Onderzoek naar lezen, met advies", lezers=parents)
    letter = Gegevens("brief", "", "gevoelig", today - timedelta(days=40), "Logopedie is voor nu gestopt")
    drawing = Gegevens("werk", chapters[3], omschrijving="Zo ziet Noor haar klas")
    _add(anja, "Verslag onderzoek Noor.pdf", typst.compile(VERSLAG.encode()), report)
    _add(anja, "Brief logopedist.pdf", typst.compile(BRIEF.encode()), letter)
    _add(anja, "Tekening van mijn klas.png", _drawing(), drawing)
    _add(fatima, "Schrift rekenen.jpg", _notebook(), None)
    _questions(anja, people, versies, pk)


def _add(geopend: GeopendDossier, naam: str, inhoud: Any, gegevens: Gegevens | None) -> None:
    add_documents(geopend=geopend, files=[judge(naam, inhoud)], verzoek=uuid.uuid4(), gegevens=gegevens)


def _questions(anja: GeopendDossier, people: dict[str, User], versies: dict[str, FormatVersie], pk: uuid.UUID) -> None:
    asked = (
        ("fatima", "gezinsvragenlijst", 10, "Vult u dit in voor ons gesprek? U hoeft niet alles te beantwoorden."),
        ("peter", "toestemmingsformulier_ondersteuningsteam", 5, ""),
        ("noor", "hoe_denk_jij_erover", -2, "Je mag het samen met juf Joke doen."),
    )
    made = {name: _ask(anja, people[name], versies[form], days, word) for name, form, days, word in asked}
    for name, answers in (("fatima", THUIS), ("peter", TOESTEMMING)):
        geopend = open_dossier(Viewer(user=people[name]), pk, Recht.AANVULLEN)
        _answer(geopend, made[name], answers)
    hand_in(geopend=geopend, vraag=made["peter"])


def _ask(geopend: GeopendDossier, person: User, versie: FormatVersie, days: int, word: str) -> Vraag:
    mens = next(one for one in people_of(geopend) if one.gebruiker == person)
    variant = next((one.key for one in versie.schema.varianten), "")
    day = timezone.localdate() + timedelta(days=days)
    return ask(geopend=geopend, gevraagd=Verzoek(versie, variant, mens, day, word), verzoek=uuid.uuid4())


def _answer(geopend: GeopendDossier, vraag: Vraag, answers: dict[str, Any]) -> None:
    """Fill in by what the questions say, section by section."""
    for _deel, sectie in to_fill(geopend, vraag).secties():
        mine = {veld.key: answers[veld.label] for veld in sectie.velden if veld.label in answers}
        if mine:
            save_answers(geopend=geopend, vraag=vraag, sectie=sectie, antwoorden=mine, versie=0)


def _drawing() -> bytes:
    """A child's drawing: a school, a sun, and two children."""
    picture = Image.new("RGB", (900, 640), "#fdfaf0")
    draw = ImageDraw.Draw(picture)
    draw.ellipse((700, 50, 820, 170), fill="#f6c445")
    draw.rectangle((0, 540, 900, 640), fill="#8bbf6a")
    draw.rectangle((150, 260, 560, 540), fill="#d98c5f")
    draw.polygon(((120, 260), (355, 110), (590, 260)), fill="#a94f3d")
    for left in (190, 320, 450):
        draw.rectangle((left, 310, left + 70, 380), fill="#cfe6f2", outline="#5b4a3f", width=5)
    draw.rectangle((320, 430, 390, 540), fill="#6b4b3a")
    for left, colour in ((640, "#3f6fb0"), (730, "#b0487d")):
        draw.ellipse((left, 400, left + 50, 450), fill="#f2cfa8", outline="#5b4a3f", width=3)
        draw.polygon(((left + 25, 445), (left - 5, 530), (left + 55, 530)), fill=colour)
        for leg in (left + 12, left + 38):
            draw.line((leg, 530, leg, 570), fill="#5b4a3f", width=5)
    return _as(picture, "PNG")


def _notebook() -> bytes:
    """A page of sums, as a photo."""
    picture = Image.new("RGB", (800, 1000), "#fffef6")
    draw = ImageDraw.Draw(picture)
    for step in range(0, 1000, 40):
        draw.line((0, step, 800, step), fill="#c9d8ea", width=2)
        draw.line((step, 0, step, 1000), fill="#c9d8ea", width=2)
    for row, sums in enumerate(("7 x 8 = 56", "6 x 9 = 54", "12 x 4 = 48", "9 x 9 = 81")):
        draw.text((80, 120 + row * 160), sums, fill="#26406b", font_size=72)
    return _as(picture, "JPEG")


def _as(picture: Image.Image, shape: str) -> bytes:
    out = io.BytesIO()
    picture.save(out, shape)
    return out.getvalue()
