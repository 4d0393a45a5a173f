"""The public demo: the eleven topics of the customer's page, the forms that the customer's texts name, and a second run that changes nothing."""

import re
import tomllib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from docx import Document as Word
from PIL import Image as Picture
from pypdf import PdfReader
from wagtail.models import Page, Site

from demo.public import CONTENT, load_public, paragraphs, settle_address
from demo.screenshots import place_screenshots
from forms_catalog.models import Formulier, Soort
from forms_catalog.uploads import check_document
from handleidingen.models import HandleidingPage
from tests.standing import keep
from website.models import HomePage, InfoPage

TOPICS = [
    "inloggen",
    "nieuwe-account",
    "groeidocument-toevoegen",
    "invullen",
    "printen",
    "documenten-toevoegen",
    "documenten-verwijderen",
    "documenten-rechtstreeks",
    "link-toekennen",
    "links-beheren",
    "toegangscode",
]


# What the admin of Wagtail calls its own buttons, in its Dutch translation.
OF_WAGTAIL = {
    *("Pagina's", "Rapporten", "Bewaar concept", "Stuur door naar Eindredactie", "Stuur door naar Controle van formats"),
    *("Goedkeuren en publiceren", "Dupliceren", "Voeg een voorwaarde toe", "plusje", "puntjes"),
}
ROOT = Path(__file__).parents[2]


def of_the_product() -> Iterator[Path]:
    """Every file that says something on a screen."""
    for folder in ("templates", "accounts", "formats", "forms_catalog", "groeidocumenten", "handleidingen", "opp_pages", "site"):
        for kind in ("*.html", "*.py", "*.js", "*.json"):
            yield from (file for file in (ROOT / folder).rglob(kind) if not {"demo", "migrations"} & set(file.parts))


def png(colour: str) -> bytes:
    data = BytesIO()
    Picture.new("RGB", (400, 300), colour).save(data, "PNG")
    return data.getvalue()


def _load() -> bool:
    load_public()
    return True


public_demo = keep("public_demo", _load)


@pytest.fixture
def demo(public_demo: bool | None, db: None) -> None:
    """The public pages of the demo."""
    if not public_demo:
        load_public()


def test_the_handleiding_has_the_eleven_topics_in_order(demo: None) -> None:
    found = list(HandleidingPage.objects.filter(lezer="ib").order_by("path").values_list("slug", flat=True))
    assert found[: len(TOPICS)] == TOPICS


def test_every_word_that_a_handleiding_names_stands_on_a_screen() -> None:
    steps = tomllib.loads((CONTENT / "handleidingen.toml").read_text())
    named = {
        word: pagina["slug"]
        for pagina in steps["pagina"]
        for blok in pagina["blok"]
        for word in re.findall(r"\*\*(.+?)\*\*", blok.get("tekst", ""))
    }
    product = " ".join(" ".join(file.read_text().split()) for file in of_the_product())
    assert {word: slug for word, slug in named.items() if word not in product and word not in OF_WAGTAIL} == {}


def test_every_page_of_the_demo_opens_and_every_link_in_it_leads_somewhere(client: Client, demo: None) -> None:
    paths = {page.get_url() for page in Page.objects.live() if page.depth > 1}
    paths |= {f"/formulieren/{slug}/" for slug in Formulier.objects.public().values_list("slug", flat=True)}
    for path in paths:
        answer = client.get(path)
        assert answer.status_code == 200, path
        for link in set(re.findall(r'<a [^>]*href="(/[^"#?]*)', answer.content.decode())) - paths:
            assert client.get(link).status_code in (200, 302), (path, link)


def test_every_address_of_the_sitemap_is_what_its_page_calls_its_one_true_address(client: Client, demo: None) -> None:
    named = re.findall(r"<loc>([^<]+)", client.get("/sitemap.xml").content.decode())
    assert any("/formulieren/gezinsvragenlijst/" in address for address in named)
    for address in named:
        page = client.get(urlsplit(address).path).content.decode()
        assert re.findall(r'rel="canonical" href="([^"]+)', page) == [address]


def test_the_demo_calls_itself_by_the_address_at_which_it_is_served(client: Client, demo: None) -> None:
    for base_url, beginning in (
        ("http://localhost:8141", "http://localhost:8141/"),
        ("http://localhost:8000", "http://localhost:8000/"),
        ("http://localhost", "http://localhost/"),
    ):
        settle_address(base_url)
        assert Site.objects.get(is_default_site=True).root_url + "/" == beginning
    Site.objects.update(hostname="www.swv.example", port=443)
    settle_address("http://localhost:8000")
    assert Site.objects.get(is_default_site=True).root_url == "https://www.swv.example"


def test_a_second_run_changes_nothing_that_people_edited(demo: None) -> None:
    page = InfoPage.objects.get(slug="voor-ouders")
    page.title = "Door een mens veranderd"
    page.inhoud = []
    page.save_revision().publish()
    home = HomePage.objects.get()
    home.introductie = "Ook veranderd"
    home.save_revision().publish()
    Formulier.objects.filter(slug="dit-ben-ik").update(titel="Ook dit")
    before = (Page.objects.count(), Formulier.objects.count(), Page.objects.get(pk=page.pk).latest_revision_id)
    load_public()
    assert before == (Page.objects.count(), Formulier.objects.count(), Page.objects.get(pk=page.pk).latest_revision_id)
    assert InfoPage.objects.get(slug="voor-ouders").title == "Door een mens veranderd"
    assert HomePage.objects.get().introductie == "Ook veranderd"
    assert Formulier.objects.get(slug="dit-ben-ik").titel == "Ook dit"


def test_the_site_opens_on_our_home_and_the_page_of_greeting_is_gone(demo: None) -> None:
    assert isinstance(Site.objects.get(is_default_site=True).root_page.specific, HomePage)
    assert not Page.objects.filter(title__icontains="Welcome").exists()


def test_what_is_geldend_has_real_files_and_what_is_not_has_none(demo: None) -> None:
    for formulier in Formulier.objects.public():
        files = list(formulier.bestanden.all())
        assert bool(files) == formulier.is_downloadable, formulier.slug
        for bestand in files:
            check_document(bestand.document.file, bestand.document.filename)
            assert bestand.document.file_hash
            if bestand.soort == "word":
                assert Word(bestand.document.file).paragraphs[0].text == formulier.titel
                continue
            reader = PdfReader(BytesIO(bestand.document.file.read()))
            assert len(reader.pages) == bestand.paginas, bestand.document.filename
            assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
            if not bestand.taal:
                assert formulier.titel in " ".join(reader.pages[0].extract_text().split())


def test_the_demo_shows_every_kind_of_document_and_every_way_it_can_stand(demo: None) -> None:
    assert set(Formulier.objects.values_list("soort", flat=True)) == set(Soort.values)
    assert {formulier.stand for formulier in Formulier.objects.public()} == {"geldend", "voorbereiding", "verlopen"}
    assert Formulier.objects.filter(vervangen_door__isnull=False).exists()
    assert Formulier.objects.filter(eerdere_versies__isnull=False).exists()


def test_the_catalogue_names_the_forms_of_the_customers_texts(demo: None) -> None:
    named = {
        "gezinsvragenlijst",
        "hoe-denk-jij-erover",
        "toestemmingsformulier-ot",
        "handreiking-opp",
        "inlegvel-kinddeel",
        "dit-ben-ik",
        "opp-mb-hb-groep-1-2",
        "opp-mb-hb-groep-3-8",
        "kindkaart-ontwikkelingsvoorsprong",
        "leerlingenkaart-mb-hb",
        "signaleringsplan",
        "dyslexiepaspoort",
        "lijst-factoren",
        "voorbeeldzinnen-opp",
        "voorbereiding-voortgangsgesprek",
        "handtekeningenblad-opp",
    }
    assert named <= set(Formulier.objects.public().values_list("slug", flat=True))


def test_every_step_names_a_screenshot_that_is_described_and_the_other_way_round() -> None:
    steps = tomllib.loads((CONTENT / "handleidingen.toml").read_text())
    asked = [blok["schermafdruk"] for pagina in steps["pagina"] for blok in pagina["blok"] if "schermafdruk" in blok]
    described = [entry["naam"] for entry in tomllib.loads((CONTENT / "screenshots.toml").read_text())["schermafdruk"]]
    assert sorted(asked) == sorted(described)
    assert len(set(asked)) == len(asked)


def test_a_screenshot_fills_its_step_once_and_is_renewed_when_it_changes(demo: None, tmp_path: Path) -> None:
    entries = [{"naam": "invullen-2", "alt": "Een sectie met vragen."}]
    (tmp_path / "invullen-2.png").write_bytes(png("white"))
    _without_picture("invullen-2")
    assert place_screenshots(entries, tmp_path) == 1
    assert place_screenshots(entries, tmp_path) == 0
    step = _step("invullen-2")
    assert step["alt"] == "Een sectie met vragen."
    first = step["afbeelding"].file_hash
    (tmp_path / "invullen-2.png").write_bytes(png("red"))
    assert place_screenshots(entries, tmp_path) == 0
    assert _step("invullen-2")["afbeelding"].pk == step["afbeelding"].pk
    assert _step("invullen-2")["afbeelding"].file_hash != first


def test_a_screenshot_never_replaces_a_picture_that_an_editor_chose(demo: None, tmp_path: Path) -> None:
    from tests.website.public_tree import an_image

    page = HandleidingPage.objects.get(slug="invullen")
    chosen = an_image("Gekozen")
    for block in page.stappen:
        if block.block_type == "stap" and block.value["schermafdruk"] == "invullen-2":
            block.value["afbeelding"], block.value["alt"] = chosen, "Gekozen door een mens."
    page.save_revision().publish()
    (tmp_path / "invullen-2.png").write_bytes(png("white"))
    assert place_screenshots([{"naam": "invullen-2", "alt": "x"}], tmp_path) == 0
    assert _step("invullen-2")["afbeelding"].pk == chosen.pk


def _without_picture(name: str) -> None:
    """Take the demo's own picture out of a step again."""
    page = HandleidingPage.objects.get(slug="invullen")
    for block in page.stappen:
        if block.block_type == "stap" and block.value["schermafdruk"] == name:
            block.value["afbeelding"], block.value["alt"] = None, ""
    page.save_revision().publish()


def _step(name: str) -> dict:
    page = HandleidingPage.objects.get(slug="invullen")
    return next(block.value for block in page.stappen if block.block_type == "stap" and block.value["schermafdruk"] == name)


def test_content_text_cannot_bring_markup() -> None:
    assert paragraphs("a **b** <i>c</i>\n\nd") == "<p>a <b>b</b> &lt;i&gt;c&lt;/i&gt;</p><p>d</p>"
