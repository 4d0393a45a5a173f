"""Whether a ground covers what a link would show, and the choices of how much there are to share. A link never shows more than its ground."""

from collections.abc import Collection
from uuid import UUID

from django.core.exceptions import ValidationError

from formats.models import Format
from groeidocumenten.documenten.listing import Stuk, documents_for
from groeidocumenten.documenten.models import Klasse
from groeidocumenten.documenten.reading import ALLEEN_TE_DELEN
from groeidocumenten.dossiers.access import GeopendDossier
from groeidocumenten.dossiers.models import Bereik, Deelgrond, Groeidocument, Omvang, Toegangslink
from groeidocumenten.dossiers.names import plain
from groeidocumenten.vragen.reading import Gevraagd, asked, questions


def check_chapters(groeidocument: Groeidocument, omvang: Omvang) -> None:
    """Refuse hoofdstukken that the format does not have, and a choice of none.

    Raises:
        ValidationError: beside `hoofdstukken`.
    """
    if omvang.bereik != Bereik.HOOFDSTUKKEN:
        return
    known = {deel.key for deel in groeidocument.format_versie.schema.delen}
    if not omvang.hoofdstukken or not set(omvang.hoofdstukken) <= known:
        raise ValidationError({"hoofdstukken": "Kies ten minste één hoofdstuk, of deel het hele groeidocument."})


def for_same_person(grond: Deelgrond, link: Toegangslink) -> bool:
    """Whether a ground is for the person of this link: toestemming is given for one recipient. Capitals, accents and spaces do not matter."""
    return _letters(grond.ontvanger) == _letters(link.ontvanger_naam)


def _letters(naam: str) -> str:
    return " ".join(plain(naam).split())


def covers(geopend: GeopendDossier, grond: Deelgrond, omvang: Omvang, *, formulier: UUID | None = None) -> bool:
    """Whether a ground reaches as far as this.

    A document of a class that is closed to guests is covered only by a ground that names that very document (dossier 1.5: explicit only).

    Args:
        formulier: the format of a formulier that is still to be filled in: a ground can name that instead of one that is there already.
    """
    wide = grond.omvang
    if wide == omvang or (formulier is not None and wide == Omvang(Bereik.FORMULIER, stuk=formulier)):
        return True
    if omvang.bereik == Bereik.DOCUMENT:
        document = document_by_id(geopend, omvang.stuk)
        ordinary = document is not None and document.document.klasse == Klasse.GEWOON
        return ordinary and (wide.bereik == Bereik.HEEL or document.document.hoofdstuk in (wide.hoofdstukken or ()))  # type: ignore[union-attr]
    if wide.bereik == Bereik.HEEL:
        return omvang.bereik in (Bereik.HEEL, Bereik.HOOFDSTUKKEN, Bereik.FORMULIER)
    return omvang.bereik == wide.bereik == Bereik.HOOFDSTUKKEN and set(omvang.hoofdstukken or ()) <= set(wide.hoofdstukken or ())


def shareable_documents(geopend: GeopendDossier) -> list[Stuk]:
    """The documents that can be shared by themselves; two queries."""
    return [one for one in documents_for(geopend) if one.document.ingedeeld and one.document.klasse in ALLEEN_TE_DELEN]


def shareable_questions(geopend: GeopendDossier) -> list[Gevraagd]:
    """The formulieren that were handed in, which a guest can be let read; one query."""
    return asked(geopend, questions(geopend).filter(ingediend_op__isnull=False, ingetrokken_op__isnull=True))


def document_by_id(geopend: GeopendDossier, pk: UUID | None) -> Stuk | None:
    """One of the documents that can be shared; None for every other id."""
    return next((one for one in shareable_documents(geopend) if one.document.pk == pk), None)


def in_words(omvang: Omvang, titles: dict[str, str], stukken: dict[UUID, str]) -> list[str]:
    """How much, for people: titles of hoofdstukken, or what the one thing is called."""
    if omvang.bereik == Bereik.HEEL:
        return ["het hele groeidocument"]
    if omvang.bereik == Bereik.HOOFDSTUKKEN:
        return [titles[key] for key in omvang.hoofdstukken or () if key in titles]
    kind = Bereik(omvang.bereik).label
    name = stukken.get(omvang.stuk) if omvang.stuk else None
    return [f"{kind}: {name}" if name else kind]


def names_of(geopend: GeopendDossier, shared: Collection[Omvang]) -> dict[UUID, str]:
    """What the things that are shared by themselves are called, by id; at most four queries, and none when there are none."""
    kinds = {omvang.bereik for omvang in shared}
    found: dict[UUID, str] = {}
    if Bereik.DOCUMENT in kinds:
        found |= {one.document.pk: one.naam for one in documents_for(geopend)}
    if Bereik.FORMULIER in kinds:
        found |= {one.vraag.pk: f"{one.titel} ({one.naam})" for one in asked(geopend)}
        # A ground can name a formulier that nobody was asked yet.
        kinds_of_form = [omvang.stuk for omvang in shared if omvang.bereik == Bereik.FORMULIER and omvang.stuk is not None]
        found |= dict(Format.objects.filter(pk__in=kinds_of_form).values_list("pk", "titel"))
    return found
