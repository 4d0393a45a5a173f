"""Putting a frozen version before the directeur of the school, who reads and signs that version and nothing else (besluiten-vooraf 1)."""

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.access import member_schools
from accounts.models import Rol as Schoolrol
from accounts.models import User
from groeidocumenten.dossiers.access import GeopendDossier, Viewer
from groeidocumenten.dossiers.models import Handeling, Voorlegging

from .actions import done, reopened_opp
from .models import Handtekening, Opp, OppVersie
from .ondertekenen import shown_or_refused


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


def signed_by(viewer: Viewer, rows: Sequence[Voorlegging]) -> set[UUID]:
    """The keys of the versions among these, which the door gave, that this directeur signed; one query."""
    signed = Handtekening.unguarded.filter(versie__in=[row.versie_id for row in rows], persoon=viewer.user.pk)
    return set(signed.values_list("versie_id", flat=True))
