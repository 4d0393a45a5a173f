"""A parent of Sem without an account, and what the school can hand to her."""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from accounts.models import User
from accounts.models_uitnodiging import Uitnodiging
from accounts.uitnodigen import Gemaakt
from groeidocumenten.dossiers.access import GeopendeLeerling, Recht, Viewer, open_dossier, open_leerling
from groeidocumenten.dossiers.actions import record_gezag
from groeidocumenten.dossiers.models import Gezagsrelatie
from groeidocumenten.toegangscodes.handing_out import hand_out

PASSWORD = "vier lange woorden achter elkaar"
MAIL = Uitnodiging.Wijze.MAIL
BRIEF = Uitnodiging.Wijze.BRIEF


@dataclass
class Ouder:
    """A gezagsrelatie without account, and the pupil's record as the IB'er opened it."""

    record: GeopendeLeerling
    gezag: Gezagsrelatie

    def code(self, wijze: Uitnodiging.Wijze = BRIEF, email: str = "") -> Gemaakt:
        """A new toegangscode for her."""
        made = hand_out(geopend=self.record, gezag=self.gezag.pk, wijze=wijze, email=email, verzoek=uuid.uuid4())
        assert made is not None
        return made

    def account(self) -> User | None:
        """Whose account stands at the relation now."""
        return Gezagsrelatie.unguarded.select_related("gebruiker").get(pk=self.gezag.pk).gebruiker


@pytest.fixture
def parent_of(world: Any, person: Callable[[str], User]) -> Callable[..., Ouder]:
    """Somebody with gezag and without an account, of this file's pupil."""

    def make(file: str = "sem", ib: str = "anja", naam: str = "Samira Nieuwkanarie", **more: Any) -> Ouder:
        geopend = open_dossier(Viewer(user=person(ib)), getattr(world, file), Recht.DELEN)
        gezag = Gezagsrelatie(naam=naam, soort=Gezagsrelatie.Soort.OUDER_MET_GEZAG, bron="verklaring", **more)
        row = record_gezag(geopend=geopend, gezag=gezag, verzoek=uuid.uuid4())
        return Ouder(open_leerling(Viewer(user=person(ib)), geopend.groeidocument.leerling_id), row)

    return make


@pytest.fixture
def ouder(parent_of: Callable[..., Ouder]) -> Ouder:
    """A parent of Sem."""
    return parent_of()


def fill_in(client: Client, made: Gemaakt, **changed: str) -> Any:
    """Type kenmerk and code."""
    return client.post("/toegangscode/", {"kenmerk": made.kenmerk, "code": made.code} | changed)


def register(client: Client, **changed: str) -> Any:
    """Ask for an account."""
    said = {"voornaam": "Samira", "achternaam": "Nieuw", "email": "samira@test.example", "wachtwoord": PASSWORD, "nog_eens": PASSWORD}
    return client.post("/toegangscode/verder/", said | changed)


def link_in_mail(to: str) -> str:
    """The path of the link in the newest mail to this address."""
    body = [one.body for one in mail.outbox if one.to == [to]][-1]
    found = re.search(r"http://testserver(/\S+)", body)
    assert found is not None
    return found[1]
