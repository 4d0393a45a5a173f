"""Signatures on paper: the scan becomes a document of the file, and a second person checks it before it counts (dossier 8.41)."""

from datetime import date
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from groeidocumenten.documenten.actions import Gegevens, add_documents
from groeidocumenten.documenten.models import Klasse, Soort
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.inhoud.actions import sign
from groeidocumenten.inhoud.judging import Judged
from groeidocumenten.inhoud.models import seal_into

from .actions import done, refuse_ended, reopened_opp
from .models import Handtekening, Opp, Papiercontrole
from .ondertekenaars import all_signers
from .ondertekenen import CODE, Akte, Over, Tekenkeuze, Wijze, newest_of, write_signatures
from .overleg import refuse_outside
from .vaststellen import Vervangen


@transaction.atomic
def record_paper(
    *, geopend: GeopendDossier, opp: Opp, code: str, wie: str, getekend_op: date, keuze: Tekenkeuze, scan: Judged, verzoek: UUID
) -> Handtekening | None:
    """Take in a signature on paper with its scan, which becomes a document of the file. It counts after a second person checked it.

    Args:
        code: the first characters of the digest, as they stand on the paper that was signed.
        wie: key of the signer.

    Raises:
        AccessOver: if the right ended.
        Vervangen: if the paper is of another version than the newest.
        ValidationError: for somebody who had nothing to sign on that day, a day to come, or a taken `verzoek`.
    """
    fresh = reopened_opp(geopend, opp)
    refuse_ended(fresh)
    versie = newest_of(geopend, fresh)
    code = code.strip().lower()
    if versie is None or len(code) < CODE or not versie.sha256.startswith(code):
        raise Vervangen
    refuse_outside(getekend_op, timezone.localdate(versie.op), "getekend_op", "deze versie is gemaakt")
    who = next((one for one in all_signers(geopend, getekend_op) if one.wie == wie), None)
    if who is None:
        raise ValidationError({"wie": "Deze persoon hoefde op die dag niet te tekenen. Controleer het gezag en de datum."})
    if geopend.groeidocument.opphandtekeningen.filter(pk__in=(verzoek, uuid5(verzoek, Over.HANDELINGSDEEL))).exists():
        return None
    gegevens = Gegevens(
        soort=Soort.TOESTEMMING, klasse=Klasse.GEVOELIG, omschrijving=f"Handtekening van {who.naam}, OPP versie {versie.nummer}"
    )
    [document] = add_documents(geopend=geopend, files=[scan], verzoek=uuid5(verzoek, "scan"), gegevens=gegevens)
    return write_signatures(Akte(geopend, versie, who, Wijze.PAPIER, getekend_op, keuze, document.pk), verzoek)


@transaction.atomic
def check_paper(*, geopend: GeopendDossier, opp: Opp, handtekening: UUID, uitkomst: str, toelichting: str) -> None:
    """Say whether a signature on paper is right. Once; not by who took it in, and not by who signed.

    Raises:
        AccessOver: if the right ended.
        ValidationError: for the one who took it in, an unknown signature, or a no without words.
    """
    fresh = reopened_opp(geopend, opp)
    rows = geopend.groeidocument.opphandtekeningen.filter(versie__opp=fresh, wijze=Wijze.PAPIER)
    chosen = rows.filter(pk=handtekening).first()
    if chosen is None:
        raise ValidationError("Deze handtekening is er niet meer.")
    user = geopend.viewer.user.pk
    if user in (chosen.door_id, chosen.persoon_id):
        raise ValidationError(
            "Iemand anders controleert deze handtekening: u nam haar zelf op. Vraag een collega die in dit groeidocument werkt."
        )
    done_before = geopend.groeidocument.opppapiercontroles.filter(handtekening=chosen).exclude(uitkomst=uitkomst)
    if done_before.exists():
        raise ValidationError("Een collega heeft deze handtekening intussen anders beoordeeld. Kijk bij “Wie tekende”, en overleg samen.")
    if uitkomst == Papiercontrole.Uitkomst.KLOPT_NIET and not toelichting:
        raise ValidationError({"toelichting": "Schrijf wat er niet klopt."})
    # One paper can hold two signatures: both are checked at once, because they are on the same scan.
    for row in rows.filter(document=chosen.document_id, controle__isnull=True) if chosen.document_id else [chosen]:
        check = Papiercontrole(groeidocument=geopend.groeidocument, handtekening=row, uitkomst=uitkomst)
        if toelichting:
            seal_into(check, "toelichting", toelichting)
        sign(check, geopend)
        check.save(force_insert=True)
    done(geopend, Handeling.OPP_PAPIER, fresh)
