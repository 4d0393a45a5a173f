"""Several samenwerkingsverbanden on one installation: each has its own name, colours, pages, search and feed, and nothing of another."""

import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Site

from tests.design.test_contrast import TEXT, TOKENS, _block, _resolve, contrast
from tests.website.house_tree import build_house, second_site
from tests.website.public_tree import PublicTree
from website import kleuren, thema
from website.models import SiteInstellingen
from website.search import find

ADDRESSES = (
    "/",
    "/nieuws/",
    "/nieuws/rss/",
    "/vragen/ouders/",
    "/begrippen/",
    "/sitemap.xml",
    "/zoeken/?q=meelezen",
    "/zoeken/?q=opp",
    "/thema.css",
)
MARK = "buren"


@pytest.fixture
def both(tree: PublicTree, settings: Any) -> PublicTree:
    settings.ALLOWED_HOSTS = ["localhost", "testserver", "buren.example"]
    build_house(tree.home, "eigen")
    SiteInstellingen.objects.create(site=Site.objects.get(is_default_site=True), naam="Naam eigen", kleur="#1b5e3f")
    second_site(MARK)
    return tree


def text_of(path: str, host: str) -> str:
    answer = Client().get(path, headers={"host": host})
    assert answer.status_code == 200, (path, host)
    return answer.content.decode()


def test_each_site_shows_its_own_and_nothing_of_the_other(both: PublicTree) -> None:
    for path in ADDRESSES:
        ours, theirs = text_of(path, "localhost"), text_of(path, "buren.example")
        assert MARK not in ours, path
        assert "eigen<" not in theirs, path
        assert "Voor ouders" not in theirs, path
        if path != "/thema.css":
            assert MARK in theirs, path
    home = text_of("/", "buren.example")
    assert all(
        words in home for words in ("Naam buren", "Voet buren", "Over buren", "Swv buren", 'rel="canonical" href="http://buren.example/"')
    )
    assert "#8a1c5b" in text_of("/thema.css", "buren.example")
    assert "#8a1c5b" not in text_of("/thema.css", "localhost")


def test_a_page_of_one_site_is_not_there_on_another(both: PublicTree) -> None:
    assert Client().get("/over/", headers={"host": "buren.example"}).status_code == 200
    assert Client().get("/over/", headers={"host": "localhost"}).status_code == 404
    assert Client().get("/voor-ouders/", headers={"host": "buren.example"}).status_code == 404


def test_a_suggestion_never_names_a_word_of_another_site_or_of_a_draft(both: PublicTree, rf: Any) -> None:
    def meant(question: str, host: str) -> str:
        return find(question, rf.get("/", headers={"host": host})).bedoeld

    assert meant("bruren", "buren.example") == "buren"
    assert meant("bruren", "localhost") == ""
    assert meant("kladverzie", "localhost") == ""
    assert meant("vlinderz", "localhost") == "vlinders"


def test_the_theme_is_linked_by_its_version_and_kept_only_under_that_version(both: PublicTree) -> None:
    address = re.search(r'href="(/thema\.css\?v=\w+)"', text_of("/", "buren.example"))[1]  # type: ignore[index]
    right, wrong = (Client().get(path, headers={"host": "buren.example"}) for path in (address, "/thema.css?v=oud"))
    assert right.content == wrong.content
    assert "immutable" in right.headers["Cache-Control"]
    assert wrong.headers["Cache-Control"] == "public, max-age=60"
    assert right.headers["Content-Type"] == "text/css; charset=utf-8"
    SiteInstellingen.objects.filter(site__hostname="buren.example").update(kleur="")
    assert "thema.css" not in text_of("/?x=1", "buren.example")
    assert text_of("/thema.css", "buren.example") == ""


@pytest.mark.parametrize("kleur", ["#1b5e3f", "#8a1c5b", "#0b3d91", "#5b2a00", "#000000", "#4a4a4a", "#b00020", "#006d77"])
def test_every_theme_is_readable_by_day_and_by_night(kleur: str) -> None:
    thema_css = thema.stylesheet(kleur)
    css = re.sub(r"/\*.*?\*/", "", TOKENS.read_text(), flags=re.DOTALL)
    day = _block(css, "")
    night = day | _block(css, "@media screen and (prefers-color-scheme: dark)")
    for tokens, own in zip((day, night), thema_css.split("@media"), strict=True):
        merged = tokens | dict(re.findall(r"--gp-color-([a-z-]+):(#[0-9a-f]{6});", own))
        pairs = [(text, ground) for text, ground in TEXT if "accent" in text or "accent" in ground]
        weak = {pair for pair in pairs if contrast(*(_resolve(merged[name], merged) for name in pair)) < 4.5}
        assert weak == set()


def test_an_accent_in_which_text_is_hard_to_read_is_refused_with_one_that_works(tree: PublicTree) -> None:
    site = Site.objects.get(is_default_site=True)
    for kleur in ("#ffcc00", "#00aaff", "#ffffff"):
        with pytest.raises(ValidationError) as refused:
            SiteInstellingen(site=site, kleur=kleur).full_clean()
        message = refused.value.message_dict["kleur"][0]
        assert "op 1 en moet minstens 4,5 op 1 zijn" in message
        SiteInstellingen(site=site, kleur=re.findall(r"#[0-9a-f]{6}", message)[0]).full_clean()
    for kleur in ("rood", "#12345", "1b5e3f", "#1b5e3f;}", "url(//x)"):
        with pytest.raises(ValidationError):
            SiteInstellingen(site=site, kleur=kleur).full_clean()
        assert thema.stylesheet(kleur) == ""
    SiteInstellingen(site=site, kleur="").full_clean()


def test_the_papers_of_the_theme_are_those_of_the_design() -> None:
    css = re.sub(r"/\*.*?\*/", "", TOKENS.read_text(), flags=re.DOTALL)
    day = _block(css, "")
    night = day | _block(css, "@media screen and (prefers-color-scheme: dark)")
    for ground, tokens in ((kleuren.LIGHT, day), (kleuren.DARK, night)):
        for name in ("paper", "sheet", "note", "signal_soft", "danger_soft", "ink"):
            assert getattr(ground, name) == tokens[name.replace("_", "-")]
