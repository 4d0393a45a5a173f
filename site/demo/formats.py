"""The formats, lists and banks of the demo, made and published as an editor would: through the pages and their publish action."""

import json
from collections.abc import Iterable

from wagtail.models import Site

from formats.list_models import store_bank, store_lijst
from formats.models import FormatVersie
from opp_pages import default_formats
from opp_pages.actions import publish_format_page
from opp_pages.models import FormatPage, OppIndexPage

from .handleidingen import with_hulpteksten

INDEX_SLUG = "opp"
INDEX_INTRODUCTIE = "Wat is een ontwikkelingsperspectief, wie doet wat, en welke formats kunnen scholen gebruiken?"


def load_formats(names: Iterable[str] = default_formats.NAMES) -> dict[str, FormatVersie]:
    """Make the OPP page and publish default formats under it, in this order; returns the versions by name."""
    site = Site.objects.get(is_default_site=True)
    index = OppIndexPage.objects.filter(slug=INDEX_SLUG).first()
    if index is None:
        page = OppIndexPage(title="OPP en groeidocument", slug=INDEX_SLUG, introductie=INDEX_INTRODUCTIE, show_in_menus=True)
        index = site.root_page.add_child(instance=page)
    _store_lists(site)
    return {name: _publish(name, index, site) for name in names}


def _store_lists(site: Site) -> None:
    """The lists and banks that the formats take their answers from."""
    shipped = default_formats.file(default_formats.BANKEN_EN_LIJSTEN)
    for lijst in shipped.lijsten:
        store_lijst(site=site, naam=lijst.naam, opties=lijst.waarden, uitleg=lijst.uitleg)
    for bank in shipped.banken:
        store_bank(site=site, naam=bank.naam, soort=bank.soort, items=bank.items, uitleg=bank.uitleg)


def _publish(name: str, index: OppIndexPage, site: Site) -> FormatVersie:
    details = default_formats.details(name)
    page = FormatPage(
        title=details["titel"],
        slug=name.replace("_", "-"),
        soort=details["soort"],
        onderwijstypen=details["onderwijstypen"],
        korte_omschrijving=details["korte_omschrijving"],
        delen=json.dumps(with_hulpteksten(default_formats.load(name, site=site), site)),
        varianten=json.dumps(default_formats.load_varianten(name)),
        live=False,
    )
    index.add_child(instance=page)
    return publish_format_page(page)
