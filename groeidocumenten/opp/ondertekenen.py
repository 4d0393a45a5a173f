"""Signing the version that was shown. Paper (`papier`) and what is put before the directeur (`voorleggen`) end here too.

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

from groeidocumenten.dossiers.access import AccessOver, GeopendDossier, Recht, VoorgelegdDossier
from groeidocumenten.dossiers.actions import making
from groeidocumenten.dossiers.models import Handeling
from groeidocumenten.inhoud.actions import sign
from groeidocumenten.inhoud.models import seal_into

from .actions import done, refuse_ended
from .bewijs import lookup, receipt_code
from .models import Handtekening, Opp, OppVersie
from .ondertekenaars import Ondertekenaar, circle, may_agree, signer_of
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
class Akte:
    """What is the same for the one or two signatures of one deed.

    Args:
        langs: how the signer showed who it was, when that was no account: "link", for a link with a code.
    """

    geopend: GeopendDossier
    versie: OppVersie
    who: Ondertekenaar
    wijze: str
    getekend_op: date
    keuze: Tekenkeuze
    document: UUID | None = None
    langs: str = ""


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
    return write_signatures(Akte(geopend, versie, who, Wijze.DIGITAAL, timezone.localdate(), keuze), verzoek)


def shown_or_refused(geopend: GeopendDossier, opp: Opp, sha256: str) -> OppVersie:
    """The newest version, if it is the one that was shown.

    Raises:
        Vervangen: if it is not, also for a directeur before whom an older one was put.
        ValidationError: if the OPP is over.
    """
    refuse_ended(geopend.groeidocument.opps.get(pk=opp.pk))
    newest = newest_of(geopend, opp)
    if newest is None or newest.sha256 != sha256:
        raise Vervangen
    if isinstance(geopend, VoorgelegdDossier) and newest.pk != geopend.versie_id:
        raise Vervangen
    return newest


def newest_of(geopend: GeopendDossier, opp: Opp) -> OppVersie | None:
    """The newest version of an OPP."""
    row: OppVersie | None = geopend.groeidocument.oppversies.filter(opp=opp).order_by("-nummer").first()
    return row


def write_signatures(akte: Akte, verzoek: UUID) -> Handtekening | None:
    """Write the one or two signatures of a deed, in its transaction; None if they are there already.

    Raises:
        ValidationError: as `sign_version`.
    """
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
        # Who signed for having seen it before, and writes a word now, finds it beside what is signed now.
        word = "" if made else keuze.opmerking
        said = _one(akte, Over.HANDELINGSDEEL, keuze.handelingsdeel, uuid5(verzoek, Over.HANDELINGSDEEL), word)
        made = said or made
    if made is None:
        raise ValidationError("U hebt deze versie al ondertekend. Een handtekening zet u één keer.")
    done(akte.geopend, Handeling.OPP_PAPIER if akte.document else Handeling.OPP_GETEKEND, akte.versie.opp)
    return made


def _one(akte: Akte, over: str, betekenis: str, pk: UUID, word: str = "") -> Handtekening | None:
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
    words |= {"opmerking": said.opmerking} if over == Over.GEHEEL else {"bezwaar": said.bezwaar, "opmerking": word}
    words |= {"langs": akte.langs} if akte.langs else {}
    seal_into(row, "inhoud", words)
    row.bewijs = lookup(receipt_code(row.pk, row.sha256), row.sha256)
    sign(row, akte.geopend)
    with making():
        row.save(force_insert=True)
    return row


def _before(akte: Akte, over: str) -> Handtekening | None:
    """What this signer, or this account in whatever capacity, said of this version last."""
    rows = akte.geopend.groeidocument.opphandtekeningen.filter(versie=akte.versie, over=over, vervangen_door__isnull=True)
    mine = [row for row in rows.select_related("controle") if row.wie == akte.who.wie]
    if mine:
        return mine[0]
    if akte.who.persoon is not None and rows.filter(persoon=akte.who.persoon).exists():
        raise ValidationError("U hebt deze versie al ondertekend, in een andere hoedanigheid. Niemand tekent twee keer.")
    return None


def _may_follow(akte: Akte, before: Handtekening) -> bool:
    """Whether a new signature takes the place of an earlier one: of one on paper that does not count, or because the signer comes back on it."""
    if not counts(before):
        return True
    other = akte.keuze.handelingsdeel not in ("", before.betekenis)
    return before.over == Over.HANDELINGSDEEL and akte.keuze.opnieuw and other
