"""From the answers of a formulier into the hoofdstukken: only into questions that are still empty, and with the origin beside each answer.

Two ways: the form of a hoofdstuk is filled in beforehand with them (and counts when somebody saves it), or the school copies all of them at once.
A question of the groeidocument takes the answer to the same question (the same key) or to the one that its format names as its source
("vraag:…", formats.prefill), if both are of the same kind.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import transaction
from django.utils import timezone

from formats.answers import HERKOMST, is_empty, stored
from formats.prefill import EERDER, Voorstel
from formats.readable import Regel, readable
from formats.schema import AnyVeld, Bestand, Deel, Ondertekening, Sectie
from groeidocumenten.dossiers.access import AccessOver, GeopendDossier, Recht
from groeidocumenten.inhoud.actions import newest_rows, write_version
from groeidocumenten.inhoud.content import read_content
from groeidocumenten.inhoud.models import open_from

from .models import Vraag
from .reading import Invulling, questions, to_read

# Newest answered formulieren that a form of a hoofdstuk is filled in from beforehand: a bound on the work of one page.
MAX_FORMS = 5


@dataclass(frozen=True)
class Overname:
    """One answer that has a place in a hoofdstuk: where, what, and whether something stands there already."""

    deel: Deel
    sectie: Sectie
    veld: AnyVeld
    waarde: Any
    bezet: bool
    regel: Regel


def matches(geopend: GeopendDossier, vraag: Vraag) -> list[Overname]:
    """The answers of a question that was handed in which have a place in the hoofdstukken that this viewer fills in."""
    inside, inhoud = to_read(geopend, vraag), read_content(geopend)
    found = []
    for deel, sectie, veld in geopend.schema.velden():
        value = _answer_for(veld, inside) if geopend.fills(veld) else None
        if value is not None:
            there = not is_empty(veld, stored(veld, inhoud.of(sectie).antwoorden))
            alone = sectie.model_copy(update={"velden": (veld,)})
            found += [
                Overname(deel, sectie, veld, value, there, regel) for regel in readable(alone, {veld.key: value}, lezer=geopend.lezer)
            ]
    return found


def proposer(geopend: GeopendDossier) -> Callable[[AnyVeld], Voorstel | None]:
    """What the forms of the hoofdstukken propose out of formulieren that were handed in, and that this viewer may read (inhoud.register)."""

    @cache
    def answered() -> list[Invulling]:
        rows = questions(geopend).filter(ingediend_op__isnull=False, ingetrokken_op__isnull=True, wijze=Vraag.Wijze.ONLINE)
        return [to_read(geopend, vraag) for vraag in rows.order_by("-ingediend_op").prefetch_related("antwoorden")[:MAX_FORMS]]

    def propose(veld: AnyVeld) -> Voorstel | None:
        for inside in answered():
            value = _answer_for(veld, inside)
            if value is not None and inside.vraag.ingediend_op is not None:
                return Voorstel(value, _origin(inside.vraag), timezone.localdate(inside.vraag.ingediend_op))
        return None

    return propose


def _answer_for(veld: AnyVeld, inside: Invulling) -> Any:
    """The answer of a formulier that fits a question of the groeidocument, in the shape of that question; None if there is none."""
    for key in (veld.key, veld.voorvullen.removeprefix(EERDER) if veld.voorvullen.startswith(EERDER) else ""):
        place = inside.schema.place_by_key.get(key)
        if place is None or place[2].type != veld.type or isinstance(veld, Bestand | Ondertekening):
            continue
        value = stored(veld, {veld.key: stored(place[2], inside.of(place[1]).antwoorden)})
        if not is_empty(veld, value):
            return value
    return None


def _origin(vraag: Vraag) -> str:
    return f"het formulier “{vraag.format_versie.format.titel}” ({open_from(vraag, 'gevraagd_naam')})"


@transaction.atomic
def take_over(*, geopend: GeopendDossier, vraag: Vraag) -> int:
    """Copy every match into its empty question, with its origin; what stands there already is never touched.

    Returns:
        How many questions got an answer; 0 the second time.

    Raises:
        AccessOver: if the right ended, or the answers were not handed in (any longer).
    """
    geopend.reopen(Recht.SCHRIJVEN)
    fresh = questions(geopend).filter(pk=vraag.pk, ingediend_op__isnull=False, ingetrokken_op__isnull=True).first()
    if fresh is None or fresh.ingediend_op is None:
        raise AccessOver
    bron = _origin(fresh)
    op = timezone.localdate(fresh.ingediend_op).isoformat()
    wanted = [one for one in matches(geopend, fresh) if not one.bezet]
    for key, ones in _by_section(wanted):
        row = newest_rows(geopend.groeidocument).filter(sectie=key).first()
        before = open_from(row, "antwoorden") if row else {}
        kept = before.get(HERKOMST)
        origins = (kept if isinstance(kept, dict) else {}) | {one.veld.key: {"waarde": one.waarde, "bron": bron, "op": op} for one in ones}
        values = {one.veld.key: one.waarde for one in ones}
        write_version(geopend, key, before | values | {HERKOMST: origins}, row.versie if row else 0)
    return len(wanted)


def _by_section(wanted: list[Overname]) -> Iterator[tuple[str, list[Overname]]]:
    groups: dict[str, list[Overname]] = {}
    for one in wanted:
        groups.setdefault(one.sectie.key, []).append(one)
    return iter(groups.items())
