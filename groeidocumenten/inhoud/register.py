"""What an empty question can be filled in with beforehand: what the school's register, the calendar or another file of this pupil says.

A proposal counts only when somebody saves it, and shows where it came from. Nobody is proposed what they could not look up themselves:
another file is asked through the door, as this viewer, and only the school is told who holds gezag.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from accounts.models import Lidmaatschap, Rol, User
from formats.answers import is_empty, stored
from formats.prefill import EERDER, Voorstel
from formats.schema import AnyVeld, Persoon, Sectie
from groeidocumenten.dossiers.access import GeopendDossier, Recht, dossiers_for, grants_on, open_dossier
from groeidocumenten.dossiers.models import Grond

from .content import Inhoud, read_content

REGISTER, KALENDER = "het schoolregister", "de kalender"
ROLLEN = {"ib.naam": Rol.IB, "school.directeur": Rol.DIRECTEUR}
FUNCTIES = {"ib": Rol.IB, "leerkracht": Rol.LEERKRACHT, "directeur": Rol.DIRECTEUR}
# Newest files of a pupil that are looked into for an earlier answer: enough for a school career, and a bound on the work of one page.
MAX_FILES = 5


# What other rooms propose: each gets the opened file once per form, and then the questions. They register in their `AppConfig.ready`, because
# this room may not import them.
Bron = Callable[[GeopendDossier], Callable[[AnyVeld], Voorstel | None]]
ELDERS: list[Bron] = []


def proposals(inhoud: Inhoud, sectie: Sectie, antwoorden: Mapping[str, Any]) -> dict[str, Voorstel]:
    """Proposals for the empty questions of a section that this viewer fills in, by field key."""
    empty = [veld for veld in sectie.velden if inhoud.geopend.fills(veld) and is_empty(veld, stored(veld, dict(antwoorden)))]
    register, earlier = _Register(inhoud.geopend), _Earlier(inhoud.geopend)
    elders = [bron(inhoud.geopend) for bron in ELDERS] if empty else []
    found: dict[str, Voorstel] = {}
    for veld in empty:
        if isinstance(veld, Persoon) and veld.uit_register:
            proposal = register.people(veld)
        elif veld.voorvullen.startswith(EERDER):
            proposal = earlier.answer(veld, veld.voorvullen.removeprefix(EERDER))
        else:
            proposal = register.value(veld.voorvullen)
        proposal = proposal or next((one for bron in elders if (one := bron(veld)) is not None), None)
        if proposal is not None:
            found[veld.key] = proposal
    return found


class _Register:
    """What the school knows of the pupil and of itself."""

    def __init__(self, geopend: GeopendDossier) -> None:
        self.geopend, self.today = geopend, timezone.localdate()

    def value(self, code: str) -> Voorstel | None:
        """The value of one source; None for an unknown one or when there is nothing to say."""
        groeidocument = self.geopend.groeidocument
        leerling, school = groeidocument.leerling, groeidocument.school
        match code:
            case "vandaag":
                return Voorstel(self.today.isoformat(), KALENDER, self.today)
            case "leerling.naam":
                return self._said(leerling.naam)
            case "leerling.geboortedatum":
                return self._said(leerling.geboortedatum.isoformat())
            case "leerling.groep":
                return self._said(leerling.groep)
            case "school.naam":
                return self._said(school.naam)
            case "school.brin":
                return self._said(school.brin)
            case "school.adres":
                return self._said(school.adres)
            case "school.telefoon":
                return self._said(school.telefoon)
            case "bestuur.naam":
                return self._said(school.bestuur.naam)
            case "bestuur.nummer":
                return self._said(school.bestuur.nummer)
            case "ib.naam" | "school.directeur":
                return self._said(" en ".join(self._name(user) for user in self._staff(ROLLEN[code])))
        return None

    def people(self, veld: Persoon) -> Voorstel | None:
        """People of the register as rows of this field, as many as fit."""
        if veld.uit_register == "gezag":
            known = list(self._gezag()) if self.geopend.lezer == "school" else []
        else:
            known = [
                {"naam": self._name(user), "email": self._email(user), "rol": FUNCTIES[veld.uit_register].label}
                for user in self._staff(FUNCTIES[veld.uit_register])
            ]
        rows = [{kolom.key: row.get(kolom.key, "") for kolom in veld.kolommen} for row in known[: veld.max_rijen]]
        return Voorstel(rows, REGISTER, self.today) if rows else None

    def _gezag(self) -> Iterator[dict[str, str]]:
        for gezag in self.geopend.groeidocument.leerling.gezagsrelaties.valid().with_gezag().select_related("gebruiker").order_by("naam"):
            email = gezag.gebruiker.email if gezag.gebruiker else ""
            yield {"naam": gezag.naam, "email": email, "rol": gezag.get_soort_display(), "gezag": "ja"}

    def _staff(self, rol: Rol) -> list[User]:
        if rol is Rol.LEERKRACHT:
            return self._teachers()
        members = Lidmaatschap.objects.valid().filter(school=self.geopend.groeidocument.school_id, rol=rol)
        return [member.gebruiker for member in members.select_related("gebruiker").order_by("gebruiker__last_name")]

    def _teachers(self) -> list[User]:
        """Teachers of this pupil, not of the school."""
        now = timezone.now()
        rows = grants_on(self.geopend.groeidocument, Grond.LIDMAATSCHAP)
        return [row.user for row in rows if row.van <= now and (row.tot is None or row.tot > now)]

    def _said(self, text: str) -> Voorstel | None:
        return Voorstel(text, REGISTER, self.today) if text else None

    def _email(self, user: User) -> str:
        """An address is for colleagues; who else should have it, gets it from the school."""
        return user.email if self.geopend.lezer == "school" else ""

    @staticmethod
    def _name(user: User) -> str:
        return user.get_full_name() or user.get_username()


class _Earlier:
    """Answers in the other files of the same pupil that this viewer may open, read as this viewer reads them there."""

    def __init__(self, geopend: GeopendDossier) -> None:
        self.geopend = geopend
        self._files: list[Inhoud] | None = None

    def answer(self, veld: AnyVeld, key: str) -> Voorstel | None:
        """The newest answer to a question of the same kind."""
        found: list[tuple[date, Any, str]] = []
        for inhoud in self._opened():
            for _deel, sectie, other in inhoud.geopend.schema.velden():
                saved = inhoud.saved.get(sectie.key)
                if other.key != key or other.type != veld.type or saved is None or saved.op is None:
                    continue
                value = stored(other, saved.antwoorden)
                if not is_empty(other, value):
                    found.append((timezone.localdate(saved.op), value, inhoud.geopend.groeidocument.format_versie.format.titel))
        if not found:
            return None
        day, value, titel = max(found, key=lambda one: one[0])
        return Voorstel(value, f"“{titel}”", day)

    def _opened(self) -> list[Inhoud]:
        if self._files is None:
            viewer, mine = self.geopend.viewer, self.geopend.groeidocument
            others = dossiers_for(viewer, Recht.LEZEN).filter(leerling=mine.leerling_id).exclude(pk=mine.pk)
            keys = list(others.order_by("-gewijzigd_op").values_list("pk", flat=True)[:MAX_FILES])
            self._files = [read_content(open_dossier(viewer, pk, Recht.LEZEN)) for pk in keys]
        return self._files
