"""Asking for signatures on the newest version of an OPP, the link for a signer without an account, and the signature that comes in by it.

The link is one of the room delen: its address goes by mail and its code by another way, five wrong codes close it, it ends on its own and can
be taken back. Its ground is the gezag of who signs, so that it opens nothing from the moment that this ends.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from groeidocumenten.delen.actions import NewLink, share_with_guest
from groeidocumenten.delen.grenzen import Wens, maximum_end
from groeidocumenten.dossiers.access import AccessOver, GeopendDossier, Recht
from groeidocumenten.dossiers.models import Bereik, Grondslag, Handeling, LinkRecht, Omvang, seal_for
from groeidocumenten.inhoud.actions import sign
from groeidocumenten.opp.actions import done, reopened_opp
from groeidocumenten.opp.models import Handtekening, Opp, OppVersie
from groeidocumenten.opp.ondertekenaars import Ondertekenaar
from groeidocumenten.opp.ondertekenen import Akte, Tekenkeuze, Wijze, shown_or_refused, write_signatures
from groeidocumenten.opp.vaststellen import Vervangen

from .models import Tekenlink, Tekenverzoek
from .uitnodigen import invitation_of, invited, signer_of_link


@dataclass(frozen=True)
class Adres:
    """Where a link goes and until when it works; the end is exclusive."""

    email: str
    tot: datetime


@transaction.atomic
def ask_signatures(*, geopend: GeopendDossier, opp: Opp, sha256: str) -> Tekenverzoek:
    """Ask everybody who signs to sign the newest version; who has an account is told. Once per version: a second time changes nothing.

    Raises:
        AccessOver: if the right ended.
        Vervangen: if another version is the newest now.
        ValidationError: if the OPP is over.
    """
    fresh = reopened_opp(geopend, opp)
    versie = shown_or_refused(geopend, fresh, sha256)
    there: Tekenverzoek | None = geopend.groeidocument.tekenverzoeken.filter(versie=versie).first()
    if there is not None:
        return there
    row = Tekenverzoek(groeidocument=geopend.groeidocument, versie=versie)
    sign(row, geopend)
    row.save(force_insert=True)
    done(geopend, Handeling.OPP_TEKENEN_GEVRAAGD, fresh)
    return row


@transaction.atomic
def ask_by_link(*, geopend: GeopendDossier, opp: Opp, sha256: str, wie: str, adres: Adres, verzoek: UUID) -> NewLink | None:
    """Mail a link to one signer without an account, for the newest version and nothing else.

    Args:
        sha256: of the version that was shown to who makes the link.
        wie: key of the signer.
        verzoek: the form's one-time id; None comes back when it was used already (a code is never shown twice).

    Raises:
        AccessOver: if the viewer may not manage access any longer.
        Vervangen: if another version is the newest now.
        ValidationError: if this person does not sign, has an account or a link already, or signed; or period and address do not allow it.
    """
    geopend.reopen(Recht.DELEN)
    if geopend.groeidocument.toegangslinks.filter(pk=verzoek).exists():
        return None
    versie = shown_or_refused(geopend, opp, sha256)
    signer = _without_account(geopend, versie, wie)
    grond = _ground(geopend, versie, signer, uuid5(verzoek, "tekent"))
    made = share_with_guest(geopend=geopend, grond=grond, wens=Wens(adres.email, LinkRecht.LEZEN, grond.omvang, adres.tot), verzoek=verzoek)
    if made is not None:
        row = Tekenlink(groeidocument=geopend.groeidocument, link=made.link, versie=versie, wie=signer.wie)
        row.save(force_insert=True)
    return made


@transaction.atomic
def sign_by_link(*, geopend: GeopendDossier, sha256: str, keuze: Tekenkeuze, verzoek: UUID) -> Handtekening | None:
    """Sign the one version that this guest's link opens, in the own name. A repeated post adds nothing.

    The link, the gezag it rests on and who signs are asked again here, with the file's row locked: of two parents who sign at the same moment
    both are written, one after the other; somebody whose gezag ended yesterday signs nothing.

    Returns:
        The signature; None if it was there already.

    Raises:
        AccessOver: if the link opens nothing any more, the file was closed, or this person does not sign any longer.
        Vervangen: if another version than the link's is the newest now, or another one was shown.
        ValidationError: if it was signed already, an objection has no words, or the OPP is over.
    """
    geopend.reopen(Recht.LEZEN)
    asked = invitation_of(geopend)
    who = signer_of_link(geopend, asked) if asked else None
    closed = geopend.groeidocument.afgesloten_op is not None
    if asked is None or who is None or closed:
        raise AccessOver
    newest = shown_or_refused(geopend, asked.versie.opp, sha256)
    if newest.pk != asked.versie_id:
        raise Vervangen
    return write_signatures(Akte(geopend, newest, who, Wijze.DIGITAAL, timezone.localdate(), keuze, langs="link"), verzoek)


def _without_account(geopend: GeopendDossier, versie: OppVersie, wie: str) -> Ondertekenaar:
    """The signer with this key, if a link can be made for that person now.

    Raises:
        ValidationError: otherwise, beside the field `wie`.
    """
    one = next((one for one in invited(geopend, versie) if one.wie.wie == wie), None)
    if one is None:
        raise ValidationError({"wie": "Deze persoon hoeft nu niet te tekenen. Controleer het gezag."})
    if one.wie.persoon is not None:
        raise ValidationError({"wie": f"{one.wie.naam} heeft een account en tekent daarmee. Een link is niet nodig."})
    if one.getekend:
        raise ValidationError({"wie": f"{one.wie.naam} heeft deze versie al ondertekend."})
    if one.loopt:
        raise ValidationError(
            {"wie": f"{one.wie.naam} heeft al een link voor deze versie. Geef daar een nieuwe pincode bij, of trek hem in."}
        )
    return one.wie


def _ground(geopend: GeopendDossier, versie: OppVersie, signer: Ondertekenaar, pk: UUID) -> Grondslag:
    """Why this person may read this version: the own gezag, or being the one who signs. As long as a link may last at most."""
    file = geopend.groeidocument
    grond = Grondslag(
        pk=pk,
        groeidocument=file,
        soort=Grondslag.Soort.GEZAG if signer.gezag else Grondslag.Soort.ONDERTEKENT,
        gezag=signer.gezag,
        ontvanger=signer.naam,
        **Omvang(Bereik.HANDTEKENING, stuk=versie.pk).kolommen,
        geldig_van=timezone.now(),
        geldig_tot=maximum_end(file, LinkRecht.LEZEN),
        vastgelegd_door=geopend.viewer.user,
    )
    seal_for(file.kluis, grond, "reden", "Vraag om een OPP te ondertekenen")
    grond.save(force_insert=True)
    return grond
