"""A handleiding as schema.org's HowTo, for search engines and readers' tools. Says nothing that the page itself does not say."""

from typing import Any

from django.http import HttpRequest
from wagtail.rich_text import RichText, get_text_for_indexing


def how_to(page: Any, request: HttpRequest) -> dict[str, Any] | None:
    """The page as HowTo; None for what cannot be done yet, because a promise is no instruction.

    Args:
        page: a HandleidingPage.
        request: whose site gives the addresses.
    """
    _, steps = page.numbered()
    if page.in_voorbereiding or not steps:
        return None
    url = page.get_full_url(request)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "HowTo",
        "name": page.title,
        "inLanguage": "nl",
        "url": url,
        "audience": {"@type": "Audience", "audienceType": page.get_lezer_display()},
        "step": [_step(step, url) for step in steps],
    }
    if page.omschrijving:
        data["description"] = page.omschrijving
    if page.onderwerp:
        data["about"] = page.onderwerp.naam
    if page.last_published_at:
        data["dateModified"] = page.last_published_at.isoformat()
    return data


def _step(step: Any, url: str) -> dict[str, Any]:
    """One step; its tips and warnings are part of it."""
    titel = step.value["titel"]
    text = [_plain(step.value["tekst"]), *(_plain(block.value["tekst"]) for block in step.bij if block.block_type != "hulptekst")]
    return {
        "@type": "HowToStep",
        "position": step.nummer,
        "name": titel,
        "text": " ".join(part for part in text if part) or titel,
        "url": f"{url}#stap-{step.nummer}",
    }


def _plain(value: Any) -> str:
    """Rich text as plain words."""
    source = value.source if isinstance(value, RichText) else str(value or "")
    return " ".join(get_text_for_indexing(source).split())
