"""Deeds of taking pupils in: read a file, compare it, store what was shown, or throw it away. Each asks again whether the viewer guides the school.

Reading happens outside a transaction, because a large file takes seconds; comparing goes piece by piece, so that a page can say how far it is; storing
is one transaction that compares once more and stores nothing when anything differs from what was shown.
"""

from collections.abc import Iterator
from typing import BinaryIO
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accounts.models import School, User
from groeidocumenten.dossiers import journaal
from groeidocumenten.dossiers.access import AccessOver, Viewer, leerlingen_for, schools_for
from groeidocumenten.dossiers.actions import making
from groeidocumenten.dossiers.models import Handeling

from .bewaren import clear_expired, hasher, head_of, outcomes_of, put_gone, put_head, put_outcomes, put_rows, rows_of
from .edexml import Kop, Lezer, Onleesbaar
from .models import Inleesdeel, Inleesronde
from .schrijven import write
from .vergelijken import Bekend, Uitkomst, Uitslag, Vergelijking, elsewhere, group_name

PIECE = 1000
# What is compared and stored while somebody waits; larger files go to the worker.
AT_ONCE = 3000
MOST_PUPILS = 100_000
Stand = Inleesronde.Stand
CHANGED = "Intussen is er iets veranderd bij de leerlingen van deze school. Er is niets ingelezen. Kijk wat er nu staat, en bevestig dat."


def take_in(*, viewer: Viewer, school: School, bestand: BinaryIO, verzoek: UUID) -> Inleesronde:
    """Read a file and keep, sealed, what is to be compared. Nothing of the register changes. A repeated post gives what the first one made.

    Raises:
        AccessOver: if the viewer does not guide the school (any longer).
        ValidationError: saying why the file cannot be taken in, or that `verzoek` is the key of something else.
    """
    _still_guides(viewer, school)
    existing = Inleesronde.unguarded.filter(pk=verzoek, school=school).first()
    if existing is not None:
        return existing
    ronde = Inleesronde(pk=verzoek, school=school, door=viewer.user)
    try:
        delen, kop = _read(ronde, bestand)
        _of_this_school(kop, school)
    except Onleesbaar as unreadable:
        raise ValidationError(list(unreadable.redenen)) from unreadable
    put_head(ronde, kop)
    with transaction.atomic():
        _still_guides(viewer, school)
        clear_expired()
        # Somebody who sends a better file does not want to confirm the first one by mistake.
        Inleesronde.unguarded.filter(school=school, door=viewer.user, stand__in=(Stand.VERGELIJKEN, Stand.KLAAR)).delete()
        with making():
            ronde.save(force_insert=True)
            Inleesdeel.unguarded.bulk_create(delen, batch_size=20)
    if ronde.aantal <= AT_ONCE:
        compare(ronde, viewer)
    else:
        from .tasks import compare_later

        compare_later(ronde.pk, viewer.user.pk)
    return ronde


def _read(ronde: Inleesronde, bestand: BinaryIO) -> tuple[list[Inleesdeel], Kop]:
    """The pupils of a file as sealed pieces: a thousand of them are in the clear at once."""
    lezer = Lezer(today=timezone.localdate())
    delen: list[Inleesdeel] = []
    held = []
    for row in lezer.pupils(bestand):
        if ronde.aantal >= MOST_PUPILS:
            raise Onleesbaar(f"In dit bestand staan meer dan {MOST_PUPILS} leerlingen. Zo veel leest het groeiportaal niet in één keer.")
        ronde.aantal += 1
        held.append(row)
        if len(held) == PIECE:
            delen.append(_piece(ronde, len(delen), held))
            held = []
    if held:
        delen.append(_piece(ronde, len(delen), held))
    return delen, lezer.kop


def _piece(ronde: Inleesronde, nummer: int, rows: list) -> Inleesdeel:
    deel = Inleesdeel(ronde=ronde, nummer=nummer)
    put_rows(deel, rows)
    return deel


def _of_this_school(kop: Kop, school: School) -> None:
    """Refuse the file of another school."""
    brin, place = kop.brin[:4], kop.dependance or kop.brin[4:6]
    if not brin:
        raise Onleesbaar("In dit bestand staat geen BRIN, dus niet van welke school het is. Vul de BRIN in uw leerlingadministratie in.")
    if brin != school.brin:
        raise Onleesbaar(f"Dit bestand is van een andere school: er staat BRIN {brin[:4]} in, en {school.naam} heeft {school.brin}.")
    if place and place.zfill(2) != school.vestiging:
        raise Onleesbaar(f"Dit bestand is van vestiging {place[:4]}, en {school.naam} is vestiging {school.vestiging}.")


def compare(ronde: Inleesronde, viewer: Viewer) -> None:
    """Lay a file beside the register, piece by piece; each piece is there for others to see before the next.

    Raises:
        AccessOver: if the viewer does not guide the school any longer.
    """
    _still_guides(viewer, ronde.school)
    comparison = _comparison(ronde, viewer)
    kop, counted = head_of(ronde), dict.fromkeys(Uitslag, 0)
    ronde.gedaan = 0
    for deel in _pieces(ronde):
        outcomes = _judged(ronde, deel, kop, comparison)
        put_outcomes(deel, outcomes)
        deel.save(update_fields=["uitkomsten", "aantallen"])
        for one in outcomes:
            counted[one.uitslag] += 1
        ronde.gedaan += len(outcomes)
        ronde.save(update_fields=["gedaan"])
    for kind, count in counted.items():
        setattr(ronde, kind.value, count)
    put_gone(ronde, comparison.gone())
    ronde.stand, ronde.versie = Stand.KLAAR, ronde.versie + 1
    ronde.save()


def _pieces(ronde: Inleesronde) -> Iterator[Inleesdeel]:
    """One piece after the other, so that a thousand pupils are held at once and no more."""
    for pk in list(ronde.delen.values_list("pk", flat=True)):
        yield ronde.delen.get(pk=pk)


def _comparison(ronde: Inleesronde, viewer: Viewer) -> Vergelijking:
    columns = ("pk", "voornaam", "tussenvoegsel", "achternaam", "geboortedatum", "groep", "koppeling__sleutel", "koppeling__jaargroep")
    rows = leerlingen_for(viewer).filter(school=ronde.school).order_by("pk").values_list(*columns)
    known = (Bekend(*row) for row in rows.iterator())
    return Vergelijking(known, sleutel=hasher(ronde.school_id))


def _judged(ronde: Inleesronde, deel: Inleesdeel, kop: Kop, comparison: Vergelijking) -> list[Uitkomst]:
    found = []
    for row in rows_of(deel):
        if elsewhere(row, kop.vestigingen, ronde.school.vestiging):
            found.append(Uitkomst(row.nummer, Uitslag.ELDERS))
        else:
            found.append(comparison.judge(row, group_name(row, kop.groepen)))
    return found


def confirm(*, viewer: Viewer, ronde: Inleesronde, versie: int, dezelfde: frozenset[int]) -> Inleesronde:
    """Store what was shown; large files go to the worker. A repeated post changes nothing.

    Args:
        versie: the number of the comparison that was shown.
        dezelfde: the numbers of doubtful pupils of whom the viewer says that it is the same child.

    Raises:
        AccessOver: if the viewer does not guide the school (any longer).
        ValidationError: if something changed since it was shown; what stands there now is compared anew, and nothing is stored.
    """
    if ronde.aantal > AT_ONCE:
        with transaction.atomic():
            locked = _locked(viewer, ronde.pk)
            if locked.stand != Stand.KLAAR:
                return locked
            _as_shown(locked, versie)
            locked.stand = Stand.INLEZEN
            locked.save(update_fields=["stand"])
        from .tasks import store_later

        store_later(locked.pk, viewer.user.pk, sorted(dezelfde))
        return locked
    return store(viewer=viewer, pk=ronde.pk, versie=versie, dezelfde=dezelfde)


def store(*, viewer: Viewer, pk: UUID, versie: int, dezelfde: frozenset[int]) -> Inleesronde:
    """All or nothing, in one transaction, with one line in the journaal and one in the log of each pupil who changed.

    Raises:
        AccessOver: as `confirm`.
        ValidationError: as `confirm`.
    """
    try:
        with transaction.atomic():
            return _store(viewer, pk, versie, dezelfde)
    except _Moved:
        with transaction.atomic():
            compare(_locked(viewer, pk), viewer)
        raise ValidationError(CHANGED) from None


class _Moved(Exception):
    """The register is not what it was when the comparison was shown."""


def _store(viewer: Viewer, pk: UUID, versie: int, dezelfde: frozenset[int]) -> Inleesronde:
    ronde = _locked(viewer, pk)
    if ronde.stand == Stand.INGELEZEN:
        return ronde
    _as_shown(ronde, versie)
    # Whoever changes a pupil of this school waits until this is done; what they change first, the comparison sees.
    list(leerlingen_for(viewer).filter(school=ronde.school).select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    comparison, kop = _comparison(ronde, viewer), head_of(ronde)
    accepted = 0
    for deel in _pieces(ronde):
        outcomes = _judged(ronde, deel, kop, comparison)
        if outcomes != outcomes_of(deel):
            raise _Moved
        accepted += write(viewer=viewer, school=ronde.school, rows=rows_of(deel), outcomes=outcomes, kop=kop, dezelfde=dezelfde)
    ronde.gewijzigd, ronde.twijfel = ronde.gewijzigd + accepted, ronde.twijfel - accepted
    ronde.stand, ronde.kop, ronde.ontbreekt = Stand.INGELEZEN, "", ""
    ronde.ingelezen_op, ronde.ingelezen_door = timezone.now(), viewer.user
    ronde.save()
    ronde.delen.all().delete()
    journaal.record(Handeling.LEERLING_GEWIJZIGD, school_id=ronde.school_id, gebruiker_id=viewer.user.pk, onderwerp=f"ingelezen {ronde.pk}")
    return ronde


@transaction.atomic
def discard(*, viewer: Viewer, ronde: Inleesronde) -> None:
    """Throw away what waits; what was taken in stays as it is.

    Raises:
        AccessOver: if the viewer does not guide the school (any longer).
    """
    locked = _locked(viewer, ronde.pk)
    if locked.stand not in (Stand.INGELEZEN, Stand.INLEZEN):
        locked.delete()


def viewer_named(pk: UUID) -> Viewer:
    """The person for whom the worker goes on.

    Raises:
        AccessOver: if there is no such person any longer.
    """
    user = User.objects.persons().filter(pk=pk, is_active=True).first()
    if user is None:
        raise AccessOver
    return Viewer(user=user)


def _as_shown(ronde: Inleesronde, versie: int) -> None:
    if ronde.versie != versie:
        raise ValidationError(CHANGED)


def _still_guides(viewer: Viewer, school: School) -> None:
    if not schools_for(viewer).filter(pk=school.pk).exists():
        raise AccessOver


def _locked(viewer: Viewer, pk: UUID) -> Inleesronde:
    ronde = Inleesronde.unguarded.select_for_update(of=("self",)).select_related("school").filter(pk=pk).first()
    if ronde is None:
        raise AccessOver
    _still_guides(viewer, ronde.school)
    return ronde
