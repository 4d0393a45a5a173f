"""The seed command of the benchmarks: fills an empty database with schools, people and groeidocumenten at the size of a large samenwerkingsverband.

Run by `list_query.py` on its throw-away database. By hand, on a migrated database without people (it refuses any other), for a large demo:
`DATABASE_URL=… DJANGO_SETTINGS_MODULE=groeiportaal.settings.dev PYTHONPATH=site:. python benchmarks/_seed.py 50000`.
"""

import random
import sys
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import django

if __name__ == "__main__":
    django.setup()

from django.contrib.auth.models import Permission
from django.db import connection, models, transaction
from django.utils import timezone
from wagtail.models import Site

from accounts.access import join_school
from accounts.models import Bestuur, Lidmaatschap, Onderwijstype, Rol, Samenwerkingsverband, School, Soort, User
from demo.formats import load_formats
from formats.models import FormatVersie
from groeidocumenten.dossiers import access
from groeidocumenten.dossiers.access import Recht
from groeidocumenten.dossiers.actions import LEERKRACHT_RECHTEN, OUDER_RECHTEN
from groeidocumenten.dossiers.kluis import Kluis
from groeidocumenten.dossiers.models import (
    Bereik,
    Dossiersleutel,
    Gezagsrelatie,
    Groeidocument,
    GroeidocumentUserPermission,
    Grond,
    Leerling,
    Omvang,
    Toegangslink,
    Toestemming,
    Toestemmingsantwoord,
)

FILES_PER_SCHOOL = 250
FILES_PER_LEERKRACHT = 25
IB_PER_SCHOOL = 2
# Children per family, in turn: a parent sees one, two or three files.
FAMILIES = (1, 2, 2, 1, 3)
ONE_PARENT_WITHOUT_ACCOUNT = 0.1
ONE_LINK_PER_FILES = 100
BATCH = 2000
# More files than this are copies of so many.
COPIED = 50_000


@dataclass
class Seeded:
    """People of each kind, to measure for."""

    ib: list[User] = field(default_factory=list)
    leerkracht: list[User] = field(default_factory=list)
    ouder: list[User] = field(default_factory=list)
    files: int = 0


@dataclass
class _Rows:
    """What is stored in bulk, in the order in which the tables need each other."""

    users: list[User] = field(default_factory=list)
    pupils: list[Leerling] = field(default_factory=list)
    gezag: list[Gezagsrelatie] = field(default_factory=list)
    files: list[Groeidocument] = field(default_factory=list)
    sleutels: list[Dossiersleutel] = field(default_factory=list)
    toestemmingen: list[Toestemming] = field(default_factory=list)
    antwoorden: list[Toestemmingsantwoord] = field(default_factory=list)
    links: list[Toegangslink] = field(default_factory=list)
    grants: list[GroeidocumentUserPermission] = field(default_factory=list)

    def store(self) -> None:
        """Write everything and forget it."""
        for name in self.__dataclass_fields__:
            rows: list[models.Model] = getattr(self, name)
            if rows and connection.vendor == "postgresql":
                _copy(rows)
            elif rows:
                type(rows[0])._base_manager.bulk_create(rows, batch_size=BATCH)
            setattr(self, name, [])


def _copy(rows: list[models.Model]) -> None:
    """PostgreSQL's way to take in many rows; several times quicker than INSERT."""
    columns = [one for one in rows[0]._meta.concrete_fields if not isinstance(one, models.AutoField)]
    names = ", ".join(f'"{one.column}"' for one in columns)
    with connection.cursor() as cursor, cursor.copy(f'COPY "{rows[0]._meta.db_table}" ({names}) FROM STDIN') as copy:
        for row in rows:
            values = (one.get_db_prep_save(getattr(row, one.attname), connection) for one in columns)
            # A choice is written as its value, not as the name of an enum.
            copy.write_row([str(value) if isinstance(value, str) else value for value in values])


class _Seeder:
    """Makes one school after the other."""

    def __init__(self, versie: FormatVersie) -> None:
        self.versie = versie
        self.random = random.Random(2)
        self.now = timezone.now()
        self.rows = _Rows()
        self.seeded = Seeded()
        perms = Permission.objects.filter(content_type__app_label="dossiers", content_type__model="groeidocument")
        self.permission = {Recht(one.codename): one for one in perms}

    def user(self, soort: Soort, number: int | str) -> User:
        name = f"{soort.value}-{number}"
        user = User(username=name, first_name=soort.label.capitalize(), last_name=str(number), soort=soort, password="!")
        self.rows.users.append(user)
        return user

    def grant(self, file: Groeidocument, user: User, rechten: Iterable[Recht], grond: Grond, tot: datetime | None = None) -> None:
        """The rows that `dossiers.access.grant` writes; `compare_with_real_grant` holds that they are alike."""
        for recht in rechten:
            row = GroeidocumentUserPermission(user=user, permission=self.permission[recht], content_object=file, grond=grond, tot=tot)
            row.van = self.now
            self.rows.grants.append(row)

    def school(self, school: School, files: int) -> None:
        """One school: its people first, since joining writes at once; then its families."""
        start = len(self.rows.users)
        ib = [self.user(Soort.MEDEWERKER, f"{school.pk}-ib-{n}") for n in range(IB_PER_SCHOOL)]
        teachers = [self.user(Soort.MEDEWERKER, f"{school.pk}-{n}") for n in range(-(-files // FILES_PER_LEERKRACHT))]
        User.objects.bulk_create(self.rows.users[start:])
        del self.rows.users[start:]
        _join(ib, school, Rol.IB)
        _join(teachers, school, Rol.LEERKRACHT)
        self.seeded.ib += ib
        self.seeded.leerkracht += teachers
        made = list(self.files(school, files))
        self.random.shuffle(made)
        for place, file in enumerate(made):
            self.grant(file, teachers[place // FILES_PER_LEERKRACHT], LEERKRACHT_RECHTEN, Grond.LIDMAATSCHAP)
            if place % ONE_LINK_PER_FILES == 0:
                self.link(file, ib[0])
        self.seeded.files += len(made)
        self.rows.store()

    def files(self, school: School, count: int) -> Iterator[Groeidocument]:
        made, family = 0, 0
        while made < count:
            children = min(FAMILIES[family % len(FAMILIES)], count - made)
            parents: list[User | None] = [self.user(Soort.OUDER, f"{school.pk}-{family}-{n}") for n in range(2)]
            if self.random.random() < ONE_PARENT_WITHOUT_ACCOUNT:
                self.rows.users.pop()
                parents[1] = None
            self.seeded.ouder.append(parents[0])  # type: ignore[arg-type]  # the first always has one
            for child in range(children):
                yield self.file(school, family, child, parents)
            made, family = made + children, family + 1

    def file(self, school: School, family: int, child: int, parents: list[User | None]) -> Groeidocument:
        born = date(2012, 1, 1) + timedelta(days=self.random.randrange(3650))
        leerling = Leerling(
            school=school, voornaam=f"Kind {child}", achternaam=f"Gezin {family}", geboortedatum=born, groep=str(family % 8 + 1)
        )
        changed = self.now - timedelta(seconds=self.random.randrange(700 * 86_400))
        file = Groeidocument(leerling=leerling, school=school, format_versie=self.versie, gestart_op=changed, gewijzigd_op=changed)
        self.rows.pupils.append(leerling)
        self.rows.files.append(file)
        self.rows.sleutels.append(Dossiersleutel(groeidocument=file, gewikkeld=Kluis.new(file.pk).wrap()))
        for number, parent in enumerate(parents):
            soort = Gezagsrelatie.Soort.OUDER_MET_GEZAG
            relation = Gezagsrelatie(leerling=leerling, gebruiker=parent, naam=f"Ouder {number}", soort=soort, bron="inschrijfformulier")
            self.rows.gezag.append(relation)
            if parent is not None:
                self.grant(file, parent, OUDER_RECHTEN, Grond.GEZAG)
        return file

    def link(self, file: Groeidocument, ib: User) -> None:
        until = self.now + timedelta(days=14)
        whole = Omvang(Bereik.HEEL)
        consent = Toestemming(groeidocument=file, ontvanger="Gast", doel="uitwisselen", omvang=whole, geldig_tot=until, vastgelegd_door=ib)
        parent = next(one for one in reversed(self.rows.gezag) if one.leerling is file.leerling)
        answer = Toestemmingsantwoord(toestemming=consent, gezag=parent, wijze="gesprek", gegeven_op=self.now, vastgelegd_door=ib)
        guest = self.user(Soort.GAST, str(uuid.uuid4()))
        link = Toegangslink(
            groeidocument=file,
            toestemming=consent,
            gebruiker=guest,
            ontvanger_naam="Gast",
            ontvanger_email="t1:",
            recht="lezen",
            omvang=whole,
        )
        link.token_hash, link.pincode_hash, link.geldig_tot, link.contact = uuid.uuid4().hex * 2, "not a hash", until, ib
        self.rows.toestemmingen.append(consent)
        self.rows.antwoorden.append(answer)
        self.rows.links.append(link)
        self.grant(file, guest, {Recht.LEZEN}, Grond.LINK, tot=until)


def _join(people: list[User], school: School, rol: Rol) -> None:
    """The first through the real deed, which makes the group and its grant; the others as the same rows in bulk."""
    first = join_school(user=people[0], school=school, rol=rol)
    rest = people[1:]
    Lidmaatschap.objects.bulk_create(
        Lidmaatschap(gebruiker=one, school=school, rol=rol, groep=first.groep, van=first.van, tot=first.tot) for one in rest
    )
    through = User.groups.through
    through.objects.bulk_create(through(user=one, group=first.groep) for one in rest)


def compare_with_real_grant(seeded: Seeded) -> None:
    """Give one more parent the same rights through the door, compare every column, and take them back.

    Raises:
        SystemExit: if the rows made in bulk differ from those.
    """
    columns = [one.attname for one in GroeidocumentUserPermission._meta.concrete_fields if one.attname not in ("id", "user_id", "van")]
    parent = seeded.ouder[0]
    file = access.dossiers_for(access.Viewer(parent), Recht.LEZEN).first()
    stranger = seeded.ouder[-1]
    if file is None:
        raise SystemExit("The first parent has no file.")
    access.grant(file, stranger, OUDER_RECHTEN, grond=Grond.GEZAG)
    rows = GroeidocumentUserPermission.objects.filter(content_object=file).order_by("permission_id")
    bulk, real = (list(rows.filter(user=one).values_list(*columns)) for one in (parent, stranger))
    access.withdraw(file, stranger, grond=Grond.GEZAG)
    if not real or bulk != real:
        raise SystemExit("The rows made in bulk are not those that `grant` writes; the comparison would mean nothing.")


def seed(count: int) -> Seeded:
    """Fill an empty, migrated database with this many groeidocumenten; on PostgreSQL many are made by copying few (`_multiply.py`).

    Raises:
        SystemExit: if there are people already.
    """
    times = count // COPIED if connection.vendor == "postgresql" and count > COPIED and count % COPIED == 0 else 1
    seeded = _make(count // times)
    if times > 1:
        from _multiply import multiply

        multiply(times)
    return seeded


@transaction.atomic
def _make(count: int) -> Seeded:
    if User.objects.exists():
        raise SystemExit("This database has people in it; the seed is for an empty one.")
    swv = Samenwerkingsverband.objects.create(naam="SWV van de meting", site=Site.objects.get(is_default_site=True))
    bestuur = Bestuur.objects.create(naam="Bestuur van de meting")
    seeder = _Seeder(load_formats(["groeidocument_po"])["groeidocument_po"])
    for number, start in enumerate(range(0, count, FILES_PER_SCHOOL)):
        brin, vestiging = f"9{number // 100 % 10}A{chr(ord('A') + number // 1000)}", f"{number % 100:02}"
        school = School.objects.create(
            samenwerkingsverband=swv,
            bestuur=bestuur,
            naam=f"School {number}",
            brin=brin,
            vestiging=vestiging,
            onderwijstype=Onderwijstype.BAO,
        )
        seeder.school(school, min(FILES_PER_SCHOOL, count - start))
        if not start:
            compare_with_real_grant(seeder.seeded)
    return seeder.seeded


if __name__ == "__main__":
    made = seed(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)
    print(f"{made.files} groeidocumenten, {len(made.ib)} IB'ers, {len(made.leerkracht)} leerkrachten, {len(made.ouder)} families.")
