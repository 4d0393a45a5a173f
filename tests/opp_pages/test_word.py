"""The empty form as a Word document: every word of the format, headings and tables that can be read aloud, and nothing that breaks Word."""

import io
import time
import zipfile
from datetime import UTC, datetime
from typing import Any

from django.test import Client
from docx import Document
from docx.oxml.ns import qn
from wagtail.models import Site

from formats.schema import FormatSchema, Toelichting
from opp_pages.actions import publish_format_page
from opp_pages.default_formats import NAMES, schema
from opp_pages.models import FormatPage
from opp_pages.word import WORD, empty_word
from website.models import SiteInstellingen

PUBLISHED = datetime(2026, 3, 3, 12, 0, tzinfo=UTC)


def make(form: FormatSchema, **about: Any) -> bytes:
    return empty_word(form, **{"swv": "Swv De Wilg", "versie": 3, "gepubliceerd_op": PUBLISHED, **about})


def headings(document: Any) -> dict[str, list[str]]:
    """The texts of the headings by level."""
    found: dict[str, list[str]] = {"Heading 1": [], "Heading 2": [], "Heading 3": []}
    for paragraph in document.element.body.iterchildren(qn("w:p")):
        style = (paragraph.style or "").replace("Heading", "Heading ")
        if style in found:
            found[style].append("".join(node.text or "" for node in paragraph.iter(qn("w:t"))))
    return found


def test_every_shipped_format_is_in_its_document_whole() -> None:
    slowest = 0.0
    for name in NAMES:
        form = schema(name)
        began = time.monotonic()
        made = make(form)
        slowest = max(slowest, time.monotonic() - began)
        assert len(made) < 150_000, name
        document = Document(io.BytesIO(made))
        found = headings(document)
        assert found["Heading 1"] == [deel.titel for deel in form.delen], name
        signing = ["Ondertekening"] * sum(bool(deel.ondertekenaars) for deel in form.delen)
        assert sorted(found["Heading 2"]) == sorted([*(sectie.titel for _deel, sectie in form.secties()), *signing]), name
        assert found["Heading 3"] == [veld.label or "Zonder vraag" for _deel, _sectie, veld in form.velden()], name
        assert all(_head_comes_back(table) for table in document.tables), name
    # Not a measurement: a document that takes minutes would hold up a whole process.
    assert slowest < 30


def _head_comes_back(table: Any) -> bool:
    first = table.rows[0]._tr
    named = all("".join(node.text or "" for node in cell.iter(qn("w:t"))).strip() for cell in first.iterchildren(qn("w:tc")))
    return named and first.trPr is not None and first.trPr.find(qn("w:tblHeader")) is not None


def test_options_help_and_signatures_stand_in_it() -> None:
    form = schema("opp_kort")
    document = Document(io.BytesIO(make(form)))
    body = document.element.body.xml
    said = "".join(node.text or "" for node in document.element.body.iter(qn("w:t")))
    boxes = body.count("<w14:checkbox>")
    keuzes = [veld for veld in form.veld_by_key.values() if getattr(veld, "opties", ())]
    assert boxes >= sum(len(veld.opties) for veld in keuzes) > 10
    for veld in form.veld_by_key.values():
        if veld.hulptekst and not isinstance(veld, Toelichting):
            assert veld.hulptekst.split("\n")[0] in said
    for words in ("Handtekening", "Opmerkingen en bezwaren", "Akkoord", "Voor gezien", "Naam van de leerling"):
        assert words in said


def test_a_document_says_what_it_is_and_is_the_same_each_time() -> None:
    form = schema("opp_mb_hb")
    variant = form.varianten[0]
    made = make(form, variant=variant.key)
    assert made == make(form, variant=variant.key)
    document = Document(io.BytesIO(made))
    about = document.core_properties
    assert (about.title, about.language, about.author) == (f"{form.titel} ({variant.naam})", "nl-NL", "Swv De Wilg")
    assert document.sections[0].header.paragraphs[0].text == f"Swv De Wilg · {form.titel} ({variant.naam}) · versie 3"
    assert "bladzijde" in document.sections[0].footer.paragraphs[0].text
    assert headings(document)["Heading 3"] == [veld.label for _d, _s, veld in form.for_variant(variant.key).velden()]
    langs = {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))}
    assert langs == {"nl-NL"}


def test_strange_text_is_text_in_it() -> None:
    strange = 'Wie <w:p> & "zo" \x00\x0b\ufffe\u202e😀 العربية'
    form = schema("dit_ben_ik")
    veld = form.delen[0].secties[0].velden[0].model_copy(update={"label": strange, "hulptekst": strange * 50})
    sectie = form.delen[0].secties[0].model_copy(update={"velden": (veld,), "titel": strange})
    odd = form.model_copy(update={"titel": strange, "delen": (form.delen[0].model_copy(update={"secties": (sectie,)}),)})
    document = Document(io.BytesIO(make(odd, swv=strange)))
    assert headings(document)["Heading 3"] == ['Wie <w:p> & "zo" 😀 العربية']


def test_it_is_offered_on_the_page_and_given_to_everybody(client: Client, draft: FormatPage) -> None:
    SiteInstellingen.objects.update_or_create(site=Site.objects.get(is_default_site=True), defaults={"organisatie": "Swv <De Wilg>"})
    versie = publish_format_page(draft)
    address = f"/opp-formats/{versie.format_id}/versies/1/leeg.docx"
    assert f'href="{address}"' in client.get("/opp/proefformat/").content.decode()
    answer = client.get(address)
    assert answer["Content-Type"] == WORD
    assert answer["Content-Disposition"] == 'attachment; filename="proefformat-versie-1-leeg.docx"'
    assert zipfile.ZipFile(io.BytesIO(answer.content)).testzip() is None
    assert Document(io.BytesIO(answer.content)).sections[0].header.paragraphs[0].text.startswith("Swv <De Wilg> · Proefformat")
    assert client.get(address.replace("leeg", "leeg-weg")).status_code == 404
    draft.refresh_from_db()
    draft.unpublish()
    assert client.get(address).status_code == 404
