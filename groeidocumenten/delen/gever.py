"""Who decides about toestemming: everybody with gezag, and from 16 the pupil alone (dossier 1.2, 1.3). And as whom this viewer may answer."""

from dataclasses import dataclass
from uuid import UUID

from accounts.models import User
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.ages import ZESTIEN
from groeidocumenten.dossiers.models import Bereik, Gezagsrelatie, Groeidocument


@dataclass(frozen=True)
class Gever:
    """Somebody who decides. Without a gezagsrelatie it is the pupil."""

    naam: str
    woord: str
    gezag: Gezagsrelatie | None = None
    account: User | None = None

    @property
    def key(self) -> str:
        """The value in a form."""
        return str(self.gezag.pk) if self.gezag else "leerling"

    @property
    def label(self) -> str:
        """Name and relation."""
        return f"{self.naam} ({self.woord})"

    @property
    def gezag_id(self) -> UUID | None:
        """Key of the relation, as an answer stores it."""
        return self.gezag.pk if self.gezag else None


def pupil_decides(groeidocument: Groeidocument) -> bool:
    """Whether the pupil is 16 or older: a toestemming that is asked now is the pupil's to give."""
    return groeidocument.leerling.leeftijd >= ZESTIEN


def givers(groeidocument: Groeidocument) -> list[Gever]:
    """Who decides today; one query at most."""
    if pupil_decides(groeidocument):
        return [_pupil(groeidocument)]
    return holders(groeidocument)


def holders(groeidocument: Groeidocument) -> list[Gever]:
    """Everybody with gezag today, by name; one query."""
    rows = groeidocument.leerling.gezagsrelaties.valid().with_gezag().select_related("gebruiker").order_by("naam", "pk")
    return [_holder(one) for one in rows]


def as_whom(geopend: GeopendDossier) -> list[Gever]:
    """As whom this viewer may answer in this file: an own gezagsrelatie, the pupil from 16, or who a link was sent to for this.

    Usually one; nobody for others. One query, and none for a guest with another kind of link.
    """
    link, file = geopend.viewer.link, geopend.groeidocument
    if link is not None:
        gezag = link.grondslag.gezag if link.grondslag and geopend.alleen(Bereik.TOESTEMMING) else None
        return [_holder(gezag)] if gezag is not None else []
    found = [one for one in holders(file) if one.account is not None and one.account.pk == geopend.viewer.user.pk]
    if file.leerling.gebruiker_id == geopend.viewer.user.pk and pupil_decides(file):
        found.append(_pupil(file))
    return found


def finds_questions(geopend: GeopendDossier) -> bool:
    """Whether this viewer gets a way to what is asked: a parent, and the pupil from 16; without a query."""
    if geopend.viewer.is_guest or geopend.mag(Recht.DELEN):
        return False
    return (
        geopend.lezer == "ouder" or geopend.mag(Recht.INSTEMMEN) or (geopend.lezer == "leerling" and pupil_decides(geopend.groeidocument))
    )


def _holder(gezag: Gezagsrelatie) -> Gever:
    return Gever(gezag.naam, gezag.get_soort_display(), gezag, gezag.gebruiker)


def _pupil(groeidocument: Groeidocument) -> Gever:
    leerling = groeidocument.leerling
    return Gever(leerling.naam, "de leerling zelf", None, leerling.gebruiker)
