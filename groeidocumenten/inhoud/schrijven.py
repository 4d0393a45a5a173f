"""Saving a section's form: over what others saved meanwhile where that can be done, and with the concept of it finished in the same transaction."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from formats.schema import AnyVeld, Bestand, Sectie
from groeidocumenten.dossiers.access import GeopendDossier

from .aanwezig import leave
from .actions import Conflict, Saved, opened, save_section
from .concepten import Vorm, finish
from .gezien import saw
from .samenvoegen import Samenvoeging, put_together, without_own


class Botsing(Exception):
    """Somebody else changed the same fields: `current` is what stands there, `samen` what can be put together without anybody."""

    def __init__(self, current: Saved, samen: Samenvoeging) -> None:
        super().__init__("the same fields were changed by somebody else")
        self.current, self.samen = current, samen


@dataclass(frozen=True)
class Bewaard:
    """A saved section; `van_ander` are the fields that somebody else had changed meanwhile, and that stayed as they saved them."""

    saved: Saved
    van_ander: list[AnyVeld] = field(default_factory=list)


def own_fields(geopend: GeopendDossier, sectie: Sectie) -> list[AnyVeld]:
    """The fields of a section that this viewer sees and fills in by its form; files come and go by acts of their own."""
    return [veld for veld in geopend.velden.get(sectie.key, ()) if geopend.fills(veld) and not isinstance(veld, Bestand)]


def state_at(geopend: GeopendDossier, sectie: str, versie: int) -> Saved | None:
    """A section as it was at a version, as this viewer may read it now; None for a version that never was."""
    if versie == 0:
        return Saved()
    row = geopend.groeidocument.antwoordversies.filter(sectie=sectie, versie=versie).first() if 0 < versie < 2**31 else None
    return opened(row, geopend) if row else None


@transaction.atomic
def save_form(
    *, geopend: GeopendDossier, sectie: Sectie, antwoorden: dict[str, Any], versie: int, vorm: Vorm | None, van_hen: Collection[str] = ()
) -> Bewaard:
    """Save what a section's form gave.

    Args:
        versie: the version that the form was made from; -1 if it was made from something else than a version of this section.
        vorm: the shown form, whose concept ends here; None for a form that had no id.
        van_hen: keys of fields for which this viewer chose the other's text.

    Raises:
        AccessOver: if the right ended; nothing was saved.
        Botsing: if somebody else changed the same fields since; nothing was saved.
    """
    velden, base = own_fields(geopend, sectie), state_at(geopend, sectie.key, versie)
    if base is not None and van_hen:
        antwoorden = without_own(mijn=antwoorden, base=base.antwoorden, velden=velden, gekozen=van_hen, lezer=geopend.lezer)
    stayed: list[AnyVeld] = []
    try:
        saved = save_section(geopend=geopend, sectie=sectie, antwoorden=antwoorden, versie=versie)
    except Conflict as conflict:
        samen = put_together(
            velden=velden,
            base=base.antwoorden if base else None,
            hun=conflict.current.antwoorden,
            mijn=antwoorden,
            lezer=geopend.lezer,
        )
        if samen.botsingen:
            raise Botsing(conflict.current, samen) from conflict
        # The file is locked by now: nobody comes in between.
        saved, stayed = (
            save_section(geopend=geopend, sectie=sectie, antwoorden=samen.antwoorden, versie=conflict.current.versie),
            samen.van_ander,
        )
    if vorm is not None:
        finish(geopend, sectie.key, vorm)
    leave(geopend, sectie.key)
    saw(geopend, sectie.key, before=versie, after=saved.versie)
    return Bewaard(saved, stayed)
