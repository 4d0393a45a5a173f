"""The messages of one person, as the product shows them: of files that open for this person now, and of access that began or ended."""

from django.db.models import Q, QuerySet

from accounts.models import User
from groeidocumenten.dossiers.access import Recht, Viewer, dossiers_for

from .models import Bericht


def messages_of(viewer: Viewer) -> QuerySet[Bericht]:
    """This person's messages, newest first; a file that does not open any more takes its messages along."""
    files = dossiers_for(viewer, Recht.LEZEN).order_by().values("pk")
    mine = Bericht.unguarded.filter(gebruiker=viewer.user.pk, te_toetsen=False)
    return mine.filter(Q(groeidocument__isnull=True) | Q(groeidocument__in=files)).select_related("groeidocument__leerling")


def unread(user: User) -> int:
    """How many messages wait for this person; one query, for the top of every page."""
    return Bericht.unguarded.filter(gebruiker=user.pk, gelezen_op__isnull=True, te_toetsen=False).count()
