"""The preview panel of a format: as each person gets it, and what law and paper say, of a draft with mistakes in it too."""

import json
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from formats.law_models import elementen
from formats.schema import Deel, FormatSchema, KorteTekst, LangeTekst, Sectie, Variant, Voorwaarde
from opp_pages.actions import publish_format_page
from opp_pages.law_view import judge
from opp_pages.models import FormatPage
from opp_pages.voorbeeld import delen_for, fills
from tests.formats.samples import a_long_format, alles
from tests.formats.test_law import TODAY
from tests.opp_pages.editor_form import editor_post

VARIANTEN = [("v-kort", "Kort"), ("v-lang", "Uitgebreid")]


def preview(editor: Client, page: FormatPage, delen: list[dict[str, Any]], mode: str) -> str:
    """What the panel shows of what stands in the editor now."""
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert editor.post(address, editor_post(page, delen)).json()["is_valid"]
    return " ".join(editor.get(address, {"mode": mode, "in_preview_panel": "true"}).content.decode().split())


def broken() -> list[dict[str, Any]]:
    delen = alles()
    delen[0]["value"]["secties"][0]["value"]["velden"][2]["value"]["opties"] = "alleen dit"
    return delen


def test_the_panel_offers_each_person_then_law_and_the_website(editor: Client, draft: FormatPage) -> None:
    assert draft.preview_modes == [
        ("ib", "Als intern begeleider"),
        ("ouder", "Als ouder (telefoon)"),
        ("leerling", "Als leerling"),
        ("wet", "Wet en lengte"),
        ("website", "Op de website"),
    ]
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[draft.pk])).content.decode()
    assert '<option value="ouder">Als ouder (telefoon)</option>' in page
    assert 'value="mobile"' in page and 'value="desktop"' in page
    assert "opp_pages/js/previews.js" in page


def test_each_variant_has_its_own_previews(editor: Client, draft: FormatPage) -> None:
    draft.varianten = json.dumps([{"type": "variant", "id": key, "value": {"naam": naam, "uitleg": ""}} for key, naam in VARIANTEN])
    delen = alles()
    delen[1]["value"]["varianten"] = ["v-lang"]
    draft.delen = json.dumps(delen)
    draft.save_revision()
    names = [name for name, _label in FormatPage.objects.get(pk=draft.pk).get_latest_revision_as_object().preview_modes]
    assert names == ["ib:v-kort", "ib:v-lang", "ouder:v-kort", "ouder:v-lang", "leerling:v-kort", "leerling:v-lang", "wet", "website"]
    page = FormatPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
    short, long = (page.make_preview_request(preview_mode=f"ib:{key}").content.decode() for key, _naam in VARIANTEN)
    assert "Uitgebreid" in long and "veld_plan" in long
    assert "veld_kort" in short and "veld_plan" not in short


def test_the_school_fills_everything_in_and_a_parent_only_the_own_questions(editor: Client, draft: FormatPage) -> None:
    as_school, as_parent = (preview(editor, draft, alles(), mode) for mode in ("ib", "ouder"))
    assert 'name="veld_kort"' in as_school and 'name="veld_ouder"' in as_school
    assert 'name="veld_kort"' not in as_parent and 'name="veld_ouder"' in as_parent
    assert "Voorbeeld: Als ouder (telefoon)" in as_parent


@pytest.mark.parametrize("mode", ["ib", "ouder", "leerling", "wet", "website", "onbekend", "", "ib:weg", "wet:\x00"])
def test_every_mode_shows_a_draft_with_mistakes_and_names_them(editor: Client, draft: FormatPage, mode: str) -> None:
    assert "sectie ‘Doelen’, vraag ‘Bestemming’: zet er" in preview(editor, draft, broken(), mode)


@pytest.mark.parametrize("mode", ["ib", "ouder", "leerling", "wet", "website"])
def test_every_mode_shows_an_empty_draft(editor: Client, draft: FormatPage, mode: str) -> None:
    assert "is nog leeg" in preview(editor, draft, [], mode)


def test_nothing_of_a_preview_can_be_sent(editor: Client, draft: FormatPage) -> None:
    page = preview(editor, draft, alles(), "ib")
    main = page[page.index("<main") : page.index("</main>")]
    assert "<form" not in main


def test_law_and_length_names_what_is_missing_and_counts_pages(editor: Client, draft: FormatPage) -> None:
    page = preview(editor, draft, alles(), "wet")
    assert "Verwachte uitstroombestemming" in page
    assert "Ontbreekt" in page
    assert re.search(r"Ongeveer \d+ bladzijden? A4", page)
    assert "Dat is meer dan de 5 bladzijden" not in page


def test_more_than_five_pages_gets_a_warning(editor: Client, draft: FormatPage) -> None:
    page = preview(editor, draft, a_long_format(), "wet")
    assert "Dat is meer dan de 5 bladzijden die worden aangeraden." in page


@pytest.mark.parametrize("mode", ["ib", "wet", "website"])
def test_a_preview_may_stand_in_a_frame_of_the_editor_and_keeps_the_strict_policy(editor: Client, draft: FormatPage, mode: str) -> None:
    preview(editor, draft, alles(), mode)
    policy = editor.get(reverse("wagtailadmin_pages:preview_on_edit", args=[draft.pk]), {"mode": mode})["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-inline" not in policy
    publish_format_page(draft)
    assert "frame-ancestors 'none'" in editor.get("/opp/proefformat/")["Content-Security-Policy"]


def test_a_redacteur_without_rights_on_the_page_sees_no_preview(draft: FormatPage, enter: Any) -> None:
    answer = enter("anja").get(reverse("wagtailadmin_pages:preview_on_edit", args=[draft.pk]), {"mode": "wet"})
    assert answer.status_code in (302, 403)


# --- what a person gets of a format ---------------------------------------------------------------


def schema_of(*velden: Any, deel: dict[str, Any] | None = None, **parts: Any) -> FormatSchema:
    sectie = Sectie(key="s", titel="Sectie", velden=velden)
    return FormatSchema(titel="Proef", soort="opp", delen=(Deel(key="d", titel="Deel", secties=(sectie,), **(deel or {})),), **parts)


def test_a_part_that_is_closed_to_pupils_is_not_in_their_preview() -> None:
    schema = schema_of(KorteTekst(key="v", label="Vraag"), deel={"lezers": ("ouder",)})
    assert [len(delen_for(schema, {}, rol)) for rol in ("school", "ouder", "leerling")] == [1, 1, 0]


def test_a_section_without_anything_to_read_is_not_shown() -> None:
    schema = schema_of(LangeTekst(key="v", label="Onderzoek", vertrouwelijk="onderzoek"))
    assert [len(delen_for(schema, {}, rol)) for rol in ("school", "ouder", "leerling", "deskundige")] == [1, 1, 0, 0]


def test_conditions_open_a_part_by_what_was_answered_elsewhere() -> None:
    first = Deel(key="a", titel="A", secties=(Sectie(key="sa", titel="A", velden=(KorteTekst(key="v", label="Vraag"),)),))
    second = Deel(
        key="b",
        titel="B",
        secties=(Sectie(key="sb", titel="B", velden=(KorteTekst(key="w", label="Vraag"),)),),
        voorwaarden=(Voorwaarde(bron="v", waarden=("ja",)),),
    )
    schema = FormatSchema(titel="Proef", soort="opp", delen=(first, second))
    assert [len(delen_for(schema, {"sa": {"v": said}}, "school")) for said in ("nee", "ja")] == [1, 2]


def test_only_who_has_something_to_fill_in_fills_in() -> None:
    sectie = schema_of(KorteTekst(key="v", label="Vraag", invuller="ouder")).delen[0].secties[0]
    assert [fills(sectie, rol) for rol in ("school", "ouder", "leerling")] == [True, True, False]


# --- the judgement --------------------------------------------------------------------------------


@pytest.mark.django_db
def test_each_variant_is_judged_by_itself() -> None:
    kort, lang = Variant(key="kort", naam="Kort"), Variant(key="lang", naam="Uitgebreid")
    velden = (
        KorteTekst(key="u", label="Waarheen?", wettelijk=("uitstroombestemming",)),
        KorteTekst(key="o", label="Waarom?", wettelijk=("onderbouwing",), varianten=("lang",)),
    )
    short, long = judge(schema_of(*velden, varianten=(kort, lang)), ["bao"], TODAY, elementen())
    assert (short.variant, long.variant) == ("Kort", "Uitgebreid")
    assert {one.element.code for one in short.ontbreekt} - {one.element.code for one in long.ontbreekt} == {"onderbouwing"}


@pytest.mark.django_db
def test_an_element_is_one_line_however_many_kinds_of_education() -> None:
    [judged] = judge(schema_of(KorteTekst(key="u", label="Hoe?", wettelijk=("wijze_pro",))), ["bao", "pro"], TODAY, elementen())
    [line] = [one for one in judged.onderdelen if one.element.code == "wijze_pro"]
    assert (line.said, line.gevonden) == ("Staat erin", ["praktijkonderwijs"])
    assert line.niet_nodig == ["basisonderwijs (geldt niet voor dit onderwijs)"]
