"""Stores one piece of a compared file, in the transaction that stores all of them: new pupils, changed fields, keys, and the log of every change."""

from collections.abc import Sequence
from uuid import UUID

from accounts.models import School
from groeidocumenten.dossiers.access import Viewer, leerlingen_for
from groeidocumenten.dossiers.kluis import Kluis
from groeidocumenten.dossiers.models import Leerling, Leerlingsleutel, Leerlingwijziging, seal_for

from .bewaren import hasher
from .edexml import Gegevens, Kop
from .models import Koppeling
from .vergelijken import VELDEN, Uitkomst, Uitslag, group_name

BATCH = 500
# A bulk_update grows faster than its rows.
UPDATES = 100
KOLOMMEN = (*VELDEN, "groep")


def write(
    *, viewer: Viewer, school: School, rows: Sequence[Gegevens], outcomes: Sequence[Uitkomst], kop: Kop, dezelfde: frozenset[int]
) -> int:
    """Store these pupils; a fixed number of queries per hundred of them. How many doubtful ones were stored as the same child.

    Who calls it asked the door, and holds the school's pupils locked.
    """
    pairs = list(zip(rows, outcomes, strict=True))
    _add(school, [row for row, one in pairs if one.uitslag == Uitslag.NIEUW], kop)
    said = [(row, one) for row, one in pairs if one.uitslag == Uitslag.TWIJFEL and one.leerling and one.nummer in dezelfde]
    changed = [(row, one) for row, one in pairs if one.uitslag == Uitslag.GEWIJZIGD] + said
    if changed:
        _change(viewer, school, changed, kop)
    return len(said)


def _add(school: School, rows: list[Gegevens], kop: Kop) -> None:
    new = [_filled(Leerling(school=school), row, kop) for row in rows]
    Leerling.unguarded.bulk_create(new, batch_size=BATCH)
    keys = [_key(school, pupil, row) for pupil, row in zip(new, rows, strict=True)]
    Koppeling.unguarded.bulk_create(keys, batch_size=BATCH)


def _filled(leerling: Leerling, row: Gegevens, kop: Kop) -> Leerling:
    for ours, theirs in VELDEN.items():
        setattr(leerling, ours, getattr(row, theirs))
    leerling.groep = group_name(row, kop.groepen) or leerling.groep
    return leerling


def _key(school: School, leerling: Leerling, row: Gegevens) -> Koppeling:
    return Koppeling(leerling=leerling, school=school, sleutel=hasher(school.pk)(row.sleutel), jaargroep=row.jaargroep)


def _change(viewer: Viewer, school: School, changed: list[tuple[Gegevens, Uitkomst]], kop: Kop) -> None:
    wanted = [UUID(one.leerling) for _, one in changed]
    pupils = {str(one.pk): one for one in leerlingen_for(viewer).filter(school=school, pk__in=wanted)}
    keys = {str(one.leerling_id): one for one in Koppeling.unguarded.filter(leerling__in=wanted)}
    fresh: list[Koppeling] = []
    for row, one in changed:
        pupil = _filled(pupils[one.leerling], row, kop)
        pupil.versie += 1
        key = _key(school, pupil, row)
        if one.leerling in keys:
            keys[one.leerling].sleutel, keys[one.leerling].jaargroep, keys[one.leerling].school = key.sleutel, key.jaargroep, school
        else:
            fresh.append(key)
    # Only the columns that differ: a bulk_update costs as much per column as per row.
    said = {field for _, one in changed for field, _, _ in one.wat}
    columns = [name for name in KOLOMMEN if name in said]
    Leerling.unguarded.bulk_update(pupils.values(), [*columns, "versie"], batch_size=UPDATES)
    Koppeling.unguarded.bulk_update(keys.values(), ["sleutel", "jaargroep", "school"], batch_size=UPDATES)
    Koppeling.unguarded.bulk_create(fresh, batch_size=BATCH)
    _log(viewer, list(pupils.values()), [one for _, one in changed])


def _log(viewer: Viewer, pupils: list[Leerling], outcomes: list[Uitkomst]) -> None:
    """Every changed field, sealed with its pupil's own key, as if somebody had typed it; keys of the administration are named and not told."""
    vaults = _vaults(pupils)
    lines = []
    for one in outcomes:
        for field, old, new in one.wat:
            line = Leerlingwijziging(leerling_id=UUID(one.leerling), veld=field, door=viewer.user)
            for name, value in (("oud", old), ("nieuw", new), ("naam", f"{viewer.name}, uit de leerlingadministratie")):
                seal_for(vaults[one.leerling], line, name, value)
            lines.append(line)
    Leerlingwijziging.unguarded.bulk_create(lines, batch_size=BATCH)


def _vaults(pupils: list[Leerling]) -> dict[str, Kluis]:
    """The vault of each pupil, with a new key for who had none; what `actions.kluis_of` does for one."""
    known = dict(Leerlingsleutel.unguarded.filter(leerling__in=pupils).values_list("leerling_id", "gewikkeld"))
    vaults = {pk: Kluis.unwrap(wrapped, owner=pk) for pk, wrapped in known.items()}
    fresh = {one.pk: Kluis.new(one.pk) for one in pupils if one.pk not in vaults}
    rows = [Leerlingsleutel(leerling_id=pk, gewikkeld=vault.wrap()) for pk, vault in fresh.items()]
    Leerlingsleutel.unguarded.bulk_create(rows, batch_size=BATCH)
    return {str(pk): vault for pk, vault in (vaults | fresh).items()}
