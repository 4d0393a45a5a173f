"""Takes schools in from a CSV: compares with what is there, and stores all of them or none. For the beheerder of a samenwerkingsverband."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from wagtail.log_actions import log

from .models import Bestuur, Lidmaatschap, Rol, Samenwerkingsverband, School, User
from .scholen_csv import Regel

VELDEN = {"naam": "naam", "onderwijstype": "onderwijstype", "rio": "RIO-code"}
ELDERS = "Deze school hoort bij een ander samenwerkingsverband."


class NietAlles(Exception):
    """Some line is wrong, so nothing was stored."""


@dataclass
class Vergeleken:
    """One line beside what is there."""

    regel: Regel
    school: School | None
    wat: list[str]

    @property
    def uitkomst(self) -> str:
        """In one word."""
        if self.regel.fouten:
            return "fout"
        if self.school is None:
            return "nieuw"
        return "gewijzigd" if self.wat else "zelfde"


def swvs_of(user: User) -> QuerySet[Samenwerkingsverband]:
    """The samenwerkingsverbanden whose schools this person may take in: those that he administers today, and all of them for a superuser."""
    if not user.has_perms(["accounts.add_school", "accounts.change_school"]):
        return Samenwerkingsverband.objects.none()
    if user.is_superuser:
        return Samenwerkingsverband.objects.all()
    mine = Lidmaatschap.objects.valid().filter(gebruiker=user, rol=Rol.BEHEERDER, samenwerkingsverband__isnull=False)
    return Samenwerkingsverband.objects.filter(pk__in=mine.values("samenwerkingsverband"))


def compare(lines: Iterable[Regel], swv: Samenwerkingsverband) -> list[Vergeleken]:
    """Each line beside the school of its BRIN and vestiging; one query. A school of another samenwerkingsverband makes a line wrong."""
    lines = list(lines)
    brins = {line.waarden["brin"] for line in lines}
    rows = School.objects.filter(brin__in=brins).select_related("bestuur")
    known = {(one.brin, one.vestiging): one for one in rows}
    return [_beside(line, known.get(line.sleutel), swv) for line in lines]


def _beside(line: Regel, school: School | None, swv: Samenwerkingsverband) -> Vergeleken:
    if school is None:
        return Vergeleken(line, None, [])
    if school.samenwerkingsverband_id != swv.pk:
        line.fouten.append(ELDERS)
        return Vergeleken(line, None, [])
    # An empty RIO code in the file says nothing; it takes none away.
    said = {name: line.waarden[name] for name in VELDEN if name != "rio" or line.waarden["rio"]}
    changes = [
        f"{VELDEN[name]}: {getattr(school, name) or 'leeg'} wordt {new}" for name, new in said.items() if getattr(school, name) != new
    ]
    if school.bestuur.naam != line.waarden["bestuur"]:
        changes.append(f"bestuur: {school.bestuur.naam} wordt {line.waarden['bestuur']}")
    return Vergeleken(line, school, changes)


@transaction.atomic
def store(lines: Iterable[Regel], *, swv: Samenwerkingsverband, user: User) -> tuple[int, int]:
    """Store every line, with who did it in the admin's log; how many schools are new, and how many changed.

    Raises:
        NietAlles: if any line is wrong, or this person may not (any longer); nothing is stored then.
    """
    if not swvs_of(user).filter(pk=swv.pk).exists():
        raise NietAlles
    compared = compare(lines, Samenwerkingsverband.objects.select_for_update().get(pk=swv.pk))
    if any(one.regel.fouten for one in compared):
        raise NietAlles
    besturen = {one.naam: one for one in Bestuur.objects.all()}
    counted = {"nieuw": 0, "gewijzigd": 0}
    for one in compared:
        if one.uitkomst in counted:
            counted[one.uitkomst] += 1
            _save(one, swv, user, besturen)
    return counted["nieuw"], counted["gewijzigd"]


def _save(one: Vergeleken, swv: Samenwerkingsverband, user: User, besturen: dict[str, Bestuur]) -> None:
    said, is_new = one.regel.waarden, one.school is None
    school = one.school or School(samenwerkingsverband=swv, brin=said["brin"], vestiging=said["vestiging"])
    if said["bestuur"] not in besturen:
        besturen[said["bestuur"]] = made = Bestuur.objects.create(naam=said["bestuur"])
        log(made, "wagtail.create", user=user)
    school.bestuur, school.naam, school.onderwijstype = besturen[said["bestuur"]], said["naam"], said["onderwijstype"]
    school.rio = said["rio"] or school.rio
    school.save()
    log(school, "wagtail.create" if is_new else "wagtail.edit", user=user, data={"csv": one.wat})
