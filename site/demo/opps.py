"""OPP's of the demo's pupils, made through the same actions that people use: Noor's is halfway, Daan's is adopted."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from formats.models import FormatVersie
from formats.schema import AnyVeld, JaNee, LangeTekst, Sectie
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, open_dossier
from groeidocumenten.dossiers.models import Leerling
from groeidocumenten.opp.actions import start_opp
from groeidocumenten.opp.inbrengen import Gehoord, add_factor, follow_up, record_hearing, set_outlook
from groeidocumenten.opp.lijsten import factor_items
from groeidocumenten.opp.models import Factor, Hoormoment, Moment, Opp
from groeidocumenten.opp.overleg import Besproken, Zending, answer_remark, record_talk, remark, send_concept
from groeidocumenten.opp.schrijven import save_section
from groeidocumenten.opp.vaststellen import adopt

from .tekenen import no_agreement

FORMAT = "opp_kort"
BESTEMMING = {
    "bestemming": "vmbo kaderberoepsgericht",
    "laagste": "vmbo basisberoepsgericht",
    "hoogste": "vmbo gemengd of theoretisch (mavo)",
}


def load_opps(people: dict[str, User], versies: dict[str, FormatVersie]) -> None:
    """An OPP for Noor that was sent, remarked on and changed since, and one for Daan that was adopted. Nothing where there is one already."""
    noor, daan = _file("Jansen"), _file("Mulder")
    if not Opp.unguarded.filter(groeidocument=noor).exists():
        _halfway({name: _opened(noor, people[name]) for name in ("anja", "fatima", "peter", "noor")}, versies[FORMAT])
    if not Opp.unguarded.filter(groeidocument=daan).exists():
        _adopted(_opened(daan, people["mehmet"]), versies[FORMAT])


def _halfway(opened: dict[str, GeopendDossier], versie: FormatVersie) -> None:
    anja, mother, noor = opened["anja"], opened["fatima"], opened["noor"]
    opp = start_opp(geopend=anja, format_versie=versie, variant="", verzoek=uuid.uuid4())
    _write(
        anja,
        opp,
        onderbouwing="Noor groeit het hele jaar gelijkmatig met lezen. Met rekenen zit zij een half jaar achter op de groep, "
        "en dat verschil blijft even groot. "
        "Als zij rustig kan werken, laat zij meer zien dan op een toets.",
    )
    _write(
        anja,
        opp,
        individuele_begeleiding="Vier keer per week een voorbeeldsom aan de instructietafel, met de leerkracht. Na de gymles tien minuten rust.",
        afwijkingen_programma={"antwoord": "nee", "toelichting": ""},
    )
    _write(anja, opp, inbreng_leerling={"antwoord": "ja", "toelichting": "Noor vertelde het bij een tekening."})
    _expect(anja, opp, basis="De toetsen van januari, en het rekenwerk van de laatste acht weken.")
    _pick(anja, opp, Factor.Richting.BEVORDEREND, 2, "Zij maakt af waar zij aan begint.")
    _pick(anja, opp, Factor.Richting.BELEMMEREND, 1, "Vooral als zij een som nog niet eerder deed.")
    _own(
        mother,
        opp,
        Factor.Richting.BEVORDEREND,
        "Tekenen maakt haar rustig",
        "Na school tekent zij een half uur. Daarna kan zij weer iets nieuws.",
    )
    _own(noor, opp, Factor.Richting.BELEMMEREND, "Als het druk is, kan ik niet denken.", "")
    _hear(noor, opp, "Ik wil later met dieren werken. Ik vind rekenen moeilijk als iedereen praat.")
    _hear(
        anja,
        opp,
        "Ik wil weten hoeveel tijd ik nog heb. En ik wil na gym eerst even zitten.",
        Hoormoment.Vorm.GESPREK,
        "Noor krijgt een zandloper op haar tafel. De rust na de gymles staat in de begeleiding.",
    )
    for moment in anja.groeidocument.hoormomenten.filter(opp=opp, opvolgingen__isnull=True):
        _follow(anja, opp, moment.pk, "Wij zoeken een stageplek op de kinderboerderij, en een stille plek voor rekenen.")
    agenda = "1. Wat zegt Noor zelf?\n2. Waar gaat zij naartoe?\n3. Wat doen we het komende half jaar, op school en thuis?"
    day = timezone.localdate() + timedelta(days=6)
    sent = send_concept(
        geopend=anja,
        opp=opp,
        zending=Zending("Fatima el Amrani, Peter Jansen en Noor", agenda, "Lees gerust samen. Wat klopt er niet, of wat mist u?", day),
    )
    answered = uuid.uuid4()
    place = _asked(opp, "individuele_begeleiding", LangeTekst)[0].key
    remark(
        geopend=mother,
        versie=sent,
        plek=place,
        tekst="Tien minuten rust is thuis niet genoeg. Kan het een kwartier zijn?",
        verzoek=answered,
    )
    answer_remark(geopend=anja, opp=opp, opmerking=answered, uitkomst="overgenomen", tekst="Dat doen we. Noor mag in dat kwartier tekenen.")
    said = "Ik lees hier niets over haar leesniveau. Dat is juist haar sterke kant."
    remark(geopend=opened["peter"], versie=sent, plek="", tekst=said, verzoek=uuid.uuid4())
    _write(
        anja,
        opp,
        individuele_begeleiding="Vier keer per week een voorbeeldsom aan de instructietafel, met de leerkracht. "
        "Na de gymles een kwartier rust, waarin Noor mag tekenen.",
    )


def _adopted(mehmet: GeopendDossier, versie: FormatVersie) -> None:
    opp = start_opp(geopend=mehmet, format_versie=versie, variant="", verzoek=uuid.uuid4())
    _write(
        mehmet,
        opp,
        onderbouwing="Daan leert goed als hij weet wat er komt. Zijn werk is op niveau, zijn spanning niet.",
    )
    _write(
        mehmet,
        opp,
        individuele_begeleiding="Elke ochtend neemt de leerkracht met Daan de dag door. "
        "Hij heeft een kaartje waarmee hij hulp vraagt, en een plek om tot rust te komen.",
        afwijkingen_programma={"antwoord": "nee", "toelichting": ""},
    )
    _write(mehmet, opp, inbreng_leerling={"antwoord": "ja", "toelichting": ""})
    _expect(mehmet, opp, basis="Zijn werk van dit schooljaar.")
    _pick(mehmet, opp, Factor.Richting.BEVORDEREND, 1, "")
    _pick(mehmet, opp, Factor.Richting.BELEMMEREND, 1, "Bij wisselingen van lokaal of leerkracht.")
    _hear(
        mehmet,
        opp,
        "Ik wil dat niemand ziet dat ik mijn kaartje gebruik.",
        Hoormoment.Vorm.GESPREK,
        "Het kaartje ligt nu in zijn laatje. De leerkracht ziet het toch.",
    )
    sent = send_concept(geopend=mehmet, opp=opp, zending=Zending("de ouders van Daan", "Het plan voor Daan"))
    talk = Besproken(
        timezone.localdate(),
        "Vader en moeder Mulder, Mehmet Yıldız",
        "De ouders herkennen Daan in het plan. Over de plek buiten de klas zijn zij het niet eens met de school.",
    )
    record_talk(geopend=mehmet, opp=opp, versie=sent, besproken=talk, verzoek=uuid.uuid4())
    no_agreement(mehmet, opp, sent)
    adopt(geopend=mehmet, opp=opp, sha256=sent.sha256, redenen={}, verzoek=uuid.uuid4())
    # Work on the next version has begun, with words that the hints stumble over.
    _write(
        mehmet,
        opp,
        individuele_begeleiding="Elke ochtend neemt de leerkracht met Daan de dag door. "
        "Daan werkt aan zijn executieve functies, zoals in 2019 is geadviseerd. Hij zit naast klasgenoot Bram.",
        afwijkingen_programma={"antwoord": "nee", "toelichting": ""},
    )


def _expect(geopend: GeopendDossier, opp: Opp, basis: str) -> None:
    today = timezone.localdate()
    said = BESTEMMING | {
        "op_dit_moment": BESTEMMING["laagste"],
        "basis": basis,
        "basis_op": (today - timedelta(days=20)).isoformat(),
        "nog_niet": "",
    }
    set_outlook(geopend=geopend, opp=opp, peildatum=today, inhoud=said, verzoek=uuid.uuid4())


def _pick(geopend: GeopendDossier, opp: Opp, richting: str, count: int, toelichting: str) -> None:
    """Pick from the bank of the samenwerkingsverband."""
    for item in factor_items(geopend, opp, richting)[:count]:
        said = {"item": item.label, "domein": item.domein, "kindtaal": item.kindtaal, "gevoelig": item.gevoelig}
        more = {"toelichting": toelichting, "invloed": "veel"}
        add_factor(geopend=geopend, opp=opp, richting=richting, inhoud=said | more, vervangt=None, verzoek=uuid.uuid4())


def _own(geopend: GeopendDossier, opp: Opp, richting: str, tekst: str, toelichting: str) -> None:
    said: dict[str, object] = {"tekst": tekst, "toelichting": toelichting, "invloed": "", "gevoelig": False}
    add_factor(geopend=geopend, opp=opp, richting=richting, inhoud=said, vervangt=None, verzoek=uuid.uuid4())


def _hear(geopend: GeopendDossier, opp: Opp, inbreng: str, vorm: str = Hoormoment.Vorm.ZELF, opvolging: str = "") -> None:
    by = "" if vorm == Hoormoment.Vorm.ZELF else geopend.viewer.name
    gehoord = Gehoord(Moment.OPSTELLEN, timezone.localdate(), vorm, Hoormoment.Uitkomst.GEHOORD, by, inbreng, opvolging=opvolging)
    record_hearing(geopend=geopend, opp=opp, gehoord=gehoord, bijlage=None, vervangt=None, verzoek=uuid.uuid4())


def _follow(geopend: GeopendDossier, opp: Opp, moment: uuid.UUID, tekst: str) -> None:
    follow_up(geopend=geopend, opp=opp, hoormoment=moment, tekst=tekst)


def _write(geopend: GeopendDossier, opp: Opp, **answers: Any) -> None:
    """Save answers to the questions that satisfy these legal elements, over what stands there."""
    for code, value in answers.items():
        sectie, veld = _asked(opp, code, JaNee if isinstance(value, dict) else LangeTekst)
        row = geopend.groeidocument.oppantwoorden.filter(opp=opp, sectie=sectie.key).first()
        save_section(geopend=geopend, opp=opp, sectie=sectie, antwoorden={veld.key: value}, versie=row.versie if row else 0)


def _asked(opp: Opp, code: str, kind: type[JaNee | LangeTekst]) -> tuple[Sectie, AnyVeld]:
    """The first question of a kind that satisfies a legal element, with its section."""
    if opp.format_versie is not None:
        for _deel, sectie, veld in opp.format_versie.schema.velden():
            if code in veld.wettelijk and isinstance(veld, kind):
                return sectie, veld
    raise LookupError(f"the format asks nothing about {code}")


def _file(achternaam: str) -> uuid.UUID:
    leerling = Leerling.unguarded.get(achternaam=achternaam)
    found: uuid.UUID = leerling.groeidocumenten.order_by("gestart_op").values_list("pk", flat=True)[0]
    return found


def _opened(dossier: uuid.UUID, person: User) -> GeopendDossier:
    return open_dossier(Viewer(user=person), dossier, Recht.AANVULLEN)
