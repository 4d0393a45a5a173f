"""The pages about the OPP in the demo: explanation, themes and example sentences, under the OPP page that the public part made.

A second run adds what is missing, found by its slug. A page that nobody touched gets its formats as soon as those are there.
"""

import tomllib
from collections.abc import Iterable
from typing import Any

from wagtail.models import Page, Site

from opp_pages.models import FormatPage, OppIndexPage, OppUitlegPage, VoorbeeldzinnenPage

from .public import CONTENT, paragraphs

# Parts of a block that are running text with marks.
RICH = {"tekst", "tip", "waarschuwing", "wet"}


def load_opp() -> None:
    """Make every page about the OPP that is not there yet; does nothing without an OPP page."""
    index = OppIndexPage.objects.descendant_of(Site.objects.get(is_default_site=True).root_page).first()
    if index is None:
        return
    found = tomllib.loads((CONTENT / "opp.toml").read_text(encoding="utf-8"))
    made = [page for entry in found["pagina"] if (page := _page(index, entry)) is not None]
    _zinnen(index, found["voorbeeldzinnen"])
    _fill(made, {entry["slug"]: entry["blok"] for entry in found["pagina"]}, index)
    _relate(index, found["pagina"])


def _page(index: OppIndexPage, entry: dict[str, Any]) -> OppUitlegPage | None:
    """The page, still without its content; None when it was there before."""
    if Page.objects.child_of(index).filter(slug=entry["slug"]).exists():
        return None
    page = OppUitlegPage(slug=entry["slug"], title=entry["titel"], soort=entry["soort"], introductie=entry["introductie"], live=False)
    index.add_child(instance=page)
    return page


def _zinnen(index: OppIndexPage, entry: dict[str, Any]) -> None:
    if not Page.objects.child_of(index).filter(slug=entry["slug"]).exists():
        page = VoorbeeldzinnenPage(slug=entry["slug"], title=entry["titel"], introductie=entry["introductie"])
        index.add_child(instance=page)
        _publish(page)


def _publish(page: Page) -> None:
    page.save_revision().publish()


def _fill(made: Iterable[OppUitlegPage], blocks: dict[str, list[dict[str, Any]]], index: OppIndexPage) -> None:
    """Write the content once all pages are there, so that each can lead to each, and publish."""
    by_slug = {page.slug: page for page in index.get_parent().get_descendants()}
    for page in made:
        values = [(blok["soort"], _block(blok, by_slug)) for blok in blocks[page.slug]]
        page.inhoud = [(soort, value) for soort, value in values if soort != "hierbij" or value["links"]]
        _publish(page)


def _block(blok: dict[str, Any], by_slug: dict[str, Page]) -> Any:
    """The value of one block."""
    parts = {name: value for name, value in blok.items() if name != "soort"}
    if blok["soort"] in RICH:
        parts["tekst"] = paragraphs(parts["tekst"])
    if blok["soort"] == "tekst":
        return parts["tekst"]
    if blok["soort"] in ("hierbij", "zinnen"):
        parts.setdefault("titel", {"hierbij": "Formulieren en handleidingen", "zinnen": "Voorbeeldzinnen"}[blok["soort"]])
    if blok["soort"] == "hierbij":
        known = [link for link in parts["links"] if link["pagina"] in by_slug]
        parts["links"] = [{"adres": "", "toelichting": "", "vervolg": "", **link, "pagina": by_slug[link["pagina"]]} for link in known]
    return parts


def _relate(index: OppIndexPage, entries: Iterable[dict[str, Any]]) -> None:
    """Tick the formats of each theme on pages that have none and that only the demo ever wrote."""
    formats = {page.slug: page for page in FormatPage.objects.child_of(index).live()}
    for entry in entries:
        wanted = [formats[slug] for slug in entry.get("formats", []) if slug in formats]
        page = OppUitlegPage.objects.child_of(index).filter(slug=entry["slug"]).first()
        if wanted and page is not None and page.revisions.count() == 1 and not page.formats.exists():
            page.formats = wanted
            _publish(page)
