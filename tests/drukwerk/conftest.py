"""Sem's OPP, sent, to print; Noor's of the world is only looked at. Prints as their readers get them."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from django.urls import reverse
from pypdf import PdfReader

from formats.models import FormatVersie
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.opp.models import Opp, OppVersie
from tests.bewaren.paper import Paper
from tests.builders.opp import opened, send, write_opp


@dataclass(frozen=True)
class Print:
    """A PDF that came through the door: its bytes, how it reads, and what programs find in it."""

    answer: Any

    @property
    def pdf(self) -> bytes:
        return self.answer.content

    @property
    def paper(self) -> Paper:
        return Paper(self.pdf)

    @property
    def says(self) -> str:
        """All words without white space and hyphens, wherever a line broke."""
        return squeezed(self.paper.text)

    @property
    def files(self) -> dict[str, Any]:
        found = PdfReader(BytesIO(self.pdf)).attachments
        return {name: json.loads(contents[0]) for name, contents in found.items()}


def squeezed(text: str) -> str:
    return "".join(text.split()).replace("-", "").replace("\u00ad", "")


@pytest.fixture
def school(world, person) -> GeopendDossier:
    return opened(world.sem, person("anja"), Recht.SCHRIJVEN)


@pytest.fixture
def opp(world, school) -> Opp:
    return write_opp(school, FormatVersie.objects.get(pk=world.opp_format))


@pytest.fixture
def sent(school, opp) -> OppVersie:
    return send(school, opp)


@pytest.fixture
def noors(world) -> OppVersie:
    """The frozen version of Noor's OPP."""
    return OppVersie.unguarded.get(opp=world.opp)


@pytest.fixture
def fetch(enter) -> Callable[..., Print]:
    """A print of a version, as a person gets it."""

    def get(who: str, versie: OppVersie, stuk: str) -> Print:
        address = reverse(f"drukwerk:{stuk}", args=[versie.groeidocument_id, versie.opp_id, versie.nummer])
        answer = enter(who).get(address)
        assert answer.status_code == 200, (who, stuk, answer.status_code)
        assert answer["Content-Type"] == "application/pdf"
        return Print(answer)

    return get
