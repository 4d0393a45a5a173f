"""No agreement on the handelingsdeel: written down with reasons, whether it is carried out nevertheless and why, and what is done next.

The handelingsdeel cannot be adopted as agreed then, and the school keeps its duty of care (dossier 2.7): so this is a state of its own, beside
concept and akkoord. What was said until this day is frozen as an exhibit, with a digest; work goes on in newer versions (dossier 8.61).
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import making
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.inhoud.actions import sign
from groeidocumenten.inhoud.models import open_from, seal_into

from .actions import done, refuse_ended, reopened_opp
from .models import GeenOvereenstemming, Opp, OppVersie, Vertegenwoordiging, Vervolgstap
from .models.versie import canonical, digest
from .ondertekenen import shown_or_refused
from .tekenstand import judged, readable, rows_of

MIN_TEKST = 20


@dataclass(frozen=True)
class Geschil:
    """What is said of no agreement.

    Args:
        redenen: why there is none, of those who do not agree.
        uitgevoerd: whether the handelingsdeel is carried out without agreement.
        omdat: why, or why not.
    """

    redenen: str
    uitgevoerd: bool
    omdat: str


@transaction.atomic
def record_dispute(*, geopend: GeopendDossier, opp: Opp, sha256: str, geschil: Geschil, verzoek: UUID) -> GeenOvereenstemming:
    """Write down that there is no agreement on the version that was shown, and freeze what was said of it. A repeated post adds nothing.

    Raises:
        AccessOver: if the right ended.
        Vervangen: if another version is the newest now.
        ValidationError: if there is agreement, nothing is asked, the reasons have hardly any words, or `verzoek` is taken.
    """
    fresh = reopened_opp(geopend, opp)
    there: GeenOvereenstemming | None = geopend.groeidocument.oppgeschillen.filter(pk=verzoek, opp=fresh).first()
    if there is not None:
        return there
    refuse_ended(fresh)
    versie = shown_or_refused(geopend, fresh, sha256)
    for name in ("redenen", "omdat"):
        if len(getattr(geschil, name).strip()) < MIN_TEKST:
            raise ValidationError({name: f"Schrijf dit in ten minste {MIN_TEKST} tekens op."})
    if judged(geopend, fresh, versie).bereikt:
        raise ValidationError("Er is overeenstemming over deze versie. U hoeft dit niet vast te leggen.")
    bewijsstuk = exhibit(geopend, fresh, versie)
    row = GeenOvereenstemming(pk=verzoek, groeidocument=geopend.groeidocument, opp=fresh, versie=versie, uitgevoerd=geschil.uitgevoerd)
    row.vastgesteld_op, row.sha256 = timezone.localdate(), digest(bewijsstuk)
    seal_into(row, "inhoud", {"redenen": geschil.redenen, "omdat": geschil.omdat, "bewijsstuk": canonical(bewijsstuk)})
    sign(row, geopend)
    with making():
        row.save(force_insert=True)
    done(geopend, Handeling.OPP_GESCHIL, fresh)
    return row


@transaction.atomic
def add_step(*, geopend: GeopendDossier, opp: Opp, stap: str, datum: date, tekst: str, verzoek: UUID) -> None:
    """Write down a step that was taken or is planned. A repeated post adds nothing.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if there is nothing written down yet, the day lies before the version, or `verzoek` is taken.
    """
    fresh = reopened_opp(geopend, opp)
    row = geopend.groeidocument.oppgeschillen.filter(opp=fresh).select_related("versie").first()
    if row is None:
        raise ValidationError("Leg eerst vast dat er geen overeenstemming is.")
    if geopend.groeidocument.oppvervolgstappen.filter(pk=verzoek).exists():
        return
    first = timezone.localdate(row.versie.op)
    if datum < first:
        raise ValidationError({"datum": f"Deze versie is van {first:%d-%m-%Y}. Kies die dag of een latere."})
    step = Vervolgstap(pk=verzoek, groeidocument=geopend.groeidocument, geschil=row, stap=stap, datum=datum)
    if tekst:
        seal_into(step, "tekst", tekst)
    sign(step, geopend)
    with making():
        step.save(force_insert=True)
    done(geopend, Handeling.OPP_GESCHIL, fresh)


@transaction.atomic
def choose_representative(*, geopend: GeopendDossier, leerling_zelf: bool, naam: str, hoedanigheid: str, reden: str, verzoek: UUID) -> None:
    """Say who signs for a pupil of 18: the pupil, or somebody else with a reason (mentor, bewindvoerder; dossier 8.14).

    Raises:
        AccessOver: if the right ended.
        ValidationError: before the pupil is 18, without a name or reason, or if `verzoek` is taken.
    """
    geopend.reopen(Recht.SCHRIJVEN)
    if geopend.groeidocument.oppvertegenwoordigingen.filter(pk=verzoek).exists():
        return
    if geopend.groeidocument.leerling.leeftijd < 18:
        raise ValidationError("Deze leerling is nog geen 18. Tot die tijd tekent wie het gezag heeft.")
    if not leerling_zelf and not (naam and hoedanigheid):
        raise ValidationError({"naam": "Vul in wie er tekent, en als wat: mentor of bewindvoerder."})
    if len(reden.strip()) < MIN_TEKST:
        raise ValidationError({"reden": f"Schrijf de reden in ten minste {MIN_TEKST} tekens op."})
    row = Vertegenwoordiging(pk=verzoek, groeidocument=geopend.groeidocument, leerling_zelf=leerling_zelf)
    said = {"naam": naam, "hoedanigheid": hoedanigheid} if not leerling_zelf else {"naam": "", "hoedanigheid": ""}
    seal_into(row, "inhoud", said | {"reden": reden})
    sign(row, geopend)
    with making():
        row.save(force_insert=True)
    opp = geopend.groeidocument.opps.first()
    if opp is not None:
        done(geopend, Handeling.OPP_BEVOEGD, opp)


def exhibit(geopend: GeopendDossier, opp: Opp, versie: OppVersie) -> dict[str, Any]:
    """What was said of a version until now: signatures, remarks with their answers, and talks. Texts as the school reads them."""
    file = geopend.groeidocument
    answers = {row.opmerking_id: row for row in file.oppopmerkingantwoorden.filter(opmerking__versie__opp=opp)}
    remarks = file.oppopmerkingen.filter(versie__opp=opp, versie__ronde=versie.ronde).select_related("versie")
    return {
        "versie": versie.nummer,
        "sha256": versie.sha256,
        "sha256_handelingsdeel": versie.sha256_handelingsdeel,
        "handtekeningen": [
            {"versie": one.versie, "naam": one.naam, "als": one.hoedanigheid, "betekenis": one.betekenis, "op": one.getekend_op.isoformat()}
            | {"opmerking": one.opmerking, "bezwaar": one.bezwaar, "telt": one.telt}
            for one in readable(rows_of(geopend, opp))
        ],
        "opmerkingen": [
            {"versie": row.versie.nummer, "plek": row.plek, "naam": open_from(row, "naam"), "tekst": open_from(row, "tekst")}
            | ({"antwoord": open_from(answers[row.pk], "tekst"), "uitkomst": answers[row.pk].uitkomst} if row.pk in answers else {})
            for row in remarks
        ],
        "besprekingen": [
            {"versie": row.versie.nummer, "op": row.gehouden_op.isoformat(), **open_from(row, "inhoud")}
            for row in file.oppbesprekingen.filter(opp=opp, ronde=versie.ronde).select_related("versie")
        ],
    }
