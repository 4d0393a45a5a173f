"""The public part of the demo: home, information, handleidingen and the catalogue, made through the same models that editors use.

A second run adds what is missing, found by its slug, and changes nothing that exists, with one exception: a picture that a program makes
(`screenshots/<naam>.png`) is put into its step, or renewed, as long as nobody chose another picture there.
"""

from typing import Any
from urllib.parse import urlsplit

from wagtail.models import Page, Site

from forms_catalog.models import FormulierenIndexPage
from opp_pages.models import OppIndexPage
from website.groups import ensure_groups
from website.models import HomePage, InfoPage

from .formulieren import load_formulieren
from .house import load_house
from .making import CONTENT as CONTENT
from .making import child as _child
from .making import content as _content
from .making import paragraphs
from .making import publish as _publish
from .screenshots import place_screenshots


def load_public() -> None:
    """Make every public page of the demo that is not there yet, and make its home page the root of the default site."""
    # That room builds its pages with the means of this one.
    from .handleidingen import load_handleidingen

    pages = _content("pages")
    home = _home(pages["home"])
    _site(home)
    for entry in pages["pagina"]:
        _info_page(home, entry)
    catalogue = _child(
        home, FormulierenIndexPage, "formulieren", title="Formulieren en documenten", show_in_menus=True, introductie=CATALOGUE_INTRO
    )
    load_formulieren()
    load_handleidingen(home)
    _child(home, OppIndexPage, "opp", title="OPP en groeidocument", show_in_menus=True)
    load_house(home)
    _link(home, pages, catalogue)
    place_screenshots(_content("screenshots")["schermafdruk"])
    ensure_groups()


CATALOGUE_INTRO = (
    "Alle formulieren en documenten die bij het groeidocument en het OPP horen. Kies voor wie u zoekt, welk onderwijs en welk onderwerp."
)


def _home(entry: dict[str, Any]) -> HomePage:
    """The home page; its address is free once Wagtail's own page of greeting is gone."""
    found = HomePage.objects.first()
    if found is not None:
        return found
    root = Page.objects.get(depth=1)
    home = HomePage(title=entry["titel"], slug="start", introductie=entry["introductie"], seo_title="Welkom")
    root.add_child(instance=home)
    _publish(home)
    return home


def _site(home: HomePage) -> None:
    """Make our home page the root of the default site, and remove the page of greeting that Wagtail put there."""
    site = Site.objects.filter(is_default_site=True).first() or Site(hostname="localhost", is_default_site=True)
    if site.pk is None or not isinstance(site.root_page.specific, HomePage):
        greeting = None if site.pk is None else site.root_page
        site.root_page = home
        site.site_name = site.site_name or "Groeiportaal"
        site.save()
        if greeting is not None and greeting.specific_class is Page and not greeting.get_children().exists():
            greeting.delete()


def settle_address(base_url: str) -> None:
    """Let the demo's site be where this demo is served, so that sitemap, feeds and canonical addresses lead back to it.

    A site whose host name somebody chose stays as it is.

    Args:
        base_url: the address that the demo is served at.
    """
    parts = urlsplit(base_url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    site = Site.objects.filter(is_default_site=True, hostname__in=("localhost", parts.hostname)).exclude(port=port).first()
    if site is not None and parts.hostname:
        site.hostname, site.port = parts.hostname, port
        site.save()


def _info_page(home: HomePage, entry: dict[str, Any]) -> None:
    blocks = [(kind, _block(kind, text)) for kind, text in entry["blokken"]]
    _child(
        home, InfoPage, entry["slug"], title=entry["titel"], show_in_menus=entry["in_menu"], introductie=entry["introductie"], inhoud=blocks
    )


def _block(kind: str, text: str) -> Any:
    """The value of one block of an information page."""
    if kind == "tekst":
        return paragraphs(text)
    return {"tekst": text if kind == "kop" else paragraphs(text)}


def _link(home: HomePage, pages: dict[str, Any], catalogue: Page) -> None:
    """Hang links between pages, now that all of them exist; only where nobody has put anything yet."""
    by_slug = {page.slug: page for page in home.get_descendants()}
    if not home.deuren and not home.snel:
        home.deuren = [("deur", {**deur, "pagina": by_slug.get(deur.get("pagina", ""))}) for deur in pages["home"]["deur"]]
        home.snel = [("links", {"titel": "Snel naar", "links": [_a_link(link, by_slug) for link in pages["home"]["snel"]]})]
        _publish(home)
    for entry in pages["pagina"]:
        page = InfoPage.objects.child_of(home).get(slug=entry["slug"])
        untouched = page.revisions.count() == 1
        if entry["links"] and untouched and not any(block.block_type == "links" for block in page.inhoud):
            links = [_a_link({"tekst": tekst, "pagina": slug}, by_slug) for tekst, slug in entry["links"]]
            page.inhoud.append(("links", {"titel": "Lees verder", "links": links}))
            _publish(page)


def _a_link(link: dict[str, str], by_slug: dict[str, Page]) -> dict[str, Any]:
    return {"tekst": link["tekst"], "pagina": by_slug[link["pagina"]], "adres": "", "toelichting": link.get("toelichting", "")}
