"""What this room tells the others: that a signature is asked of this viewer and was not put yet."""

from django.urls import reverse

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.kamers import Zaak
from groeidocumenten.opp.models import OppVersie
from groeidocumenten.opp.ondertekenaars import signer_of


def waiting(geopend: GeopendDossier) -> list[Zaak]:
    """The signature that is asked of a parent or the pupil; at most a fixed number of queries, and none for the school and guests."""
    versie = asked_of(geopend)
    if versie is None:
        return []
    said = (
        "Zet je handtekening onder je plan" if geopend.lezer == "leerling" else "Onderteken het OPP, of zeg dat u het er niet mee eens bent"
    )
    return [Zaak(said, reverse("opp:tekenen", args=[geopend.groeidocument.pk, versie.opp_id]))]


def asked_of(geopend: GeopendDossier) -> OppVersie | None:
    """The newest version of the OPP that runs, if this viewer's signature on it is asked and was not put yet; for parents and the pupil."""
    if geopend.viewer.is_guest or geopend.lezer not in ("ouder", "leerling"):
        return None
    rows = geopend.groeidocument.oppversies.filter(opp__beeindigd_op__isnull=True)
    newest: OppVersie | None = rows.order_by("-op", "-nummer").first()
    if newest is None or not geopend.groeidocument.tekenverzoeken.filter(versie=newest).exists():
        return None
    who = signer_of(geopend)
    if who is None or geopend.groeidocument.opphandtekeningen.filter(versie=newest, wie=who.wie).exists():
        return None
    return newest
