"""What a room tells of itself to rooms that may not import it: its tab, what waits in it, what is open when a file closes, what can go along.

A room registers in its `AppConfig.ready`. The file's pages, the overview, closing and the next groeidocument ask every room that registered;
none of them knows which rooms there are.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.urls import reverse

from formats.readers import Rol

from .access import GeopendDossier, reading_of_late_guest
from .guests import typed
from .models import Handeling, Toegangslink
from .viewer import Viewer


@dataclass(frozen=True)
class Tab:
    """A way into a room from every page of a file.

    Args:
        url_name: name of an address that takes the file's id.
        visible: whether this viewer finds anything behind it; without queries.
    """

    label: str
    url_name: str
    order: int
    visible: Callable[[GeopendDossier], bool] = lambda geopend: True


@dataclass(frozen=True)
class Link:
    """A tab for one viewer in one file."""

    label: str
    adres: str


@dataclass(frozen=True)
class Zaak:
    """Something that waits for somebody, or is still open: a sentence, and the page where it is done."""

    tekst: str
    adres: str


@dataclass(frozen=True)
class Keuze:
    """Something that can go along to a next groeidocument.

    Args:
        soort: in the plural, the heading that it is listed under ("Doelen").
    """

    key: str
    label: str
    soort: str
    uitleg: str = ""
    vooraf: bool = False


@dataclass(frozen=True)
class Daad:
    """Something that was done in a file, as the journaal has it, and as whom.

    Args:
        onderwerp: key or id of what was touched.
        door: who did it; None for a guest.
    """

    groeidocument: UUID
    handeling: Handeling
    onderwerp: str
    door: UUID | None
    rol: Rol

    @property
    def pk(self) -> UUID:
        """What was touched as the key of a row; the key of no row when it is something else."""
        try:
            return UUID(self.onderwerp)
        except ValueError:
            return UUID(int=0)


@dataclass(frozen=True)
class Melding:
    """What a deed is called, in general words that name nobody ("een verslag"), and the page where it stands.

    Args:
        moet: it is told to everybody whom it concerns, whatever they chose (access given or withdrawn, something to agree to).
    """

    wat: str
    adres: str
    moet: bool = False


@dataclass(frozen=True)
class Plek:
    """What was sent, and to which place in a file: known before the door opens, for text that comes in too late.

    Args:
        view: name of the address, with its room ("inhoud:sectie").
        parts: the other parts of the address, as a hoofdstuk and a section.
        sent: what was sent, as it was; None when nobody typed anything.
    """

    view: str
    dossier: UUID
    parts: dict[str, str]
    sent: QueryDict | None = None

    @classmethod
    def of(cls, request: HttpRequest, dossier: UUID, parts: dict[str, object]) -> "Plek":
        """The place that a request asks for."""
        match = request.resolver_match
        sent = request.POST if request.method == "POST" and typed(request.POST) else None
        return cls(match.view_name if match else "", dossier, {name: str(value) for name, value in parts.items()}, sent)


@dataclass(frozen=True)
class Kamer:
    """What one room tells. What it has nothing to say about, it leaves out.

    Args:
        waiting: what waits for this viewer in this file; a fixed number of queries.
        attention: per file, short words on what asks attention of this viewer; a fixed number of queries for all of them together.
        outside: what waits for this viewer outside any file, for the top of the overview; a fixed number of queries.
        entries: ways into the room that lead past no file, for the overview.
        open_matters: what is unfinished, asked when the file closes.
        closed: called in the transaction that closes the file, to end what may not go on.
        offers: what can go along to a next file.
        news: what was added or changed since a moment that this viewer may read, in short sentences; a fixed number of queries.
        late: keeps what a guest sent to a page of this room after the visit was over, and says whether it did.
        carry: takes the chosen keys along, from the first file to the second, in the transaction that starts it. Origin stays with it.
        meldt: per deed (`Handeling`) what it is called for a viewer of the file, or None for who may not read it (`melden`). A deed that only
            takes something away is named here too, so that earlier messages about the same thing are judged again.
    """

    naam: str
    tab: Tab | None = None
    waiting: Callable[[GeopendDossier], list[Zaak]] | None = None
    attention: Callable[[Viewer, Collection[UUID]], dict[UUID, list[str]]] | None = None
    outside: Callable[[Viewer], list[Zaak]] | None = None
    entries: Callable[[Viewer], list[Link]] | None = None
    open_matters: Callable[[GeopendDossier], list[Zaak]] | None = None
    closed: Callable[[GeopendDossier, datetime], None] | None = None
    offers: Callable[[GeopendDossier], list[Keuze]] | None = None
    carry: Callable[[GeopendDossier, GeopendDossier, list[str]], None] | None = None
    meldt: Mapping[Handeling, Callable[[GeopendDossier, Daad], Melding | None]] = field(default_factory=dict)
    late: Callable[[GeopendDossier, Plek], bool] | None = None
    news: Callable[[GeopendDossier, datetime], list[str]] | None = None


_KAMERS: dict[str, Kamer] = {}


def register(kamer: Kamer) -> None:
    """Make a room known; a second one of the same name takes its place."""
    _KAMERS[kamer.naam] = kamer


def kamers() -> list[Kamer]:
    """Every room that made itself known."""
    return list(_KAMERS.values())


def tabs_for(geopend: GeopendDossier) -> list[Link]:
    """The tabs that this viewer gets on the pages of this file; none for a guest with one thing alone."""
    if geopend.viewer.link is not None and geopend.viewer.link.is_stuk:
        return []
    shown = sorted((kamer.tab for kamer in kamers() if kamer.tab and kamer.tab.visible(geopend)), key=lambda tab: tab.order)
    return [Link(tab.label, reverse(tab.url_name, args=[geopend.groeidocument.pk])) for tab in shown]


def waiting_for(geopend: GeopendDossier) -> list[Zaak]:
    """What waits for this viewer in this file, over all rooms."""
    return [zaak for kamer in kamers() if kamer.waiting for zaak in kamer.waiting(geopend)]


def attention_for(viewer: Viewer, files: Collection[UUID]) -> dict[UUID, list[str]]:
    """Per file what asks attention of this viewer, over all rooms."""
    words: dict[UUID, list[str]] = defaultdict(list)
    for kamer in kamers():
        if kamer.attention:
            for pk, said in kamer.attention(viewer, files).items():
                words[pk] += said
    return dict(words)


def outside_for(viewer: Viewer) -> list[Zaak]:
    """What waits for this viewer outside any file, over all rooms."""
    return [zaak for kamer in kamers() if kamer.outside for zaak in kamer.outside(viewer)]


def entries_for(viewer: Viewer) -> list[Link]:
    """The ways into rooms that lead past no file, over all rooms."""
    return [link for kamer in kamers() if kamer.entries for link in kamer.entries(viewer)]


def open_matters_for(geopend: GeopendDossier) -> list[Zaak]:
    """What is unfinished in this file, over all rooms, asked when somebody is about to close it."""
    return [zaak for kamer in kamers() if kamer.open_matters for zaak in kamer.open_matters(geopend)]


def news_since(geopend: GeopendDossier, moment: datetime) -> list[str]:
    """What came or changed since a moment that this viewer may read, over all rooms."""
    return [said for kamer in kamers() if kamer.news for said in kamer.news(geopend, moment)]


def close_rooms(geopend: GeopendDossier, moment: datetime) -> None:
    """Let every room end what may not go on, in the transaction that closes the file."""
    for kamer in kamers():
        if kamer.closed:
            kamer.closed(geopend, moment)


def offers_of(geopend: GeopendDossier) -> dict[str, Keuze]:
    """What can go along to a next file, over all rooms, by "room:key"."""
    offered = ((kamer.naam, keuze) for kamer in kamers() if kamer.offers and kamer.carry for keuze in kamer.offers(geopend))
    return {f"{naam}:{keuze.key}": keuze for naam, keuze in offered}


def carry_along(van: GeopendDossier, naar: GeopendDossier, chosen: Collection[str]) -> None:
    """Give every room what was chosen of it, in the transaction that starts the next file."""
    for kamer in kamers():
        keys = [key.partition(":")[2] for key in chosen if key.partition(":")[0] == kamer.naam]
        if kamer.carry and keys:
            kamer.carry(van, naar, keys)


def keep_late(link: Toegangslink, plek: Plek) -> bool:
    """Let the rooms keep what a guest sent after the visit was over: nothing typed is lost, and nothing of it is in the file yet.

    Args:
        link: the link of the visit. What may be kept is judged by its state now: nothing when somebody took it back.
    """
    if plek.sent is None or plek.dossier != link.groeidocument_id:
        return False
    lezing = reading_of_late_guest(link)
    return lezing is not None and any(kamer.late(lezing, plek) for kamer in kamers() if kamer.late)
