"""What the deeds of this room are called for whoever is told of them (`dossiers.melden`): only of documents that are theirs to read now."""

from django.urls import reverse

from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.kamers import Daad, Melding
from groeidocumenten.dossiers.models import Handeling

from .reading import readable


def _document(geopend: GeopendDossier, daad: Daad) -> Melding | None:
    """Added, sorted, replaced or put back: whatever it was, the document is there and this viewer reads it. Removed, it is there for nobody."""
    there = readable(geopend).filter(pk=daad.pk).exists()
    return Melding("een document", reverse("documenten:document", args=[geopend.groeidocument.pk, daad.pk])) if there else None


MELDT = dict.fromkeys((Handeling.DOCUMENT_ERBIJ, Handeling.DOCUMENT_GEWIJZIGD, Handeling.DOCUMENT_TERUG, Handeling.DOCUMENT_WEG), _document)
