"""The handleidingen of the demo: subjects, help texts that formats share with them, the overview and every topic in the order of the content file."""

from collections.abc import Iterator
from typing import Any

from wagtail.models import Page, Site

from formats.blocks.uitleg import per_groep
from formats.models import Hulptekst
from forms_catalog.models import Formulier
from handleidingen.models import HandleidingIndexPage, HandleidingPage, Onderwerp

from .public import _child, _content, _publish, paragraphs
from .screenshots import CHECKED_ON


def load_handleidingen(home: Page) -> None:
    """Make what is missing, found by code, name or slug; changes nothing that exists."""
    site = Site.objects.get(root_page=home)
    content = _content("handleidingen")
    subjects = {entry["code"]: _onderwerp(site, entry, place) for place, entry in enumerate(content["onderwerp"], 1)}
    texts = {record.naam: record for record in load_hulpteksten(site)}
    intro = content["overzicht"]
    index = _child(home, HandleidingIndexPage, intro["slug"], title=intro["titel"], show_in_menus=True, introductie=intro["introductie"])
    for entry in content["pagina"]:
        if HandleidingPage.objects.child_of(index).filter(slug=entry["slug"]).exists():
            continue
        page = HandleidingPage(
            title=entry["titel"],
            slug=entry["slug"],
            lezer=entry["lezer"],
            onderwerp=subjects[entry["onderwerp"]],
            beschikbaarheid=entry["beschikbaarheid"],
            introductie=entry["introductie"],
            gecontroleerd_op=CHECKED_ON,
            stappen=[(blok["soort"], _block(blok, texts)) for blok in _written_out(entry["blok"])],
        )
        index.add_child(instance=page)
        page.formulieren = Formulier.objects.filter(slug__in=entry.get("formulieren", []))
        _publish(page)


def load_hulpteksten(site: Site) -> list[Hulptekst]:
    """The help texts of content/hulpteksten.toml on this website; one that an editor changed stays as it is."""
    entries = _content("hulpteksten")["hulptekst"]
    return [Hulptekst.objects.get_or_create(site=site, naam=entry["naam"], defaults={"tekst": entry["tekst"]})[0] for entry in entries]


def with_hulpteksten(delen: list[dict[str, Any]], site: Site) -> list[dict[str, Any]]:
    """The parts of a format, where a question whose help text is word for word one of the website's takes it from that record.

    Args:
        delen: stored StreamField data, as `opp_pages.default_formats.load` gives it; it is not changed.
    """
    numbers = {record.tekst: str(record.pk) for record in Hulptekst.objects.filter(site=site)}
    return [_linked(deel, numbers) for deel in delen]


def _linked(part: Any, numbers: dict[str, str]) -> Any:
    if isinstance(part, list):
        return [_linked(one, numbers) for one in part]
    if not isinstance(part, dict):
        return part
    linked = {name: _linked(value, numbers) for name, value in part.items()}
    if (number := numbers.get(linked.get("hulptekst") or "")) is not None and "label" in linked:
        linked |= {"hulptekst": "", "hulptekst_bron": number}
    return linked


def _onderwerp(site: Site, entry: dict[str, str], place: int) -> Onderwerp:
    return Onderwerp.objects.get_or_create(site=site, code=entry["code"], defaults={"naam": entry["naam"], "volgorde": place})[0]


def _written_out(blokken: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The blocks of a topic; "soorten_vragen" stands for one step per kind of question, in the words that the editor itself shows."""
    for blok in blokken:
        if blok["soort"] != "soorten_vragen":
            yield blok
            continue
        for groep, soorten in per_groep().items():
            tekst = "\n\n".join(f"**{one.naam}.** {one.wat} {one.wanneer} Bijvoorbeeld: {one.voorbeeld}" for one in soorten)
            yield {"soort": "stap", "titel": f"Soorten vragen: {groep[0].lower()}{groep[1:]}", "tekst": tekst}


def _block(blok: dict[str, Any], texts: dict[str, Hulptekst]) -> dict[str, Any]:
    """The value of one block of a handleiding."""
    if blok["soort"] == "hulptekst":
        return {"hulptekst": str(texts[blok["naam"]].pk)}
    value: dict[str, Any] = {"tekst": paragraphs(blok["tekst"])}
    if blok["soort"] == "stap":
        value |= {"titel": blok["titel"], "afbeelding": None, "alt": "", "schermafdruk": blok.get("schermafdruk", "")}
    return value
