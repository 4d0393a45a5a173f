"""Invented people and schools. Nobody here exists; names are common ones, BRIN numbers start with 99, which no school has."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from wagtail.models import Site

from accounts.access import join_school
from accounts.inloggen.stempel import must_have
from accounts.inloggen.tweede_stap import set_up
from accounts.models import Bestuur, Lidmaatschap, Onderwijstype, Rol, Samenwerkingsverband, School, Soort, User


@dataclass(frozen=True)
class Person:
    """A demo account: user name, name, kind, and what the table on the terminal says about it."""

    username: str
    first_name: str
    last_name: str
    soort: Soort
    about: str


PEOPLE = (
    Person("redactie", "Sanne", "Visser", Soort.REDACTEUR, "redacteur van het samenwerkingsverband: schrijft pagina's en formats"),
    Person("eindredactie", "Karim", "Haddad", Soort.REDACTEUR, "eindredacteur: publiceert pagina's en formulieren, keurt formats goed"),
    Person("beheer", "Tom", "Kuipers", Soort.REDACTEUR, "beheerder: scholen en het samenwerkingsverband, geen dossiers"),
    Person("anja", "Anja", "de Vries", Soort.MEDEWERKER, "intern begeleider van De Regenboog (basisschool)"),
    Person("mehmet", "Mehmet", "Yıldız", Soort.MEDEWERKER, "intern begeleider van De Horizon (speciaal basisonderwijs)"),
    Person("joke", "Joke", "Bakker", Soort.MEDEWERKER, "leerkracht van Noor op De Regenboog"),
    Person("ria", "Ria", "Smit", Soort.MEDEWERKER, "directeur van De Regenboog: ziet aantallen, geen inhoud; beheert wie er werkt"),
    Person("fatima", "Fatima", "el Amrani", Soort.OUDER, "moeder van Noor"),
    Person("peter", "Peter", "Jansen", Soort.OUDER, "vader van Noor, woont op een ander adres"),
    Person("noor", "Noor", "Jansen", Soort.LEERLING, "leerling, groep 6"),
)
SCHOLEN = (
    ("De Regenboog", "99AA", Onderwijstype.BAO, "Schoollaan 1, Westhoek", "0200 000 001"),
    ("De Horizon", "99AB", Onderwijstype.SBO, "Dijkweg 12, Westhoek", "0200 000 002"),
    ("Het Baken College", "99AC", Onderwijstype.VO, "Havenplein 3, Westhoek", "0200 000 003"),
)
ROLLEN = (
    ("anja", "De Regenboog", Rol.IB),
    ("mehmet", "De Horizon", Rol.IB),
    ("joke", "De Regenboog", Rol.LEERKRACHT),
    ("ria", "De Regenboog", Rol.DIRECTEUR),
)


def load_people(*, password: str, site: Site) -> dict[str, User]:
    """Make the samenwerkingsverband, its schools and everybody with an account; returns people by user name."""
    swv = Samenwerkingsverband.objects.create(naam="Samenwerkingsverband De Westhoek", site=site)
    bestuur = Bestuur.objects.create(naam="Stichting Onderwijs Westhoek", nummer="99001")
    scholen = {
        naam: School.objects.create(
            samenwerkingsverband=swv,
            bestuur=bestuur,
            naam=naam,
            brin=brin,
            vestiging="00",
            onderwijstype=onderwijstype,
            adres=adres,
            telefoon=telefoon,
        )
        for naam, brin, onderwijstype, adres, telefoon in SCHOLEN
    }
    people = {person.username: _account(person, password) for person in PEOPLE}
    began = timezone.localdate() - timedelta(days=400)
    for username, school, rol in ROLLEN:
        join_school(user=people[username], school=scholen[school], rol=rol, van=began)
    for username, rol in (("redactie", Rol.REDACTEUR), ("eindredactie", Rol.REDACTEUR), ("beheer", Rol.BEHEERDER)):
        Lidmaatschap.objects.create(gebruiker=people[username], samenwerkingsverband=swv, rol=rol, van=began)
    return people


def give_second_step(people: dict[str, User], *, secret: str) -> None:
    """Give everybody who must have a second step one with this secret, by the act of the product; parents and pupils may set one up themselves."""
    for username, user in people.items():
        if must_have(user):
            people[username] = set_up(user=user, secret=secret, step=0)


def _account(person: Person, password: str) -> User:
    user = User(username=person.username, first_name=person.first_name, last_name=person.last_name, soort=person.soort)
    user.email = f"{person.username}@demo.example"
    user.set_password(password)
    user.save()
    return user
