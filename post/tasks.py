"""What the worker does for post. The queue holds a message's id and nothing else."""

from datetime import datetime
from uuid import UUID

from django_tasks import task

from .sending import attempt


@task(backend="wachtrij")
def send(zending_id: str) -> str:
    """Try a message that waits, and come back for it when that failed."""
    following = attempt(UUID(zending_id))
    if following is None:
        return "klaar"
    send_later(UUID(zending_id), following)
    return "later"


def send_later(pk: UUID, moment: datetime) -> None:
    """Let the worker try a message at this moment."""
    send.using(run_after=moment).enqueue(str(pk))
