"""Signatures in the demo: Noor's mother signed, her father and the directeur are asked; about Daan there is no agreement, his mother said so by a
link, and the school says how it goes on.
"""

import uuid
from datetime import timedelta

from django.utils import timezone

from accounts.models import User
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, open_dossier
from groeidocumenten.dossiers.actions import record_gezag
from groeidocumenten.dossiers.forms import end_of_day
from groeidocumenten.dossiers.models import Gezagsrelatie, Groeidocument, Leerling
from groeidocumenten.opp.geschil import Geschil, add_step, record_dispute
from groeidocumenten.opp.models import Opp, OppVersie
from groeidocumenten.opp.ondertekenen import Tekenkeuze, sign_version
from groeidocumenten.opp.overleg import Zending, send_concept
from groeidocumenten.opp.voorleggen import put_before_director
from groeidocumenten.tekenlinks.actions import Adres, ask_by_link, ask_signatures, sign_by_link


def load_signatures(people: dict[str, User]) -> None:
    """Noor's second concept, with what was asked in it: signed by her mother, waiting for her father and for the directeur. Once."""
    file = Groeidocument.unguarded.get(leerling=Leerling.unguarded.get(achternaam="Jansen"))
    opp = Opp.unguarded.get(groeidocument=file)
    if opp.versies.count() > 1:
        return
    anja, mother = (open_dossier(Viewer(user=people[name]), file.pk, Recht.AANVULLEN) for name in ("anja", "fatima"))
    zending = Zending("Fatima el Amrani, Peter Jansen en Noor", "", "De rust na de gymles is nu een kwartier. De rest is hetzelfde.")
    versie = send_concept(geopend=anja, opp=opp, zending=zending)
    ask_signatures(geopend=anja, opp=opp, sha256=versie.sha256)
    keuze = Tekenkeuze("akkoord", "Fijn dat Noor na gym een kwartier mag tekenen.")
    sign_version(geopend=mother, opp=opp, sha256=versie.sha256, keuze=keuze, verzoek=uuid.uuid4())
    put_before_director(geopend=anja, opp=opp, directeur=people["ria"], sha256=versie.sha256)


def no_agreement(mehmet: GeopendDossier, opp: Opp, versie: OppVersie) -> None:
    """Daan's parents do not agree with the place outside the classroom; the school carries the plan out and asks for help."""
    for naam in ("Linda Mulder", "Jeroen Mulder"):
        gezag = Gezagsrelatie(naam=naam, soort=Gezagsrelatie.Soort.OUDER_MET_GEZAG, bron="verklaring van beide ouders")
        record_gezag(geopend=mehmet, gezag=gezag, verzoek=uuid.uuid4())
    _says_no_by_link(mehmet, opp, versie)
    geschil = Geschil(
        "De ouders willen dat Daan ook in de klas tot rust kan komen. Zij zijn bang dat hij op de gang een buitenbeentje wordt.",
        True,
        "Zonder een plek om tot rust te komen, raakt Daan elke dag overstuur. De school begint ermee en kijkt na zes weken samen met de ouders.",
    )
    record_dispute(geopend=mehmet, opp=opp, sha256=versie.sha256, geschil=geschil, verzoek=uuid.uuid4())
    today = timezone.localdate()
    for stap, day, tekst in (
        ("directeur", today, "De directeur en de ouders spraken elkaar. Er komt een proef van zes weken."),
        ("steunpunt", today + timedelta(days=10), "De ouders vragen het ouder- en jeugdsteunpunt om mee te denken."),
    ):
        add_step(geopend=mehmet, opp=opp, stap=stap, datum=day, tekst=tekst, verzoek=uuid.uuid4())


def _says_no_by_link(mehmet: GeopendDossier, opp: Opp, versie: OppVersie) -> None:
    """Daan's mother has no account: the school mailed her a link, and she wrote why she does not agree."""
    mother = mehmet.groeidocument.leerling.gezagsrelaties.get(naam="Linda Mulder")
    guiding = open_dossier(mehmet.viewer, mehmet.groeidocument.pk, Recht.DELEN)
    adres = Adres("linda@demo.example", end_of_day(timezone.localdate() + timedelta(days=14)))
    made = ask_by_link(geopend=guiding, opp=opp, sha256=versie.sha256, wie=f"gezag:{mother.pk}", adres=adres, verzoek=uuid.uuid4())
    if made is None:
        raise RuntimeError("a fresh one-time id was used before")
    linda = open_dossier(Viewer(user=made.link.gebruiker, link=made.link), mehmet.groeidocument.pk, Recht.LEZEN)
    keuze = Tekenkeuze("niet_akkoord", bezwaar="Ik wil dat Daan ook in de klas tot rust kan komen, niet alleen op de gang.")
    sign_by_link(geopend=linda, sha256=versie.sha256, keuze=keuze, verzoek=uuid.uuid4())
