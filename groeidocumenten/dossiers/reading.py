"""What an opened groeidocument shows: the format as this viewer may read it. Only the door makes one of these (`access.GeopendDossier`).

Fields and parts that this viewer may not read are taken out of the format here, before any room sees it. A room that shows, prints, counts
or saves what is in `schema` and `hoofdstukken` cannot show too much, also when it forgets to ask.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.http import Http404

from formats.readers import Rol, reads, reads_deel
from formats.schema import AnyVeld, Berekend, Deel, FormatSchema, Keuze, Sectie

from .models import Bereik, Groeidocument
from .viewer import Recht, Viewer

ALLE_INVULLERS = frozenset({"school", "ouder", "leerling", "deskundige"})


@dataclass(frozen=True)
class Lezing:
    """A groeidocument as one viewer reads it: as whom (`lezer`), with which rights, and which hoofdstukken."""

    groeidocument: Groeidocument
    viewer: Viewer
    rechten: frozenset[Recht]
    lezer: Rol
    # Whether this viewer guides the school that keeps the file; true for a closed file too, in which nobody holds more than LEZEN.
    begeleidt: bool = False
    # Somebody who manages access looks through the eyes of a guest: nothing can be done.
    voorbeeld: bool = False
    # Until when this viewer reads on an emergency opening, and on nothing else.
    nood_tot: datetime | None = None

    def mag(self, recht: Recht) -> bool:
        """Whether this viewer holds the right here."""
        return recht in self.rechten

    @cached_property
    def invullers(self) -> frozenset[str]:
        """Whose fields this viewer fills in. The school writes down what was said together; a guest helps the school and never writes in
        the name of a parent or the pupil; parents and pupil write only their own.
        """
        if self.lezer == "school":
            return ALLE_INVULLERS if self.mag(Recht.SCHRIJVEN) else frozenset()
        if self.lezer == "deskundige":
            return frozenset({"school", "deskundige"}) if self.mag(Recht.SCHRIJVEN) else frozenset()
        return frozenset({self.lezer}) if self.mag(Recht.AANVULLEN) else frozenset()

    @cached_property
    def schema(self) -> FormatSchema:
        """The file's format in its variant, with only what somebody in this viewer's place may read."""
        whole = self.groeidocument.format_versie.schema.for_variant(self.groeidocument.variant)
        if self.viewer.link is not None and self.viewer.link.is_stuk:
            return _with_delen(whole, ())
        return schema_for(whole, self.lezer, fills=self.invullers)

    @property
    def heel(self) -> bool:
        """Whether this viewer stands in the whole file: a link can be limited to some hoofdstukken, and then opens nothing beside them."""
        return self.viewer.link is None or self.viewer.link.bereik == Bereik.HEEL

    def alleen(self, bereik: Bereik) -> UUID | None:
        """The id of the one thing of this kind that this guest's link opens; None for everybody else."""
        link = self.viewer.link
        return link.stuk if link is not None and link.is_stuk and link.bereik == bereik else None

    def toont(self, deel: str) -> bool:
        """Whether a hoofdstuk with this key lies within what this viewer's link opens; true for who came in without one."""
        return self.heel or deel in ((self.viewer.link and self.viewer.link.hoofdstukken) or ())

    @cached_property
    def hoofdstukken(self) -> tuple[Deel, ...]:
        """The hoofdstukken that this viewer may see, in order: a link can be limited to some, or open none."""
        return tuple(deel for deel in self.schema.delen if self.toont(deel.key))

    def hoofdstuk(self, key: str) -> Deel:
        """The visible hoofdstuk with this key.

        Raises:
            Http404: if it does not exist or is not shown to this viewer; the two look the same.
        """
        for deel in self.hoofdstukken:
            if deel.key == key:
                return deel
        raise Http404

    def sectie(self, hoofdstuk: str, key: str) -> tuple[Deel, Sectie]:
        """A visible section and its hoofdstuk.

        Raises:
            Http404: as `hoofdstuk`.
        """
        deel = self.hoofdstuk(hoofdstuk)
        for sectie in deel.secties:
            if sectie.key == key:
                return deel, sectie
        raise Http404

    @cached_property
    def velden(self) -> dict[str, tuple[AnyVeld, ...]]:
        """The fields that this viewer may see, by the key of their section."""
        return {sectie.key: sectie.velden for deel in self.hoofdstukken for sectie in deel.secties}

    def fills(self, veld: AnyVeld) -> bool:
        """Whether this viewer may answer a visible field."""
        return veld.invuller in self.invullers


def schema_for(schema: FormatSchema, rol: Rol, *, fills: frozenset[str]) -> FormatSchema:
    """A format with only what this role reads. Parts and sections of which nothing is left are gone too.

    Gone is also what would tell about something that is gone: a part that is shown only for a certain answer to a hidden question, a sum
    over hidden numbers, a choice whose options follow a hidden answer.

    Args:
        fills: whose fields this viewer fills in here: a guest reads back a report that is closed to guests only where a guest writes.
    """
    if rol == "school":
        return schema
    hidden: set[str] = set()
    while True:
        delen = tuple(_delen(schema, rol, fills, hidden))
        seen = {veld.key for deel in delen for sectie in deel.secties for veld in sectie.velden}
        if (gone := set(schema.veld_by_key) - seen) == hidden:
            return _with_delen(schema, delen)
        hidden = gone


def _with_delen(schema: FormatSchema, delen: tuple[Deel, ...]) -> FormatSchema:
    own = {name: getattr(schema, name) for name in type(schema).model_fields}
    # Not model_copy: that would take along what the whole schema has cached about itself.
    return type(schema).model_construct(**own | {"delen": delen})


def _delen(schema: FormatSchema, rol: Rol, fills: frozenset[str], hidden: set[str]) -> Iterator[Deel]:
    for deel in schema.delen:
        if not reads_deel(deel, rol) or _asks(deel, hidden):
            continue
        secties = tuple(_secties(deel, rol, fills, hidden))
        if secties:
            yield deel.model_copy(update={"secties": secties})


def _secties(deel: Deel, rol: Rol, fills: frozenset[str], hidden: set[str]) -> Iterator[Sectie]:
    for sectie in deel.secties:
        velden = tuple(veld for veld in sectie.velden if _reads(veld, rol, fills) and not _asks(veld, hidden) and not _shows(veld, hidden))
        if velden and not _asks(sectie, hidden):
            yield sectie.model_copy(update={"velden": velden})


def _reads(veld: AnyVeld, rol: Rol, fills: frozenset[str]) -> bool:
    if rol == "deskundige" and rol not in fills:
        # Who fills a field in reads it back; this guest does not fill anything in, and another guest's report is not theirs (dossier 1.5).
        veld = veld.model_copy(update={"invuller": "school"})
    return reads(veld, rol)


def _asks(part: Deel | Sectie | AnyVeld, hidden: set[str]) -> bool:
    return any(voorwaarde.bron in hidden for voorwaarde in part.voorwaarden)


def _shows(veld: AnyVeld, hidden: set[str]) -> bool:
    """Whether a field is made out of, or follows, a hidden answer."""
    if isinstance(veld, Berekend):
        return any(bron.partition("/")[0] in hidden for bron in veld.bronnen)
    return isinstance(veld, Keuze) and veld.afhankelijk_van in hidden
