"""What somebody last saw of a file, by the versions of its sections: so that a page can say what changed since."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction
from django.utils import timezone

from groeidocumenten.dossiers.access import GeopendDossier

from .content import Inhoud
from .models import LaatstGezien


def changed_since(inhoud: Inhoud) -> dict[str, int]:
    """The sections that were saved since this viewer last looked, with the version that was seen then; one query.

    Who looks for the first time finds nothing changed: from then on it is remembered.
    """
    row = inhoud.geopend.groeidocument.laatst_gezien.filter(gebruiker=inhoud.geopend.viewer.user).first()
    if row is None:
        return {}
    seen = {key: number for key, number in row.versies.items() if isinstance(number, int)}
    return {key: seen.get(key, 0) for key, saved in inhoud.saved.items() if saved.versie > seen.get(key, 0)}


def look(inhoud: Inhoud, secties: Mapping[str, int] | None = None) -> None:
    """Remember that this viewer saw these versions of sections; of none given, only that somebody looked for the first time.

    Args:
        secties: by key of section; a version that is not there yet counts as the newest.
    """
    newest = {key: saved.versie for key, saved in inhoud.saved.items()}
    seen = {key: min(versie, newest[key]) for key, versie in (secties or {}).items() if key in newest}
    geopend = inhoud.geopend
    rows = geopend.groeidocument.laatst_gezien.filter(gebruiker=geopend.viewer.user)
    row = rows.first()
    if row is None:
        row = LaatstGezien(groeidocument=geopend.groeidocument, gebruiker=geopend.viewer.user, versies=newest)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError:  # two first looks at once
            pass
        return
    versies = row.versies | {key: versie for key, versie in seen.items() if versie > row.versies.get(key, 0)}
    if versies != row.versies:
        rows.update(versies=versies, op=timezone.now())


def saw(geopend: GeopendDossier, sectie: str, *, before: int, after: int) -> None:
    """Count an own save as seen, if nothing of somebody else lies between."""
    rows = geopend.groeidocument.laatst_gezien.filter(gebruiker=geopend.viewer.user)
    row = rows.first()
    if row is not None and after == before + 1 and row.versies.get(sectie, 0) == before:
        rows.update(versies=row.versies | {sectie: after})
