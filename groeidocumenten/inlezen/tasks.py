"""What the worker does for large files: comparing and storing. The queue holds ids and numbers, no names; a job that runs twice does nothing twice."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django_tasks import task

from groeidocumenten.dossiers.access import AccessOver

from .bewaren import failed, round_in
from .models import Inleesronde

Stand = Inleesronde.Stand


@task(backend="wachtrij")
def compare_one(ronde_id: str, gebruiker_id: str) -> str:
    """Compare a file that was read."""
    from .actions import compare, viewer_named

    ronde = round_in(Stand.VERGELIJKEN, ronde_id)
    if ronde is not None:
        try:
            compare(ronde, viewer_named(UUID(gebruiker_id)))
        except AccessOver:
            ronde.delete()
        except Exception:
            failed(ronde_id)
            raise
    return "klaar"


@task(backend="wachtrij")
def store_one(ronde_id: str, gebruiker_id: str, dezelfde: list[int]) -> str:
    """Store a file that was confirmed."""
    from .actions import store, viewer_named

    ronde = round_in(Stand.INLEZEN, ronde_id)
    if ronde is None:
        return "al klaar"
    try:
        store(viewer=viewer_named(UUID(gebruiker_id)), pk=ronde.pk, versie=ronde.versie, dezelfde=frozenset(dezelfde))
    except ValidationError:
        return "intussen veranderd"  # it was compared anew, and waits for a second look
    except AccessOver:
        ronde.delete()
    except Exception:
        failed(ronde_id)
        raise
    return "klaar"


def compare_later(ronde: UUID, gebruiker: UUID) -> None:
    """Let the worker compare, when the file is there for others to see."""
    transaction.on_commit(lambda: compare_one.enqueue(str(ronde), str(gebruiker)))


def store_later(ronde: UUID, gebruiker: UUID, dezelfde: list[int]) -> None:
    """Let the worker store."""
    transaction.on_commit(lambda: store_one.enqueue(str(ronde), str(gebruiker), dezelfde))
