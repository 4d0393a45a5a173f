"""What guests changed in the hoofdstukken, for who manages access to look at: it stays, or it is put back.

Until then it stands there under the guest's name, and history has every step. Only what is still there as the guest left it is asked about.
"""

import itertools
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from formats.answers import stored
from formats.schema import AnyVeld, Deel, Sectie
from groeidocumenten.dossiers.access import GeopendDossier, Recht, Viewer, dossiers_for
from groeidocumenten.dossiers.actions import note
from groeidocumenten.dossiers.kamers import Zaak
from groeidocumenten.dossiers.models import Handeling

from .actions import Conflict, Saved, newest_rows, opened, saved_section, write_version
from .geschiedenis import Wijziging, changes
from .models import Antwoordversie, Gastoordeel, open_from
from .nagekomen import late_rows
from .samenvoegen import same
from .visible import merged

Besluit = Gastoordeel.Besluit


@dataclass(frozen=True)
class Gastwerk:
    """A section that guests changed and nobody looked at yet.

    Args:
        wijzigingen: what they changed and what still stands there as they left it.
        was: the section before their first change.
        laatste: their last version; a judgement counts up to it.
        nu: the version that stands there now.
    """

    deel: Deel
    sectie: Sectie
    namen: list[str]
    op: datetime
    wijzigingen: list[Wijziging]
    was: Saved
    laatste: int
    nu: int


def guest_work(geopend: GeopendDossier, sectie: str | None = None) -> list[Gastwerk]:
    """Every section with versions of guests that were not judged, in the order of the format; two queries, and one when there are none.

    Args:
        sectie: only this one.
    """
    unjudged: dict[str, list[Antwoordversie]] = defaultdict(list)
    for row in _unjudged(geopend.groeidocument.antwoordversies.filter(sectie__in=geopend.velden)):
        if sectie in (None, row.sectie):
            unjudged[row.sectie].append(row)
    states = _states_since(geopend, {key: rows[0].versie - 1 for key, rows in unjudged.items()})
    places = ((deel, one) for deel in geopend.hoofdstukken for one in deel.secties if one.key in unjudged)
    return [_work(geopend, deel, one, unjudged[one.key], states[one.key]) for deel, one in places]


def _unjudged(rows: QuerySet[Antwoordversie]) -> QuerySet[Antwoordversie]:
    """Versions that guests saved after the last judgement of their section, oldest first."""
    judged = Gastoordeel.unguarded.filter(groeidocument=OuterRef("groeidocument"), sectie=OuterRef("sectie")).order_by("-versie")
    after = Coalesce(Subquery(judged.values("versie")[:1]), 0)
    return rows.filter(link__isnull=False).annotate(beoordeeld=after).filter(versie__gt=F("beoordeeld")).order_by("sectie", "versie")


def _states_since(geopend: GeopendDossier, since: dict[str, int]) -> dict[str, list[tuple[bool, Saved]]]:
    """Per section its states from a version on, oldest first, each with whether a guest saved it."""
    wanted = Q()
    for key, versie in since.items():
        wanted |= Q(sectie=key, versie__gte=versie)
    found: dict[str, list[tuple[bool, Saved]]] = {key: [(False, Saved())] if versie == 0 else [] for key, versie in since.items()}
    for row in geopend.groeidocument.antwoordversies.filter(wanted).order_by("sectie", "versie") if since else ():
        found[row.sectie].append((row.link_id is not None, opened(row, geopend)))
    return found


def _work(geopend: GeopendDossier, deel: Deel, sectie: Sectie, rows: list[Antwoordversie], states: list[tuple[bool, Saved]]) -> Gastwerk:
    theirs: set[str] = set()
    for (_, earlier), (by_guest, later) in itertools.pairwise(states):
        changed = {veld.key for veld in geopend.velden[sectie.key] if not same(veld, earlier.antwoorden, later.antwoorden)}
        # What the school changed afterwards is the school's own again.
        theirs = theirs | changed if by_guest else theirs - changed
    was, now = states[0][1], states[-1][1]
    left = [one for one in changes(geopend, sectie, was.antwoorden, now.antwoorden) if one.key in theirs]
    names = list(dict.fromkeys(open_from(row, "naam") for row in rows))
    return Gastwerk(deel, sectie, names, rows[-1].op, left, was, rows[-1].versie, now.versie)


@transaction.atomic
def judge_guest_work(*, geopend: GeopendDossier, sectie: Sectie, besluit: Besluit, laatste: int, nu: int) -> None:
    """Say that what guests changed in a section may stay, or put it back to what it was; what the school changed since stays either way.

    Args:
        laatste: the guests' last version that was shown.
        nu: the version that was shown as the present one.

    Raises:
        AccessOver: if the viewer may not manage access any longer.
        Conflict: if somebody saved the section since it was shown.
        ValidationError: if it was judged already.
    """
    geopend.reopen(Recht.DELEN)
    work = next((one for one in guest_work(geopend, sectie.key) if one.laatste == laatste), None)
    if work is None:
        raise ValidationError("Over deze wijzigingen is al besloten, of er kwam iets bij. Kijk wat er nu staat.")
    if work.nu != nu:
        raise Conflict(saved_section(geopend, sectie))
    if besluit is Besluit.TERUG and work.wijzigingen:
        _put_back(geopend, sectie, work)
    Gastoordeel.unguarded.create(
        groeidocument=geopend.groeidocument, sectie=sectie.key, versie=laatste, besluit=besluit, door=geopend.viewer.user
    )
    note(Handeling.GASTWERK_BEOORDEELD, geopend, sectie.key)


def _put_back(geopend: GeopendDossier, sectie: Sectie, work: Gastwerk) -> None:
    keys = {one.key for one in work.wijzigingen}
    velden = [veld for veld in geopend.velden[sectie.key] if veld.key in keys]
    row = newest_rows(geopend.groeidocument).get(sectie=sectie.key)
    after = merged(open_from(row, "antwoorden"), _as_it_was(velden, work.was.antwoorden), velden, geopend.lezer)
    write_version(geopend, sectie.key, after, row.versie)
    note(Handeling.HOOFDSTUK_TERUGGEZET, geopend, sectie.key)


def _as_it_was(velden: Iterable[AnyVeld], was: dict[str, Any]) -> dict[str, Any]:
    """Every one of these fields, also those that had no answer, with reasons and origins; files come back by being named again."""
    notes = {name: value for name, value in was.items() if name.startswith("_")}
    return {veld.key: stored(veld, was) for veld in velden} | notes


# --- What waits ----------------------------------------------------------------------------------


def waiting(geopend: GeopendDossier) -> list[Zaak]:
    """For who manages access: guests' work to look at, and text that came in late. Three queries, and none for others."""
    if not geopend.mag(Recht.DELEN):
        return []
    pk, titles = geopend.groeidocument.pk, {one.key: one.titel for deel in geopend.hoofdstukken for one in deel.secties}
    rows = _unjudged(geopend.groeidocument.antwoordversies.filter(sectie__in=geopend.velden))
    names: dict[str, str] = {row.sectie: open_from(row, "naam") for row in rows}
    address = reverse("inhoud:gastwerk", args=[pk])
    found = [Zaak(f"Bekijk wat {naam} schreef in “{titles[key]}”", f"{address}#{key}") for key, naam in names.items() if key in titles]
    late = sum(1 for _row in late_rows(geopend))
    if late:
        said = "Er is tekst van een gast die te laat kwam" if late == 1 else f"Er zijn {late} teksten van gasten die te laat kwamen"
        found.append(Zaak(said, reverse("inhoud:nagekomen", args=[pk])))
    return found


def attention(viewer: Viewer, files: Collection[UUID]) -> dict[UUID, list[str]]:
    """Per file what guests left for who manages access to it. A fixed number of queries."""
    if viewer.is_guest or not files:
        return {}
    mine = dossiers_for(viewer, Recht.DELEN).filter(pk__in=files).order_by().values("pk")
    words: dict[UUID, list[str]] = defaultdict(list)
    rows = _unjudged(Antwoordversie.unguarded.filter(groeidocument__in=mine)).order_by()
    for pk, count in rows.values_list("groeidocument").annotate(Count("sectie", distinct=True)):
        words[pk].append("een gast schreef mee" if count == 1 else f"gasten schreven in {count} onderdelen")
    late = dossiers_for(viewer, Recht.DELEN).filter(pk__in=files, nagekomen_teksten__besluit="").order_by().distinct()
    for pk in late.values_list("pk", flat=True):
        words[pk].append("nagekomen tekst van een gast")
    return dict(words)
