"""Names and functions for the ids that stand in the journaal: who that was on that day, as the school knows it. Two to four queries a page."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from accounts.models import Lidmaatschap, Rol, School, Soort, User
from groeidocumenten.dossiers.models import Gezagsrelatie, Leerling, Toegangslink

from .openings import UNKNOWN

BY_KIND = {Soort.OUDER: "ouder of verzorger", Soort.LEERLING: "leerling", Soort.REDACTEUR: "samenwerkingsverband"}
CHILD_WORDS = {
    Rol.IB: "regelt de hulp op school",
    Rol.OC: "regelt de hulp op school",
    Rol.LEERKRACHT: "juf, meester of mentor",
    Rol.DIRECTEUR: "leidt de school",
}


@dataclass(frozen=True)
class Mens:
    """Somebody of the journaal in words."""

    naam: str
    functie: str = ""


class People:
    """Everybody that some lines name, looked up at once."""

    def __init__(
        self, school: School, gebruikers: Iterable[UUID | None], links: Iterable[UUID | None], leerling: Leerling | None = None
    ) -> None:
        """Look them up.

        Args:
            leerling: the pupil that the lines are about, if they are all about one: then gezag has a name.
        """
        self.users = User.objects.persons().in_bulk({pk for pk in gebruikers if pk})
        self.links = {
            link.pk: link for link in Toegangslink.unguarded.filter(pk__in={pk for pk in links if pk}, groeidocument__school=school)
        }
        self.roles: dict[UUID, list[Lidmaatschap]] = defaultdict(list)
        for one in Lidmaatschap.objects.filter(school=school, gebruiker__in=list(self.users)).order_by("rol"):
            self.roles[one.gebruiker_id].append(one)
        self.gezag: dict[UUID, Gezagsrelatie] = {}
        if leerling is not None:
            held = leerling.gezagsrelaties.filter(gebruiker__isnull=False).order_by("geldig_van")
            self.gezag = {one.gebruiker_id: one for one in held if one.gebruiker_id}

    def of(self, gebruiker: UUID | None, link: UUID | None, day: date, *, child: bool = False) -> Mens:
        """Name and function of who stands on a line.

        Args:
            child: in words for the pupil.
        """
        if link is not None:
            found = self.links.get(link)
            return Mens(found.ontvanger_naam if found else "iemand met een link", "van buiten de school" if child else "gast met een link")
        user = self.users.get(gebruiker) if gebruiker else None
        if user is None:
            return Mens("het systeem" if gebruiker is None else UNKNOWN)
        return Mens(user.get_full_name() or user.get_username(), self._function(user, day, child))

    def _function(self, user: User, day: date, child: bool) -> str:
        roles = [one for one in self.roles.get(user.pk, []) if one.van <= day and (one.tot is None or one.tot >= day)]
        words = [
            CHILD_WORDS.get(Rol(one.rol), "van de school") if child else one.get_rol_display()
            for one in roles or self.roles.get(user.pk, [])
        ]
        if user.pk in self.gezag:
            words.append(self.gezag[user.pk].get_soort_display())
        fallback = BY_KIND.get(Soort(user.soort), "medewerker")
        return " en ".join(dict.fromkeys(words)) or fallback
