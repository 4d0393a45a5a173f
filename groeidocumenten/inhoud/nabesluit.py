"""Deciding about text that came in late: into the hoofdstuk under the guest's name, as a suggestion, as an aanvulling, or away.

Whatever is decided, the text is gone from where it was kept, in the same transaction; what was taken into the file has its history there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from django.utils import timezone

from formats.answers import stored
from formats.schema import AnyVeld, Deel, KorteTekst, LangeTekst, OpgemaakteTekst, Sectie
from groeidocumenten.dossiers.access import GeopendDossier, Recht, reading_of_guest
from groeidocumenten.dossiers.actions import note, touch
from groeidocumenten.dossiers.models import Handeling

from .actions import Conflict as Conflict
from .actions import Saved, newest_rows, saved_section, sign, write_version
from .content import read_content
from .forms import MAX_AANVULLING
from .geschiedenis import Wijziging, changes
from .models import Aanvulling, Concept, NagekomenTekst, Voorstel, open_from, seal_into
from .nagekomen import IN_SECTIE, Nagekomen, late_rows, late_text
from .samenvoegen import put_together
from .schrijven import own_fields, state_at
from .section import section_form
from .visible import merged

Besluit = NagekomenTekst.Besluit
GONE = "Over deze tekst is al besloten. Kijk wat er nu staat."


@dataclass(frozen=True)
class Afweging:
    """What the school can decide about one late text.

    Args:
        deel: the hoofdstuk that it belongs to; None when it is about none, or that one is not there any more.
        wijzigingen: what it would change in its section, as it stands now.
        ruw: the text as it was typed, where it cannot be put into its section.
        keuzes: what is possible, beside throwing it away.
        versie: the version of the section that was looked at.
    """

    tekst: Nagekomen
    deel: Deel | None = None
    sectie: Sectie | None = None
    wijzigingen: list[Wijziging] = field(default_factory=list)
    ruw: list[tuple[str, str]] = field(default_factory=list)
    keuzes: list[Besluit] = field(default_factory=list)
    versie: int = 0
    # What would stand there, and which fields that changes: for the decision alone.
    antwoorden: dict[str, Any] = field(default_factory=dict, repr=False)
    velden: list[AnyVeld] = field(default_factory=list, repr=False)


def weigh(geopend: GeopendDossier, tekst: Nagekomen) -> Afweging:
    """Put a late text beside what stands there now."""
    deel, sectie = tekst.place(geopend)
    if tekst.plek in IN_SECTIE and deel is not None and sectie is not None:
        done = _in_section(geopend, tekst, deel, sectie)
        if done is not None:
            return done
    ruw = [(_label(sectie, name), text) for name, values in tekst.velden.lists() for text in values if text.strip()]
    keuzes = [Besluit.AANVULLING] if deel is not None and len(_as_one(ruw)) <= MAX_AANVULLING else []
    if _suggested(tekst, sectie) is not None:
        keuzes = [Besluit.VOORSTEL]
    return Afweging(tekst, deel, sectie, ruw=ruw, keuzes=keuzes, versie=0)


def _in_section(geopend: GeopendDossier, tekst: Nagekomen, deel: Deel, sectie: Sectie) -> Afweging | None:
    """What it would make of its section; None when the form would not take it as it is."""
    gast = reading_of_guest(geopend, tekst.link)
    try:
        _deel, theirs = gast.sectie(deel.key, sectie.key)
    except Http404:
        return None
    now, mine = saved_section(gast, theirs), own_fields(gast, theirs)
    form = section_form(read_content(gast), theirs, now, data=tekst.velden, propose=False)
    if not form.is_valid():
        return None
    same_form = tekst.vorm is not None and tekst.vorm.vorm == f"{geopend.groeidocument.format_versie_id}:{geopend.groeidocument.variant}"
    base = state_at(gast, theirs.key, tekst.vorm.versie) if same_form and tekst.vorm else None
    samen = put_together(velden=mine, base=base.antwoorden if base else None, hun=now.antwoorden, mijn=form.answers(), lezer=gast.lezer)
    current = saved_section(geopend, sectie)
    after = merged(current.antwoorden, samen.antwoorden, mine, gast.lezer)
    changed = changes(geopend, sectie, current.antwoorden, after)
    keys = {one.key for one in changed}
    fields = [veld for veld in mine if veld.key in keys]
    keuzes = [Besluit.IN_TEKST] if fields else []
    if fields and all(isinstance(veld, KorteTekst | LangeTekst | OpgemaakteTekst) for veld in fields):
        keuzes.append(Besluit.VOORSTEL)
    return Afweging(tekst, deel, sectie, changed, [], keuzes, current.versie, after, fields)


def _label(sectie: Sectie | None, name: str) -> str:
    """What a field is called; for what was no field of a section nothing."""
    velden = sectie.velden if sectie is not None else ()
    return next((veld.label for veld in velden if name.partition("__")[0] == f"veld_{veld.key}"), "")


def _one(tekst: Nagekomen, name: str) -> str:
    """What was typed in an input that has one text."""
    return "".join(tekst.velden.getlist(name)[-1:]).strip()


def _as_one(ruw: list[tuple[str, str]]) -> str:
    return "\n\n".join(f"{label}: {text}" if label else text for label, text in ruw)


def _suggested(tekst: Nagekomen, sectie: Sectie | None) -> AnyVeld | None:
    """The field that a suggestion was about, if this was one that could have been made."""
    if tekst.plek != "inhoud:voorstellen" or sectie is None or not _one(tekst, "nieuw"):
        return None
    return next(
        (veld for veld in sectie.velden if veld.key == tekst.veld and isinstance(veld, KorteTekst | LangeTekst | OpgemaakteTekst)), None
    )


# --- Deciding ------------------------------------------------------------------------------------


@transaction.atomic
def decide_late(*, geopend: GeopendDossier, pk: UUID, besluit: Besluit, versie: int) -> None:
    """Take a late text into the file in one of the ways that `weigh` offered, or throw it away.

    Args:
        versie: the version of the section that was shown beside it.

    Raises:
        AccessOver: if the viewer may not manage access any longer.
        Conflict: if somebody saved the section since it was shown.
        ValidationError: if it was decided already, or not in a way that was offered.
    """
    geopend.reopen(Recht.DELEN)
    tekst = late_text(geopend, pk)
    if tekst is None:
        raise ValidationError(GONE)
    if besluit is not Besluit.WEG:
        afweging = weigh(geopend, tekst)
        if besluit not in afweging.keuzes:
            raise ValidationError("Dit kan met deze tekst niet meer. Kies iets anders.")
        if afweging.versie != versie:
            raise Conflict(saved_section(geopend, afweging.sectie) if afweging.sectie else Saved())
        _DEEDS[besluit](geopend, afweging)
    _close(geopend, tekst, besluit)


def _into_text(geopend: GeopendDossier, afweging: Afweging) -> None:
    if afweging.sectie is None:
        raise ValidationError(GONE)
    row = newest_rows(geopend.groeidocument).filter(sectie=afweging.sectie.key).first()
    before = open_from(row, "antwoorden") if row else {}
    after = merged(before, afweging.antwoorden, afweging.velden, "deskundige")
    write_version(geopend, afweging.sectie.key, after, afweging.versie, namens=afweging.tekst.link)


def _as_suggestion(geopend: GeopendDossier, afweging: Afweging) -> None:
    tekst, sectie = afweging.tekst, afweging.sectie
    if sectie is None:
        raise ValidationError(GONE)
    own = _suggested(tekst, sectie)
    wanted = {veld.key: (veld, str(afweging.antwoorden[veld.key])) for veld in afweging.velden}
    if own is not None:
        wanted = {own.key: (own, _one(tekst, "nieuw"))}
    now = saved_section(geopend, sectie).antwoorden
    for veld, nieuw in wanted.values():
        row = Voorstel(groeidocument=geopend.groeidocument, hoofdstuk=tekst.hoofdstuk, sectie=sectie.key, veld=veld.key)
        reden = _one(tekst, "reden") or "Getypt toen de toegang eindigde."
        for name, text in (("tekst", reden), ("origineel", stored(veld, now)), ("nieuw", nieuw)):
            seal_into(row, name, text)
        sign(row, geopend, tekst.link)
        row.save(force_insert=True)
        note(Handeling.VOORSTEL, geopend, str(row.pk))
    touch(geopend)


def _as_voice(geopend: GeopendDossier, afweging: Afweging) -> None:
    row = Aanvulling(groeidocument=geopend.groeidocument, hoofdstuk=afweging.tekst.hoofdstuk)
    seal_into(row, "tekst", _as_one(afweging.ruw))
    sign(row, geopend, afweging.tekst.link)
    row.save(force_insert=True)
    touch(geopend)
    note(Handeling.AANGEVULD, geopend, afweging.tekst.hoofdstuk)


_DEEDS: dict[Besluit, Callable[[GeopendDossier, Afweging], None]] = {
    Besluit.IN_TEKST: _into_text,
    Besluit.VOORSTEL: _as_suggestion,
    Besluit.AANVULLING: _as_voice,
}


def _close(geopend: GeopendDossier, tekst: Nagekomen, besluit: Besluit) -> None:
    """The text is gone from here; that it was there, and what became of it, stays."""
    row = next((one for one in late_rows(geopend) if one.pk == tekst.pk), None)
    if row is None:
        raise ValidationError(GONE)
    if isinstance(row, Concept):
        kept = NagekomenTekst(
            pk=row.pk, groeidocument=geopend.groeidocument, plek=tekst.plek, hoofdstuk=tekst.hoofdstuk, sectie=tekst.sectie
        )
        kept.versie, kept.vorm, kept.op = row.versie, row.vorm, row.op
        sign(kept, geopend, tekst.link)
        row.delete()
        row = kept
    row.inhoud, row.besluit, row.beslist_op, row.beslist_door = "", besluit, timezone.now(), geopend.viewer.user
    row.save()
    note(Handeling.NAGEKOMEN_BESLIST, geopend, str(row.pk))
