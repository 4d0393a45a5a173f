"""What changed in the published formats, for the list of changes beside the news (website.changes). Derived from the versions, never typed."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Site

from formats.compare import compare
from formats.models import FormatVersie
from website.changes import Change, register

from .changes import CHANGES

# The newest versions of a site that are told, and the differences that are named in one line.
SHOWN, NAMED = 20, 2


def register_changes() -> None:
    """Called once when the app is ready."""
    register("formats", published_versions)


def published_versions(request: HttpRequest) -> list[Change]:
    """The newest versions of the formats that are public on the site that was asked, newest first: four queries, however many there are."""
    from .models import FormatPage

    site = Site.find_for_request(request)
    if site is None:
        return []
    pages = {page.format_id: page for page in FormatPage.objects.descendant_of(site.root_page).live().public().defer("delen", "varianten")}
    newest = list(FormatVersie.objects.filter(format__in=pages).order_by("-gepubliceerd_op", "-nummer")[:SHOWN])
    before = _before(newest)
    return [_change(pages[versie.format_id], versie, before.get((versie.format_id, versie.nummer - 1)), request) for versie in newest]


def _before(versies: list[FormatVersie]) -> dict[tuple[Any, int], FormatVersie]:
    """The version before each of these."""
    known = {(versie.format_id, versie.nummer): versie for versie in versies}
    wanted = {(versie.format_id, versie.nummer - 1) for versie in versies if versie.nummer > 1} - set(known)
    if wanted:
        numbers, formats = {nummer for _format, nummer in wanted}, {format_ for format_, _nummer in wanted}
        found = FormatVersie.objects.filter(format__in=formats, nummer__in=numbers)
        known |= {(versie.format_id, versie.nummer): versie for versie in found}
    return known


def _change(page: Any, versie: FormatVersie, vorige: FormatVersie | None, request: HttpRequest) -> Change:
    url = page.get_url(request) or ""
    return Change(
        datum=timezone.localdate(versie.gepubliceerd_op),
        titel=f"Format {page.title}: versie {versie.nummer}",
        url=f"{url}{CHANGES}/" if vorige is not None else url,
        tekst=_in_words(versie, vorige, page.korte_omschrijving),
    )


def _in_words(versie: FormatVersie, vorige: FormatVersie | None, omschrijving: str) -> str:
    """The first differences as they are; a first version says what it is for."""
    if vorige is None:
        return omschrijving
    differences = [str(one) for one in compare(vorige.schema, versie.schema)]
    more = len(differences) - NAMED
    return " ".join([*differences[:NAMED], *([f"En nog {more} {'wijziging' if more == 1 else 'wijzigingen'}."] if more > 0 else [])])
