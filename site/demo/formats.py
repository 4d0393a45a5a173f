"""The two formats of the demo, composed and published as an editor would: through the pages and their publish action."""

import json

from wagtail.models import Site

from formats.models import FormatVersie
from opp_pages import default_formats
from opp_pages.actions import publish_format_page
from opp_pages.models import FormatPage, OppIndexPage

INDEX_SLUG = "opp"
SLUGS = {"groeidocument_po": "groeidocument-po", "opp_kort": "opp-kort"}


def load_formats() -> dict[str, FormatVersie]:
    """Make the OPP page and publish the default formats under it; returns the versions by kind of format."""
    home = Site.objects.get(is_default_site=True).root_page
    index = OppIndexPage.objects.filter(slug=INDEX_SLUG).first()
    if index is None:
        index = home.add_child(instance=OppIndexPage(title="OPP en groeidocument", slug=INDEX_SLUG, show_in_menus=True))
    versies = {}
    for name, slug in SLUGS.items():
        details = default_formats.details(name)
        page = FormatPage(
            title=details["titel"],
            slug=slug,
            soort=details["soort"],
            onderwijstypen=details["onderwijstypen"],
            korte_omschrijving=details["korte_omschrijving"],
            delen=json.dumps(default_formats.load(name)),
            live=False,
        )
        index.add_child(instance=page)
        versies[page.soort] = publish_format_page(page)
    return versies
