"""Where a fixed help text stands, and whether a published format still holds the same words: a version keeps the text it was published with."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ReferenceIndex

from .freeze_values import get
from .list_models import Hulptekst


@dataclass(frozen=True)
class Gebruik:
    """One page that uses a help text. `versie` is None where the record itself is shown, which is always today's text."""

    titel: str
    pk: int
    versie: int | None
    zelfde: bool


def gebruik(hulptekst: Hulptekst) -> list[Gebruik]:
    """Every page that refers to this help text, formats whose published words differ first.

    A format that was never published is left out: nobody reads its text yet.
    """
    found = ReferenceIndex.get_references_to(hulptekst).values_list("content_type", "object_id").distinct()
    by_type: dict[int, list[str]] = {}
    for content_type, object_id in found:
        by_type.setdefault(content_type, []).append(object_id)
    pages = [page for number, keys in by_type.items() for page in _objects(number, keys)]
    uses = [use for use in (_use(page, hulptekst) for page in pages) if use is not None]
    return sorted(uses, key=lambda use: (use.zelfde, use.titel))


def _objects(content_type: int, keys: list[str]) -> list[Any]:
    model = ContentType.objects.get_for_id(content_type).model_class()
    return list(model._base_manager.filter(pk__in=keys)) if model else []


def _use(page: Any, hulptekst: Hulptekst) -> Gebruik | None:
    """This page as a line; formats are known by the versions that they publish, so that this room needs no other."""
    titel = getattr(page, "title", str(page))
    if not hasattr(page, "current_version"):
        return Gebruik(titel, page.pk, None, zelfde=True) if getattr(page, "live", True) else None
    versie = page.current_version()
    if versie is None:
        return None
    frozen = {veld.key: (veld.hulptekst, getattr(veld, "tekst", "")) for _, sectie in versie.schema.secties() for veld in sectie.velden}
    keys = _keys(page.delen, str(hulptekst.pk))
    return Gebruik(titel, page.pk, versie.nummer, zelfde=all(hulptekst.tekst in frozen.get(key, ()) for key in keys))


def _keys(delen: Any, number: str) -> list[str]:
    """The keys of the fields that take their help text from this record."""
    return [
        str(veld.id)
        for deel in delen
        for sectie in deel.value.get("secties") or ()
        for veld in sectie.get("velden") or ()
        if get(veld.value, "hulptekst_bron") == number
    ]
