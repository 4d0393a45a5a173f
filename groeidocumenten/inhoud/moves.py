"""Moving a running file to a newer version or another variant of its format. Only on purpose, only as it was shown, and written down."""

import hashlib
from collections.abc import Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from formats.models import FormatVersie
from formats.readable import Regel, readable_veld
from groeidocumenten.dossiers.access import GeopendDossier, Recht
from groeidocumenten.dossiers.actions import note, touch
from groeidocumenten.dossiers.models import Bereik, Groeidocument, Handeling
from groeidocumenten.dossiers.reading import schema_for

from .actions import newest_rows, sign, write_version
from .models import Bijlage, Formatwissel, open_from
from .versions import VERVALLEN, Verhuizing, in_sight, plan_move
from .versions_reading import unseen

SHOWN_AGAIN = "Er is ondertussen iets veranderd. Bekijk hieronder wat er nu gaat gebeuren."


def newer_version(groeidocument: Groeidocument) -> FormatVersie | None:
    """The newest version of this file's format, if the file is on an older one and the format is still in use; one query, no schema read."""
    format = groeidocument.format_versie.format
    if format.ingetrokken_op is not None or groeidocument.afgesloten_op is not None:
        return None
    newer = FormatVersie.objects.filter(format=format, nummer__gt=groeidocument.format_versie.nummer)
    return newer.defer("schema_json").order_by("-nummer").first()


class Move:
    """One move of one file as it stands now: what would happen, and the mark of what it was worked out from."""

    def __init__(self, groeidocument: Groeidocument, naar: FormatVersie) -> None:
        self.groeidocument, self.naar = groeidocument, naar
        self.rows = {row.sectie: row for row in newest_rows(groeidocument)}
        van = groeidocument.format_versie
        self.answers = {key: open_from(row, "antwoorden") for key, row in self.rows.items()}
        known = {sectie.key for _deel, sectie in van.schema.secties()}
        per_sectie = {key: answers for key, answers in self.answers.items() if key in known}
        plan = plan_move(van.schema, naar.schema, per_sectie, self.answers.get(VERVALLEN, {}), str(van.pk))
        hidden = unseen(van.schema, groeidocument.variant, per_sectie), unseen(naar.schema, self.variant, plan.per_sectie)
        self.plan: Verhuizing = in_sight(plan, *hidden)
        versions = ",".join(f"{key}:{row.versie}" for key, row in sorted(self.rows.items()))
        self.mark = hashlib.sha256(f"{van.pk}|{groeidocument.variant}|{naar.pk}|{versions}".encode()).hexdigest()

    @property
    def variant(self) -> str:
        """The variant after the move: the same one, or the first of a format that does not have it."""
        keys = [variant.key for variant in self.naar.schema.varianten]
        return self.groeidocument.variant if self.groeidocument.variant in keys else next(iter(keys), "")

    def widened_links(self) -> list[str]:
        """Names of guests whose link shows only some hoofdstukken, and would show an answer that comes in from another one.

        What a parent allowed names the hoofdstukken; a newer version of a format must not stretch that.
        """
        links = self.groeidocument.toegangslinks.valid().filter(bereik=Bereik.HOOFDSTUKKEN)
        limited = [(link.ontvanger_naam, set(link.hoofdstukken or ())) for link in links]
        crossings = self.plan.overgangen | self._returns() if limited else set()
        return [naam for naam, shown in limited if any(new in shown and old not in shown for old, new in crossings)]

    def _returns(self) -> set[tuple[str, str]]:
        """Answers that come back out of "vervallen velden": (key of the part they were given in, key of the part they come back in)."""
        given_in = FormatVersie.objects.in_bulk({UUID(pk) for pk in self.plan.teruggekomen.values()})
        now = self.naar.schema.place_by_key
        return {(given_in[UUID(pk)].schema.place_by_key[key][0].key, now[key][0].key) for key, pk in self.plan.teruggekomen.items()}


@transaction.atomic
def move_to(*, geopend: GeopendDossier, naar: UUID | None, mark: str) -> Formatwissel:
    """Move a file to the version that was shown, exactly as it was shown.

    Args:
        naar: the id of the version that was shown.
        mark: `Move.mark` of what was shown.

    Raises:
        AccessOver: if the right ended.
        ValidationError: if there is a newer version yet, an answer changed, or a link would show more than was allowed.
    """
    geopend.reopen(Recht.DELEN)
    groeidocument = geopend.groeidocument
    newest = newer_version(groeidocument)
    if newest is None or newest.pk != naar:
        raise ValidationError(SHOWN_AGAIN)
    move = Move(groeidocument, newest)
    if move.mark != mark:
        raise ValidationError(SHOWN_AGAIN)
    if names := move.widened_links():
        raise ValidationError(
            f"Trek eerst de link in van: {', '.join(names)}. Die gast zou anders antwoorden zien uit een ander hoofdstuk."
        )
    wissel = _remember(geopend, newest, move.variant)
    _rewrite(geopend, move)
    note(Handeling.FORMAT_NIEUWER, geopend, f"{groeidocument.format_versie.nummer} naar {newest.nummer}")
    _set_format(geopend, newest, move.variant)
    return wissel


def _rewrite(geopend: GeopendDossier, move: Move) -> None:
    """Give every section that gains or loses something a new state; the others keep the name and date of who wrote them."""
    wanted: dict[str, dict[str, Any]] = move.plan.per_sectie | {VERVALLEN: move.plan.vervallen}
    for key, answers in wanted.items():
        row = move.rows.get(key)
        if answers != (move.answers[key] if row else {}):
            write_version(geopend, key, answers, row.versie if row else 0)


@transaction.atomic
def change_variant(*, geopend: GeopendDossier, variant: str, was: str) -> None:
    """Show another form of the same format. No answer is touched: variants share their questions.

    Args:
        variant: key of a variant of the file's format.
        was: the variant that was shown as the present one; a repeated post changes nothing.

    Raises:
        AccessOver: if the right ended.
        ValidationError: for a variant that the format does not have, or when somebody else changed it meanwhile.
    """
    geopend.reopen(Recht.DELEN)
    groeidocument = geopend.groeidocument
    if variant not in {one.key for one in groeidocument.format_versie.schema.varianten}:
        raise ValidationError("Kies een van de vormen uit de lijst.")
    if variant == groeidocument.variant:
        return
    if was != groeidocument.variant:
        raise ValidationError("Iemand anders koos ondertussen een andere vorm. Kijk wat er nu staat.")
    _remember(geopend, groeidocument.format_versie, variant)
    note(Handeling.VARIANT, geopend, variant)
    _set_format(geopend, groeidocument.format_versie, variant)


def _remember(geopend: GeopendDossier, naar: FormatVersie, variant: str) -> Formatwissel:
    groeidocument = geopend.groeidocument
    wissel = Formatwissel(
        groeidocument=groeidocument,
        van=groeidocument.format_versie,
        naar=naar,
        van_variant=groeidocument.variant,
        naar_variant=variant,
    )
    sign(wissel, geopend)
    wissel.save(force_insert=True)
    return wissel


def _set_format(geopend: GeopendDossier, versie: FormatVersie, variant: str) -> None:
    groeidocument = geopend.groeidocument
    groeidocument.format_versie, groeidocument.variant = versie, variant
    groeidocument.save(update_fields=["format_versie", "variant"])
    touch(geopend)


# --- What has no place any more -----------------------------------------------------------------


def dropped(geopend: GeopendDossier, vervallen: Mapping[str, Any]) -> list[tuple[str, list[Regel]]]:
    """The answers without a question, by the title of the hoofdstuk they stood in, for who might read them there.

    They are read with the format that they were given in, as whoever stands here: part, field and link limit it as they did then.
    """
    if not vervallen:
        return []
    versions = FormatVersie.objects.in_bulk({UUID(kept["versie"]) for kept in vervallen.values()})
    found: dict[str, list[Regel]] = {}
    for versie in sorted(versions.values(), key=lambda one: one.nummer):
        for deel, _sectie, veld in schema_for(versie.schema, geopend.lezer, fills=geopend.invullers).velden():
            kept = vervallen.get(veld.key)
            if kept is None or kept["versie"] != str(versie.pk) or not geopend.toont(deel.key):
                continue
            answers = {veld.key: kept["waarde"], "_nvt": {veld.key: kept["nvt"]} if kept["nvt"] else {}}
            regel = readable_veld(
                veld, answers, schema=versie.schema, alles=answers, lezer=geopend.lezer, bestand_adres=partial(_file_address, geopend)
            )
            found.setdefault(deel.titel, []).append(regel)
    return list(found.items())


def dropped_file(geopend: GeopendDossier, vervallen: Mapping[str, Any], pk: UUID) -> Bijlage | None:
    """A file that an answer without a question names, for who reads that answer; None for every other id."""
    groups = dropped(geopend, vervallen)
    addresses = {adres for _titel, regels in groups for regel in regels for _naam, adres in regel.bestanden}
    return geopend.groeidocument.bijlagen.filter(pk=pk).first() if _file_address(geopend, str(pk)) in addresses else None


def _file_address(geopend: GeopendDossier, bestand: str) -> str:
    try:
        return reverse("inhoud:vervallen_bestand", args=[geopend.groeidocument.pk, UUID(bestand)])
    except ValueError:
        return ""
