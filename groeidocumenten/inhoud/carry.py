"""What goes along to a pupil's next groeidocument: the answers of chosen hoofdstukken, where the next format asks the same question.

Answers follow the key of their question, and show where they came from as long as nobody changes them. A parent's own view of a disputed text goes
where that text goes, with the school's refusal that it answers (dossier 1.3, 8.47). What the next format does not ask stays in the first file. Notes,
drafts, suggestions and other requests stay there too.
"""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4, uuid5

from django.core.exceptions import ValidationError
from django.utils import timezone

from formats.answers import HERKOMST, has_answer, is_empty, stored
from formats.schema import AnyVeld, Bestand, Deel, Ondertekening, Sectie
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note
from groeidocumenten.dossiers.kamers import Keuze
from groeidocumenten.dossiers.models import Handeling

from .actions import newest_rows, save_section
from .content import Inhoud, read_content
from .files import add_file, contents
from .filetypes import Accepted
from .models import Bijlage, Correctieverzoek, Zienswijze, open_from, seal_into


def offers(geopend: GeopendDossier) -> list[Keuze]:
    """The hoofdstukken of a file in which something was answered, to choose from."""
    inhoud = read_content(geopend)
    found = []
    for deel in inhoud.delen:
        count = sum(1 for _sectie, veld, value in _answers(inhoud, deel) if not is_empty(veld, value))
        if count:
            words = f"{count} {'antwoord' if count == 1 else 'antwoorden'}; alleen bij vragen die het volgende format ook heeft"
            found.append(Keuze(key=deel.key, label=deel.titel, soort="Hoofdstukken", uitleg=words))
    return found


def carry(van: GeopendDossier, naar: GeopendDossier, keys: list[str]) -> None:
    """Take the answers of hoofdstukken along to another file of the same pupil, in the transaction that starts it.

    An answer that is there already stays. Files are sealed anew with the key of the other file. A signature never goes along.

    Args:
        keys: of hoofdstukken of `van`, as `offers` gave them; others are passed over.

    Raises:
        AccessOver: if this viewer may not write in the other file.
    """
    inhoud = read_content(van)
    asked = {veld.key: (sectie, veld) for _deel, sectie, veld in naar.schema.velden()}
    per_sectie: dict[str, dict[str, Any]] = {}
    files: list[tuple[Sectie, Bestand, list[dict[str, str]]]] = []
    for deel in inhoud.delen:
        if deel.key not in keys:
            continue
        for sectie, veld, value in _answers(inhoud, deel):
            place = asked.get(veld.key)
            if place is None or place[1].type != veld.type or is_empty(veld, value):
                continue
            if isinstance(place[1], Bestand):
                files.append((place[0], place[1], value))
                continue
            answers = per_sectie.setdefault(place[0].key, {HERKOMST: {}})
            answers[veld.key] = value
            answers[HERKOMST][veld.key] = _origin(inhoud, sectie, place[1], value)
    _write(naar, per_sectie)
    for sectie, veld, named in files:
        _copy_files(van, naar, sectie, veld, named)
    carried = {name for answers in per_sectie.values() for name in answers if name != HERKOMST} | {veld.key for _, veld, _ in files}
    _copy_views(van, naar, keys, carried)
    for key in keys:
        if any(deel.key == key for deel in inhoud.delen):
            note(Handeling.MEEGENOMEN, naar, key)


def _answers(inhoud: Inhoud, deel: Deel) -> Iterator[tuple[Sectie, AnyVeld, Any]]:
    for sectie in inhoud.secties(deel):
        answers = inhoud.of(sectie).antwoorden
        for veld in sectie.velden:
            if has_answer(veld) and not isinstance(veld, Ondertekening):
                yield sectie, veld, stored(veld, answers)


def _origin(inhoud: Inhoud, sectie: Sectie, veld: AnyVeld, value: Any) -> dict[str, Any]:
    """Where an answer came from; the value in the shape that the new question stores, so that the origin is found to be true."""
    when = inhoud.of(sectie).op or timezone.now()
    titel = inhoud.geopend.groeidocument.format_versie.format.titel
    return {
        "waarde": stored(veld, {veld.key: value}),
        "bron": f"het vorige groeidocument “{titel}”",
        "op": timezone.localdate(when).isoformat(),
    }


def _write(naar: GeopendDossier, per_sectie: dict[str, dict[str, Any]]) -> None:
    rows = {row.sectie: row for row in newest_rows(naar.groeidocument)}
    sections = {sectie.key: sectie for _deel, sectie in naar.schema.secties()}
    for key, answers in per_sectie.items():
        row, sectie = rows.get(key), sections[key]
        before = open_from(row, "antwoorden") if row else {}
        filled = {veld.key for veld in sectie.velden if not is_empty(veld, stored(veld, before))}
        kept = {name: value for name, value in answers.items() if name not in filled and name != HERKOMST}
        origins = {**_notes(before), **{name: origin for name, origin in answers[HERKOMST].items() if name in kept}}
        save_section(geopend=naar, sectie=sectie, antwoorden=before | kept | {HERKOMST: origins}, versie=row.versie if row else 0)


def _notes(before: dict[str, Any]) -> dict[str, Any]:
    found = before.get(HERKOMST)
    return found if isinstance(found, dict) else {}


def _copy_files(van: GeopendDossier, naar: GeopendDossier, sectie: Sectie, veld: Bestand, named: list[dict[str, str]]) -> None:
    if not naar.fills(veld) or not naar.mag(Recht.AANVULLEN):
        return
    rows: dict[str, Bijlage] = {str(row.pk): row for row in van.groeidocument.bijlagen.filter(pk__in=[item["id"] for item in named])}
    for item in named:
        row = rows.get(item["id"])
        if row is None:
            continue
        # The row hangs on the opened file, which has its key at hand.
        row.groeidocument = van.groeidocument
        accepted = Accepted(naam=item["naam"], soort=row.soort, inhoud=contents(row))
        try:
            add_file(geopend=naar, sectie=sectie, veld=veld, accepted=accepted, verzoek=uuid4())
        except ValidationError:
            # The next format takes fewer files here; the others stay where they are.
            return


def _copy_views(van: GeopendDossier, naar: GeopendDossier, keys: list[str], carried: set[str]) -> None:
    """The own views at answers that went along, and at hoofdstukken as a whole: text, name and date as they were, sealed anew."""
    places = {veld.key: (deel.key, sectie.key) for deel, sectie, veld in naar.schema.velden() if veld.key in carried}
    there = {deel.key for deel in naar.schema.delen}
    for view in van.groeidocument.zienswijzen.filter(verzoek__hoofdstuk__in=keys).select_related("verzoek"):
        old = view.verzoek
        hoofdstuk, sectie = places.get(old.veld, ("", "")) if old.veld else (old.hoofdstuk if old.hoofdstuk in there else "", "")
        pk = uuid5(view.pk, str(naar.groeidocument.pk))
        if not hoofdstuk or naar.groeidocument.zienswijzen.filter(pk=pk).exists():
            continue
        old.groeidocument = view.groeidocument = van.groeidocument
        same = {"groeidocument": naar.groeidocument, "hoofdstuk": hoofdstuk, "sectie": sectie, "veld": old.veld, "staat": old.staat}
        asked = Correctieverzoek(**same, door=old.door, op=old.op, beslist_door=old.beslist_door, beslist_op=old.beslist_op)
        own = Zienswijze(pk=pk, groeidocument=naar.groeidocument, verzoek=asked, door=view.door, op=view.op)
        for before, after, names in ((old, asked, ("naam", "tekst", "antwoord", "beslist_naam")), (view, own, ("naam", "tekst"))):
            for name in names:
                if getattr(before, name):
                    seal_into(after, name, open_from(before, name))
            after.save(force_insert=True)
        note(Handeling.ZIENSWIJZE, naar, str(asked.pk))
