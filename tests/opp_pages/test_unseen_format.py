"""A format that nobody saw before it was read in, with every kind of question: it is published, filled in at a school, printed and checked."""

import io
import json
import random
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from jsonschema import Draft202012Validator
from pypdf import PdfReader

from accounts.models import User
from formats.example import example_answers
from formats.exchange import ExchangeFile, dump, read
from formats.forms import SectieForm
from formats.json_schema import json_schema
from formats.models import FormatVersie
from formats.schema import Bestand, FormatSchema
from groeidocumenten.dossiers.access import Recht, Viewer, open_dossier
from groeidocumenten.dossiers.actions import start_groeidocument
from groeidocumenten.inhoud.actions import saved_sections
from opp_pages.actions import publish_format_page
from opp_pages.importing import import_format
from opp_pages.models import OppIndexPage
from tests.formats.everything import everything
from tests.formats.sending import sends


@pytest.mark.parametrize("seed", [3, 14, 159])
def test_an_unseen_format_is_read_in_filled_in_printed_and_checked(
    seed: int, index_page: OppIndexPage, redacteur: User, world, enter: Callable[[str], Client], person: Callable[[str], User]
) -> None:
    versie = published(never_seen(seed), index_page, redacteur)
    viewer = Viewer(user=person("anja"))
    file = start_groeidocument(
        viewer=viewer,
        leerling=open_dossier(viewer, world.noor, Recht.LEZEN).groeidocument.leerling,
        format_versie=versie,
        verzoek=uuid.uuid4(),
    )
    schema = versie.schema.for_variant(file.variant)
    example = without_files(schema, example_answers(schema))

    anja = enter("anja")
    posted = 0
    for deel, sectie in schema.secties():
        address = reverse("inhoud:sectie", args=[file.pk, deel.key, sectie.key])
        page = anja.get(address)
        if page.status_code == 404:  # hidden by its condition until something else is answered
            continue
        assert page.status_code == 200
        form = SectieForm(sectie, example.get(sectie.key, {}))
        answer = anja.post(address, sends(form, versie="0"))
        assert answer.status_code == 302, answer.content.decode()[:4000]
        posted += 1
    assert posted >= len(schema.delen)

    exported = {key: saved.antwoorden for key, saved in saved_sections(open_dossier(viewer, file.pk, Recht.LEZEN)).items()}
    Draft202012Validator(json_schema(versie.schema, id="https://example.org/schema")).validate(exported)
    pdf = anja.get(reverse("bewaren:pdf", args=[file.pk]))
    assert pdf["Content-Type"] == "application/pdf"
    text = re.sub(r"\s+", "", " ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf.content)).pages))
    assert re.sub(r"\s+", "", versie.schema.titel) in text


# --- what the test is made of ---------------------------------------------------------------------


def never_seen(seed: int) -> FormatSchema:
    """Every kind of question and attribute, under keys and in an order that depend on the seed alone."""
    chance = random.Random(seed)
    text = everything().canonical()
    keys = dict.fromkeys(re.findall(r'"key":"([^"]+)"', text))
    fresh = {key: str(uuid.UUID(int=chance.getrandbits(128), version=4)) for key in keys}
    data = _renamed(json.loads(text), fresh)
    data["titel"] = f"Nieuw format {chance.randrange(10**6)}"
    chance.shuffle(data["delen"])
    return FormatSchema.model_validate(data)


def _renamed(part: Any, fresh: dict[str, str], name: str = "") -> Any:
    """A part with other keys, also where it points at another part."""
    if isinstance(part, dict):
        return {own: _renamed(value, fresh, own) for own, value in part.items()}
    if isinstance(part, list):
        return [_renamed(value, fresh, name) for value in part]
    if name in ("key", "bron", "bronnen", "afhankelijk_van", "varianten", "voorvullen"):
        return re.sub(r"[^/:]+", lambda found: fresh.get(found[0], found[0]), part)
    return part


def published(schema: FormatSchema, parent: OppIndexPage, user: User) -> FormatVersie:
    """The way of an editor: a file comes in, becomes a draft, and is published."""
    file = read(dump(ExchangeFile(korte_omschrijving="Nooit eerder gezien.", format=schema)).encode())
    page = import_format(file, parent=parent, user=user).page
    assert page is not None
    versie = publish_format_page(page)
    assert versie.schema == schema
    return versie


def without_files(schema: FormatSchema, answers: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Files come in at a page of their own."""
    files = {veld.key for _deel, _sectie, veld in schema.velden() if isinstance(veld, Bestand)}
    return {sectie: {key: value for key, value in own.items() if key not in files} for sectie, own in answers.items()}
