"""Who may read which document. One question, `readable`, asked by the list, the page, the download, the preview, the print and what goes along.

Beside the file's own readers (the door): a document follows its hoofdstuk; `gevoelig` is closed to guests; a psychologisch verslag is for who was
named, whoever answers for it, and who guides the school's files (dossier 1.3: a class of its own; besluiten-vooraf 1). What nobody sorted yet may
be anything: it is seen by who guides the files and by who added it. What was removed is seen by the school only.
"""

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from groeidocumenten.dossiers.access import GeopendDossier, Recht, schools_for
from groeidocumenten.dossiers.models import Bereik

from .models import Document, Documentlezer, Documentversie, Klasse

# What a link to one document can open.
ALLEEN_TE_DELEN = (Klasse.GEWOON, Klasse.GEVOELIG, Klasse.PSYCHOLOGISCH)


def readable(geopend: GeopendDossier, *, verwijderd: bool = False) -> QuerySet[Document]:
    """The documents of this file that this viewer may read now, newest first.

    Args:
        verwijderd: those that were removed and can still be put back, instead of those that are there.
    """
    rows: QuerySet[Document] = geopend.groeidocument.documenten.filter(verwijderd_op__isnull=not verwijderd)
    alleen = geopend.alleen(Bereik.DOCUMENT)
    if alleen is not None and not verwijderd:
        # Shared by itself, on purpose: then the class that keeps it from other guests has been thought about (dossier 1.5: "explicit only").
        return rows.filter(pk=alleen, ingedeeld=True, klasse__in=ALLEEN_TE_DELEN)
    if not geopend.heel or (verwijderd and geopend.lezer != "school"):
        return rows.none()
    if guides(geopend):
        return rows
    own = owned(geopend)
    named = Exists(Documentlezer.unguarded.filter(document=OuterRef("pk"), gebruiker=geopend.viewer.user.pk))
    return rows.filter(own | named & Q(ingedeeld=True) | _by_class(geopend))


def _by_class(geopend: GeopendDossier) -> Q:
    """What this viewer reads without having been named."""
    if geopend.lezer == "school":
        return Q(klasse__in=[Klasse.GEWOON, Klasse.GEVOELIG, Klasse.GEVRAAGD], ingedeeld=True)
    open_classes = [Klasse.GEWOON] if geopend.lezer == "deskundige" else [Klasse.GEWOON, Klasse.GEVOELIG]
    chapters = ["", *(deel.key for deel in geopend.hoofdstukken)]
    return Q(klasse__in=open_classes, ingedeeld=True, hoofdstuk__in=chapters)


def from_guests(rows: QuerySet[Document]) -> QuerySet[Document]:
    """Of these, the ones whose newest version a guest put there and nobody who manages access looked at."""
    newest = Documentversie.unguarded.filter(document=OuterRef("pk")).order_by("-nummer")
    by_guest = rows.annotate(nieuwste=Subquery(newest.values("nummer")[:1]), van_gast=Subquery(newest.values("link")[:1]))
    return by_guest.filter(van_gast__isnull=False, nieuwste__gt=F("nagekeken"), verwijderd_op__isnull=True)


def owned(geopend: GeopendDossier) -> Q:
    """What this viewer answers for."""
    viewer = geopend.viewer
    return Q(link=viewer.link, eigenaar__isnull=True) if viewer.link is not None else Q(eigenaar=viewer.user)


def owns(geopend: GeopendDossier, document: Document) -> bool:
    """Whether this viewer answers for this document."""
    viewer = geopend.viewer
    if viewer.link is not None:
        return document.eigenaar_id is None and document.link_id == viewer.link.pk
    return document.eigenaar_id == viewer.user.pk


def changes(geopend: GeopendDossier, document: Document) -> bool:
    """Whether this viewer may change, replace or remove a document that this viewer may read: the school, and who answers for it.

    To be named as a reader is to read: who reads a psychologisch verslag only guides and its owner decide.
    """
    if geopend.lezer == "school" and geopend.mag(Recht.SCHRIJVEN) and (document.klasse != Klasse.PSYCHOLOGISCH or guides(geopend)):
        return True
    return geopend.mag(Recht.AANVULLEN) and owns(geopend, document)


def guides(geopend: GeopendDossier) -> bool:
    """Whether this viewer guides the files of this school. A closed file leaves nobody more than reading, so the school is asked then."""
    if geopend.lezer != "school" or geopend.mag(Recht.DELEN):
        return geopend.lezer == "school"
    return (
        geopend.groeidocument.afgesloten_op is not None and schools_for(geopend.viewer).filter(pk=geopend.groeidocument.school_id).exists()
    )
