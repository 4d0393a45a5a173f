"""What a page shows of a compared file: one kind of outcome, one page of it, with the pupils whom it names."""

from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from groeidocumenten.dossiers.access import Viewer, leerlingen_for
from groeidocumenten.dossiers.models import Leerling

from .bewaren import gone_of, outcomes_of, rows_of
from .edexml import Gegevens
from .models import Inleesronde
from .vergelijken import Reden, Uitkomst, Uitslag

PER_PAGE = 50
MOST_DOUBTS = 200
WEG = "weg"
SOORTEN = {
    Uitslag.NIEUW.value: "Nieuw",
    Uitslag.GEWIJZIGD.value: "Gewijzigd",
    Uitslag.TWIJFEL.value: "Twijfel",
    WEG: "Niet in het bestand",
    Uitslag.ZELFDE.value: "Niets veranderd",
    Uitslag.ELDERS.value: "Andere vestiging",
}
VELDEN = {
    "voornaam": "Voornaam",
    "tussenvoegsel": "Tussenvoegsel",
    "achternaam": "Achternaam",
    "geboortedatum": "Geboortedatum",
    "groep": "Groep",
    "jaargroep": "Jaargroep",
    "sleutel": "Sleutel",
}
REDENEN = {
    Reden.ANDERE_SLEUTEL: "Naam en geboortedatum zijn gelijk, maar de sleutel is anders. Dat gebeurt als de school een andere administratie kreeg.",
    Reden.ANDERE_DAG: "De sleutel is gelijk, maar de geboortedatum is anders.",
    Reden.DUBBEL: "Naam en geboortedatum staan er meer dan één keer. Zoek uit wie wie is en voeg deze leerling zelf toe, of wijzig de gegevens zelf.",
}


@dataclass(frozen=True)
class Regel:
    """One pupil on the page."""

    nummer: int
    naam: str
    geboren: str
    groep: str
    leerling: str = ""
    wat: tuple[tuple[str, str, str], ...] = ()
    reden: str = ""
    keuze: bool = False


class Tonen:
    """One page of one kind. Opens no more pieces than it shows."""

    def __init__(self, viewer: Viewer, ronde: Inleesronde, soort: str = "", pagina: str | None = None) -> None:
        """Nothing is looked up yet."""
        self.viewer, self.ronde = viewer, ronde
        self.soort = soort if soort in SOORTEN else self._first()
        self.pagina = Paginator(range(getattr(ronde, self.soort)), PER_PAGE).get_page(pagina)

    def _first(self) -> str:
        """The kind that asks most attention; doubtful ones stand above, together."""
        order = (Uitslag.GEWIJZIGD, Uitslag.NIEUW, WEG)
        return next((str(kind) for kind in order if getattr(self.ronde, str(kind))), Uitslag.ZELFDE.value)

    @cached_property
    def regels(self) -> list[Regel]:
        """The pupils; three queries at most, whatever their number."""
        skip = (self.pagina.number - 1) * PER_PAGE
        if self.soort == WEG:
            wanted = gone_of(self.ronde)[skip : skip + PER_PAGE]
            found = self._pupils(wanted)
            return [_of_pupil(found[pk]) for pk in wanted if pk in found]
        pairs = self._pairs(skip, PER_PAGE)
        found = self._pupils([one.leerling for _, one in pairs if one.leerling])
        return [_line(row, one, found.get(one.leerling)) for row, one in pairs]

    @cached_property
    def twijfels(self) -> list[Regel]:
        """The doubtful pupils, all together because they are confirmed together; as many as fit on a page that somebody can read."""
        if not self.ronde.twijfel:
            return []
        other = Tonen(self.viewer, self.ronde, Uitslag.TWIJFEL.value)
        pairs = other._pairs(0, MOST_DOUBTS)
        found = self._pupils([one.leerling for _, one in pairs if one.leerling])
        return [_line(row, one, found.get(one.leerling)) for row, one in pairs]

    def _pairs(self, skip: int, most: int) -> list[tuple[Gegevens, Uitkomst]]:
        wanted, before, pairs = [], 0, []
        for pk, counts in self.ronde.delen.values_list("pk", "aantallen"):
            here = counts.get(self.soort, 0)
            if here and before < skip + most and before + here > skip:
                wanted.append((pk, before))
            before += here
        delen = {deel.pk: deel for deel in self.ronde.delen.filter(pk__in=[pk for pk, _ in wanted])}
        for pk, start in wanted:
            deel = delen[pk]
            kind = [(row, one) for row, one in zip(rows_of(deel), outcomes_of(deel), strict=True) if one.uitslag == self.soort]
            pairs += kind[max(0, skip - start) : skip + most - start]
        return pairs

    def _pupils(self, pks: list[str]) -> dict[str, Leerling]:
        mine = leerlingen_for(self.viewer).filter(school=self.ronde.school, pk__in=[UUID(pk) for pk in pks])
        return {str(one.pk): one for one in mine}


def _of_pupil(leerling: Leerling) -> Regel:
    return Regel(0, leerling.naam, f"{leerling.geboortedatum:%d-%m-%Y}", leerling.groep, str(leerling.pk))


def _line(row: Gegevens, one: Uitkomst, leerling: Leerling | None) -> Regel:
    naam = " ".join(part for part in (row.roepnaam, row.voorvoegsel, row.achternaam) if part)
    wat = tuple((VELDEN[field], old, new) for field, old, new in one.wat if field != "sleutel" or one.uitslag == Uitslag.GEWIJZIGD)
    return Regel(
        one.nummer,
        naam,
        f"{row.geboortedatum:%d-%m-%Y}",
        leerling.groep if leerling else row.jaargroep,
        one.leerling,
        wat,
        REDENEN.get(Reden(one.reden), "") if one.reden else "",
        keuze=bool(one.leerling) and one.uitslag == Uitslag.TWIJFEL,
    )
