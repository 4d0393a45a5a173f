"""Grants that follow gezag: given to who holds it and has an account, taken back when it ends. That person is told (`melden`), no child is named."""

from django.urls import reverse

from . import access
from .access import Recht
from .melden import Los, tell
from .models import Gezagsrelatie, Grond

OUDER_RECHTEN = {Recht.LEZEN, Recht.AANVULLEN, Recht.INSTEMMEN}
ACCESS_BEGINS, ACCESS_ENDS = "nieuwe toegang tot een groeidocument", "het einde van de toegang tot een groeidocument"


def let_in(gezag: Gezagsrelatie, *, vertel: bool = True) -> None:
    """Give who holds gezag and has an account the grants on every file of the pupil; the door asks each time whether the gezag holds.

    Args:
        vertel: tell that person of access that is new; off for who just did it themselves.
    """
    if gezag.gebruiker is None or not gezag.met_gezag:
        return
    new = False
    for groeidocument in gezag.leerling.groeidocumenten.all():
        new |= not access.grants_on(groeidocument, Grond.GEZAG).filter(user=gezag.gebruiker).exists()
        access.grant(groeidocument, gezag.gebruiker, OUDER_RECHTEN, grond=Grond.GEZAG)
    if new and vertel and gezag.geldt:
        tell(Los(gezag.gebruiker.pk, ACCESS_BEGINS, reverse("dossiers:overzicht")))


def shut_out(gezag: Gezagsrelatie) -> None:
    """Take those grants back, unless the same person holds gezag over this pupil in another way too."""
    others = gezag.leerling.gezagsrelaties.valid().with_gezag().filter(gebruiker=gezag.gebruiker).exclude(pk=gezag.pk)
    if gezag.gebruiker is None or others.exists():
        return
    taken = [access.withdraw(groeidocument, gezag.gebruiker, Grond.GEZAG) for groeidocument in gezag.leerling.groeidocumenten.all()]
    if any(taken):
        tell(Los(gezag.gebruiker.pk, ACCESS_ENDS))
