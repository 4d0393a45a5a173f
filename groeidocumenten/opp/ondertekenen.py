"""Deeds of signing: sign the version that was shown, take in a signature on paper, check it, put a version before the directeur.

The request carries the sha256 of what was shown; another one than the newest is refused (besluiten-vooraf 30). The file's row is locked while
somebody signs, so of two who sign at the same moment both are written, one after the other, each with the circle of that moment.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.access import member_schools
from accounts.models import Rol as Schoolrol
from accounts.models import User
from groeidocumenten.documenten.actions import Gegevens, add_documents
from groeidocumenten.documenten.models import Klasse, Soort
from groeidocumenten.dossiers.access import AccessOver, GeopendDossier, Recht, VoorgelegdDossier
from groeidocumenten.dossiers.actions import making
from groeidocumenten.dossiers.models import Handeling, Voorlegging
from groeidocumenten.inhoud.actions import sign
from groeidocumenten.inhoud.judging import Judged
from groeidocumenten.inhoud.models import seal_into

from .actions import done, refuse_ended, reopened_opp
from .bewijs import lookup, receipt_code
from .models import Handtekening, Opp, OppVersie, Papiercontrole
from .ondertekenaars import Ondertekenaar, all_signers, circle, may_agree, signer_of
from .overleg import refuse_outside
from .tekenstand import counts
from .vaststellen import Vervangen

Over, Betekenis, Wijze = Handtekening.Over, Handtekening.Betekenis, Handtekening.Wijze
CODE = 8


@dataclass(frozen=True)
class Tekenkeuze:
    """What somebody signs: always that the whole was seen, and perhaps what is said of the handelingsdeel.

    Args:
        handelingsdeel: "akkoord", "niet_akkoord", or "" for nothing (yet).
        opnieuw: the signer comes back on what was said of this version before.
    """

    handelingsdeel: str = ""
    opmerking: str = ""
    bezwaar: str = ""
    opnieuw: bool = False


@dataclass(frozen=True)
class _Akte:
    """What is the same for the one or two signatures of one deed."""

    geopend: GeopendDossier
    versie: OppVersie
    who: Ondertekenaar
    wijze: str
    getekend_op: date
    keuze: Tekenkeuze
    document: UUID | None = None


@transaction.atomic
def sign_version(*, geopend: GeopendDossier, opp: Opp, sha256: str, keuze: Tekenkeuze, verzoek: UUID) -> Handtekening | None:
    """Sign the version that was shown, in the own name. A repeated post adds nothing.

    Who signs is asked now, inside the transaction: somebody whose gezag ended yesterday signs nothing, whatever page is still open.

    Returns:
        The signature; None if it was there already.

    Raises:
        AccessOver: if the right ended, or this viewer does not sign.
        Vervangen: if another version than this one is the newest now.
        ValidationError: if this signer signed it already, or an objection has no words.
    """
    geopend.reopen(Recht.INSTEMMEN if geopend.mag(Recht.INSTEMMEN) else Recht.AANVULLEN)
    who = signer_of(geopend)
    if who is None:
        raise AccessOver
    versie = shown_or_refused(geopend, opp, sha256)
    return _write(_Akte(geopend, versie, who, Wijze.DIGITAAL, timezone.localdate(), keuze), verzoek)


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
    versie = _newest(geopend, fresh)
    if versie is None or len(code) < CODE or not versie.sha256.startswith(code.strip().lower()):
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
    return _write(_Akte(geopend, versie, who, Wijze.PAPIER, getekend_op, keuze, document.pk), verzoek)


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


@transaction.atomic
def put_before_director(*, geopend: GeopendDossier, opp: Opp, directeur: User, sha256: str) -> None:
    """Put the newest version before a directeur of the school, who then reads and signs that version and nothing else. Once per version.

    Raises:
        AccessOver: if the right ended.
        Vervangen: if another version is the newest now.
        ValidationError: if this person does not head the school.
    """
    fresh = reopened_opp(geopend, opp)
    versie = shown_or_refused(geopend, fresh, sha256)
    if not member_schools(directeur, Schoolrol.DIRECTEUR).filter(pk=geopend.groeidocument.school_id).exists():
        raise ValidationError({"directeur": "Kies een directeur van deze school."})
    row, made = geopend.groeidocument.voorleggingen.get_or_create(gebruiker=directeur, versie_id=versie.pk)
    if made or row.ingetrokken_op is not None:
        row.ingetrokken_op = None
        row.save()
        done(geopend, Handeling.OPP_VOORGELEGD, fresh)


@transaction.atomic
def take_back_from_director(*, geopend: GeopendDossier, opp: Opp, voorlegging: UUID) -> None:
    """Take a version back from a directeur: it closes at the next click.

    Raises:
        AccessOver: if the right ended.
    """
    fresh = reopened_opp(geopend, opp)
    rows = geopend.groeidocument.voorleggingen.filter(pk=voorlegging, ingetrokken_op__isnull=True)
    if rows.update(ingetrokken_op=timezone.now()):
        done(geopend, Handeling.OPP_VOORGELEGD, fresh)


def put_before_rows(geopend: GeopendDossier, versie: OppVersie) -> list[Voorlegging]:
    """Before whom a version lies now."""
    rows = geopend.groeidocument.voorleggingen.filter(versie_id=versie.pk, ingetrokken_op__isnull=True)
    return list(rows.select_related("gebruiker"))


def shown_or_refused(geopend: GeopendDossier, opp: Opp, sha256: str) -> OppVersie:
    """The newest version, if it is the one that was shown.

    Raises:
        Vervangen: if it is not, also for a directeur before whom an older one was put.
        ValidationError: if the OPP is over.
    """
    refuse_ended(geopend.groeidocument.opps.get(pk=opp.pk))
    newest = _newest(geopend, opp)
    if newest is None or newest.sha256 != sha256:
        raise Vervangen
    if isinstance(geopend, VoorgelegdDossier) and newest.pk != geopend.versie_id:
        raise Vervangen
    return newest


def _newest(geopend: GeopendDossier, opp: Opp) -> OppVersie | None:
    row: OppVersie | None = geopend.groeidocument.oppversies.filter(opp=opp).order_by("-nummer").first()
    return row


def _write(akte: _Akte, verzoek: UUID) -> Handtekening | None:
    rows = akte.geopend.groeidocument.opphandtekeningen
    if rows.filter(pk__in=(verzoek, uuid5(verzoek, Over.HANDELINGSDEEL))).exists():
        return None
    keuze = akte.keuze
    if keuze.handelingsdeel == Betekenis.NIET_AKKOORD and not keuze.bezwaar:
        raise ValidationError({"bezwaar": "Schrijf waarom niet. Dan kan de school erover met u praten."})
    if keuze.handelingsdeel and not (akte.versie.sha256_handelingsdeel and may_agree(akte.geopend, akte.who)):
        raise ValidationError({"handelingsdeel": "Over dit handelingsdeel wordt u niet om akkoord gevraagd. U kunt voor gezien tekenen."})
    made = _one(akte, Over.GEHEEL, Betekenis.GEZIEN, verzoek)
    if keuze.handelingsdeel:
        said = _one(akte, Over.HANDELINGSDEEL, keuze.handelingsdeel, uuid5(verzoek, Over.HANDELINGSDEEL))
        made = said or made
    if made is None:
        raise ValidationError("U hebt deze versie al ondertekend. Een handtekening zet u één keer.")
    done(akte.geopend, Handeling.OPP_PAPIER if akte.document else Handeling.OPP_GETEKEND, akte.versie.opp)
    return made


def _one(akte: _Akte, over: str, betekenis: str, pk: UUID) -> Handtekening | None:
    """One signature; None if this signer said the same of this version already.

    Raises:
        ValidationError: if the signer said something else and does not come back on it, or signed in another capacity.
    """
    before = _before(akte, over)
    if before is not None and not _may_follow(akte, before):
        if before.betekenis == betekenis:
            return None
        raise ValidationError("U hebt al iets anders over deze versie gezegd. Kruis aan dat u daarop terugkomt.")
    versie, who, said = akte.versie, akte.who, akte.keuze
    row = Handtekening(pk=pk, groeidocument=akte.geopend.groeidocument, versie=versie, sha256=versie.sha256, over=over, betekenis=betekenis)
    row.rol, row.wie, row.persoon, row.gezag, row.vervangt = who.rol, who.wie, who.persoon, who.gezag, before
    row.wijze, row.getekend_op, row.document_id = akte.wijze, akte.getekend_op, akte.document
    kring = circle(akte.geopend, akte.getekend_op)
    row.kring = {"beslissers": sorted(kring.beslissers), "allen": kring.allen, "ook": sorted(kring.ook)}
    words: dict[str, Any] = {"ondertekenaar": who.naam, "hoedanigheid": who.hoedanigheid}
    words |= {"opmerking": said.opmerking} if over == Over.GEHEEL else {"bezwaar": said.bezwaar}
    seal_into(row, "inhoud", words)
    row.bewijs = lookup(receipt_code(row.pk, row.sha256), row.sha256)
    sign(row, akte.geopend)
    with making():
        row.save(force_insert=True)
    return row


def _before(akte: _Akte, over: str) -> Handtekening | None:
    """What this signer, or this account in whatever capacity, said of this version last."""
    rows = akte.geopend.groeidocument.opphandtekeningen.filter(versie=akte.versie, over=over, vervangen_door__isnull=True)
    mine = [row for row in rows.select_related("controle") if row.wie == akte.who.wie]
    if mine:
        return mine[0]
    if akte.who.persoon is not None and rows.filter(persoon=akte.who.persoon).exists():
        raise ValidationError("U hebt deze versie al ondertekend, in een andere hoedanigheid. Niemand tekent twee keer.")
    return None


def _may_follow(akte: _Akte, before: Handtekening) -> bool:
    """Whether a new signature takes the place of an earlier one: of one on paper that does not count, or because the signer comes back on it."""
    if not counts(before):
        return True
    other = akte.keuze.handelingsdeel not in ("", before.betekenis)
    return before.over == Over.HANDELINGSDEEL and akte.keuze.opnieuw and other
