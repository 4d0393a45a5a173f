"""What the worker does about passwords and invitations. The queue holds ids; an address or a link in it is sealed.

Mails are made here: the public process has no keys to seal them with while they wait.
"""

from uuid import UUID

from django_tasks import task

from sleutels import KluisError

from ..models import User
from .sluiten import open_text, seal_text

_PLACE = "inloggen|wachtwoord vergeten"


@task(backend="wachtrij")
def link_to(gesloten: str) -> str:
    """Mail the link for a new password, if there is an account with this address."""
    from .wachtwoord import mail_links

    try:
        mail_links(open_text(gesloten, _PLACE))
    except KluisError:
        return "sleutel weg"
    return "klaar"


@task(backend="wachtrij")
def tell_change(gebruiker_id: str) -> str:
    """Mail that a password was changed."""
    from .wachtwoord import mail_change

    user = User.objects.persons().filter(pk=gebruiker_id).first()
    if user is not None:
        mail_change(user)
    return "klaar"


def ask_link(email: str) -> None:
    """Hand in an address that somebody typed; the same work for every address."""
    link_to.enqueue(seal_text(email, _PLACE))


_INVITED = "inloggen|collega"


@task(backend="wachtrij")
def link_to_colleague(collega_id: str, gesloten: str) -> str:
    """Mail the link of an invitation."""
    from .collegas import mail_link

    try:
        mail_link(UUID(collega_id), open_text(gesloten, _INVITED))
    except KluisError:
        return "sleutel weg"
    return "klaar"


def mail_colleague(pk: UUID, token: str) -> None:
    """Hand in the link of an invitation, sealed."""
    link_to_colleague.enqueue(str(pk), seal_text(token, _INVITED))


@task(backend="wachtrij")
def tell_accepted(collega_id: str) -> str:
    """Tell who invited that the invitation was accepted."""
    from .collegas import mail_accepted

    mail_accepted(UUID(collega_id))
    return "klaar"


@task(backend="wachtrij")
def tell_passkey(gebruiker_id: str) -> str:
    """Mail that a passkey was added."""
    from .wachtwoord import mail_passkey

    user = User.objects.persons().filter(pk=gebruiker_id).first()
    if user is not None:
        mail_passkey(user)
    return "klaar"


@task(backend="wachtrij")
def tell_link(gebruiker_id: str) -> str:
    """Mail that an account was linked to the federation."""
    from .wachtwoord import mail_link_made

    user = User.objects.persons().filter(pk=gebruiker_id).first()
    if user is not None:
        mail_link_made(user)
    return "klaar"
