"""Text that a guest was typing when time ended the access: kept apart, for who manages access to take into the file or to throw away.

Nobody else reads it, and it counts as written by the guest only when the school decides so. What somebody took back is not kept
(besluiten-vooraf 10). Also here: the unsaved text (concept) of a guest whose time is over.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, QueryDict
from django.utils import timezone

from formats.schema import Deel, Sectie
from groeidocumenten.dossiers import guests
from groeidocumenten.dossiers.access import AccessOver, GeopendDossier
from groeidocumenten.dossiers.actions import making, note
from groeidocumenten.dossiers.kamers import Plek
from groeidocumenten.dossiers.models import Handeling, Toegangslink

from .actions import sign
from .concepten import MAX_CHARACTERS, Vorm, keep_concept, sent_form, sent_version, typed_inputs
from .models import Concept, NagekomenTekst, open_from, seal_into
from .section import may_fill

# Of one link; more than anybody leaves behind, and little enough for somebody to look at.
MOST = 20
IN_SECTIE = ("inhoud:sectie", "inhoud:concept")


@dataclass(frozen=True)
class Nagekomen:
    """One text that came in late, opened for who decides."""

    pk: UUID
    link: Toegangslink
    op: datetime
    plek: str
    velden: QueryDict
    hoofdstuk: str = ""
    sectie: str = ""
    veld: str = ""
    vorm: Vorm | None = None

    @property
    def naam(self) -> str:
        """The guest's name."""
        return self.link.ontvanger_naam

    def place(self, geopend: GeopendDossier) -> tuple[Deel | None, Sectie | None]:
        """Where it belongs in the file as it is now; nothing for what its format does not have any more."""
        try:
            if self.sectie:
                return geopend.sectie(self.hoofdstuk, self.sectie)
            return (geopend.hoofdstuk(self.hoofdstuk), None) if self.hoofdstuk else (None, None)
        except Http404:
            return None, None


# --- Keeping -------------------------------------------------------------------------------------


def keep_late(geopend: GeopendDossier, plek: Plek) -> bool:
    """Keep what a guest sent after the visit was over: with the guest while the link works, and apart for the school when its time is over.

    Args:
        geopend: the file as this guest reads it, or read it until then.
    """
    sent = plek.sent
    if sent is None or not _fits(geopend, plek) or not _inputs(plek, sent) or _too_much(plek, sent):
        return False
    if plek.view in IN_SECTIE:
        _deel, sectie = geopend.sectie(plek.parts["hoofdstuk"], plek.parts["sectie"])
        vorm = sent_form(sent) or Vorm(uuid4(), sent_version(sent), sent.get("vorm", "")[:140])
        try:
            return keep_concept(geopend=geopend, sectie=sectie, vorm=vorm, typed=typed_inputs(sent)) is not None
        except ValidationError:
            return False
        except AccessOver:
            # The link's own time is over, and not only the visit's.
            pass
    return _keep_apart(geopend, plek, sent)


@transaction.atomic
def _keep_apart(geopend: GeopendDossier, plek: Plek, sent: QueryDict) -> bool:
    link, rows = geopend.viewer.link, geopend.groeidocument.nagekomen_teksten
    if link is None or rows.filter(link=link, besluit="").count() >= MOST:
        return False
    parts, form = plek.parts, sent_form(sent)
    # The script sends the same form again while it is typed in: one form is one text.
    key = _once(sent)
    row = rows.select_for_update().filter(pk=key, link=link, besluit="").first() if key else None
    new = row is None
    if row is None:
        row = NagekomenTekst(pk=_free(key), groeidocument=geopend.groeidocument, plek=plek.view[:60])
        row.hoofdstuk, row.sectie, row.veld = (parts.get(name, "")[:64] for name in ("hoofdstuk", "sectie", "vraag"))
    row.versie, row.vorm, row.op = (form.versie if form else 0), (form.vorm if form else ""), timezone.now()
    seal_into(row, "inhoud", _inputs(plek, sent))
    sign(row, geopend)
    with making():
        row.save(force_insert=new)
    if new:
        note(Handeling.NAGEKOMEN, geopend, row.sectie or row.hoofdstuk)
    return True


def _fits(geopend: GeopendDossier, plek: Plek) -> bool:
    """Whether this guest could have sent it there a moment ago."""
    parts = plek.parts
    try:
        if "sectie" in parts:
            _deel, sectie = geopend.sectie(parts["hoofdstuk"], parts["sectie"])
            return plek.view not in IN_SECTIE or may_fill(geopend, sectie)
        return "hoofdstuk" not in parts or bool(geopend.hoofdstuk(parts["hoofdstuk"]))
    except Http404:
        return False


def _inputs(plek: Plek, sent: QueryDict) -> list[tuple[str, list[str]]]:
    if plek.view in IN_SECTIE:
        return typed_inputs(sent)
    named: dict[str, list[str]] = {}
    for name, text in guests.typed(sent):
        named.setdefault(name, []).append(text)
    return list(named.items())


def _too_much(plek: Plek, sent: QueryDict) -> bool:
    return sum(len(name) + sum(map(len, values)) for name, values in _inputs(plek, sent)) > MAX_CHARACTERS


def _once(sent: QueryDict) -> UUID | None:
    """The one-time id of the form that was sent."""
    for name in ("zitting", "verzoek"):
        try:
            return UUID(sent.get(name, ""))
        except ValueError:
            continue
    return None


def _free(key: UUID | None) -> UUID:
    taken = key is None or NagekomenTekst.unguarded.filter(pk=key).exists()
    return uuid4() if taken or key is None else key


# --- Reading, for who manages access -------------------------------------------------------------


def late_texts(geopend: GeopendDossier) -> list[Nagekomen]:
    """What waits for a decision in this file, oldest first; two queries."""
    return sorted((_read(row) for row in late_rows(geopend)), key=lambda one: one.op)


def late_rows(geopend: GeopendDossier) -> Iterator[NagekomenTekst | Concept]:
    """The same, sealed: texts that were kept apart, and the concepts of guests whose time is over."""
    file = geopend.groeidocument
    yield from file.nagekomen_teksten.filter(besluit="", link__isnull=False).select_related("link__gebruiker")
    over = file.toegangslinks.over_by_time().order_by().values("gebruiker")
    yield from file.concepten.filter(gebruiker__in=over).exclude(inhoud="").select_related("gebruiker__toegangslink")


def late_text(geopend: GeopendDossier, pk: UUID) -> Nagekomen | None:
    """One of them; None for what was decided, or never was."""
    return next((_read(row) for row in late_rows(geopend) if row.pk == pk), None)


def _read(row: NagekomenTekst | Concept) -> Nagekomen:
    typed = QueryDict(mutable=True)
    for name, values in open_from(row, "inhoud"):
        typed.setlist(name, values)
    vorm = Vorm(row.pk, row.versie, row.vorm)
    if isinstance(row, Concept):
        hoofdstuk = _hoofdstuk_of(row)
        return Nagekomen(row.pk, row.gebruiker.toegangslink, row.op, "inhoud:concept", typed, hoofdstuk, row.sectie, vorm=vorm)
    if row.link is None:
        raise AccessOver
    return Nagekomen(row.pk, row.link, row.op, row.plek, typed, row.hoofdstuk, row.sectie, row.veld, vorm)


def _hoofdstuk_of(row: Concept) -> str:
    whole = row.groeidocument.format_versie.schema
    return next((deel.key for deel in whole.delen for sectie in deel.secties if sectie.key == row.sectie), "")
