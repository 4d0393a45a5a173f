"""What the worker does for messages. The queue holds ids and nothing else; a job that runs twice does nothing the second time."""

from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django_tasks import task

# Several things that are done one after another become one mail.
TOGETHER = timedelta(minutes=5)


@task(backend="wachtrij")
def spread(gebeurtenis_id: str) -> str:
    """Tell whoever may know of a deed."""
    from .spreading import spread_one

    spread_one(UUID(gebeurtenis_id))
    return "klaar"


@task(backend="wachtrij")
def mail(gebruiker_id: str) -> str:
    """Mail a person what is to be mailed now."""
    from .mailing import mail_person

    mail_person(UUID(gebruiker_id), timezone.now())
    return "klaar"


def spread_later(gebeurtenis: UUID) -> None:
    """Let the worker tell of a deed, when the transaction that it was done in is there for others to see."""
    spread.enqueue(str(gebeurtenis))


def mail_later(gebruiker: UUID) -> None:
    """Let the worker mail a person in a few minutes."""
    mail.using(run_after=timezone.now() + TOGETHER).enqueue(str(gebruiker))
