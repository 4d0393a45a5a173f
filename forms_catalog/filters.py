"""The filters of the catalogue. Choices come from the address, so that a filtered list can be shared; unknown choices are left out, and said so.

Within a group any choice counts, between groups all do. The number of questions to the database is fixed: it grows neither with the formulieren
nor with the choices. No filter joins, so no question has to sort out doubles.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q
from django.http import QueryDict
from wagtail.models import Site

from .kenmerken import Doelgroep, Kenmerk, Onderwijstype, Thema
from .keuzes import Categorie, Soort, Status, Taal
from .models import Formulier, FormulierBestand, FormulierQuerySet

MAX_WOORDEN = 8
MAX_VRAAG = 200
# Of an unknown choice, how much is repeated to the visitor, and how many of them.
MAX_GENOEMD = 40
MAX_MELDINGEN = 5

# Name in the address → heading, and the field that stores the choice.
KEUZES: dict[str, tuple[str, str, list[tuple[str, str]]]] = {
    "soort": ("Soort", "soort", list(Soort.choices)),
    "categorie": ("Ondersteuning", "categorie", list(Categorie.choices)),
    "status": ("Status", "stand_nu", [choice for choice in Status.choices if choice[0] != Status.CONCEPT]),
}
KENMERKEN: dict[str, tuple[str, str, type[Kenmerk]]] = {
    "doelgroep": ("Voor wie", "doelgroepen", Doelgroep),
    "onderwijstype": ("Onderwijs", "onderwijstypen", Onderwijstype),
    "thema": ("Onderwerp", "themas", Thema),
}
TAAL = ("taal", "Taal")
# The order in which a visitor sees the groups.
VOLGORDE = ("doelgroep", "thema", "soort", "onderwijstype", "categorie", "status", "taal")

SORTERINGEN: dict[str, tuple[str, list[Any]]] = {
    "titel": ("Titel (a tot z)", ["titel", "pk"]),
    "nieuwste": ("Nieuwste versie eerst", [F("versiedatum").desc(nulls_last=True), "titel", "pk"]),
    "herziening": ("Eerst wat wordt herzien", [F("volgende_herziening").asc(nulls_last=True), "titel", "pk"]),
}
ZOEKVELDEN = ("titel", "omschrijving", "wanneer", "wie_vult_in", "leerjaren")


@dataclass(frozen=True)
class Option:
    """One choice: its code in the address, its name, how many formulieren it would show, whether it is chosen."""

    code: str
    naam: str
    aantal: int
    gekozen: bool


@dataclass(frozen=True)
class Facet:
    """One group of choices."""

    naam: str
    titel: str
    opties: list[Option]

    @property
    def is_open(self) -> bool:
        """Whether a choice in the group was made."""
        return any(option.gekozen for option in self.opties)


@dataclass(frozen=True)
class Chosen:
    """A choice that was made, and the query string of the same list without it."""

    titel: str
    naam: str
    zonder: str


class Selection:
    """What a visitor chose, and what that leaves of the catalogue of one site."""

    def __init__(self, data: QueryDict, site: Site | None) -> None:
        self._data, self._site = data, site
        self.meldingen: list[str] = []
        self._keys: dict[str, dict[str, int]] = {}
        self._choices = {name: choices for name, (_, _, choices) in KEUZES.items()} | {TAAL[0]: list(Taal.choices)}
        for name, (_, _, model) in KENMERKEN.items():
            rows = list(model.objects.values_list("code", "naam", "pk"))
            self._choices[name] = [(code, label) for code, label, _ in rows]
            self._keys[name] = {code: key for code, _, key in rows}
        self.chosen = {name: self._read(name) for name in VOLGORDE}
        self.vraag, self._woorden = self._read_question()
        self.sortering = data.get("sorteer") or "titel"
        if self.sortering not in SORTERINGEN:
            self._unknown("Sorteren", [self.sortering])
            self.sortering = "titel"

    def formulieren(self, without: str = "") -> FormulierQuerySet:
        """The public formulieren that fit the question and every group of choices, except the group named by `without`."""
        found = Formulier.objects.on_site(self._site).public().with_stand().order_by()
        for woord in self._woorden:
            match = Q()
            for field in ZOEKVELDEN:
                match |= Q(**{f"{field}__icontains": woord})
            found = found.filter(match)
        for name, codes in self.chosen.items():
            if codes and name != without:
                found = found.filter(self._condition(name, codes))
        return found

    def sorted(self) -> FormulierQuerySet:
        """What is left, in the order that was asked."""
        return self.formulieren().order_by(*SORTERINGEN[self.sortering][1])

    def codes(self, name: str) -> list[str]:
        """Every choice that a group has."""
        return [code for code, _ in self._choices[name]]

    def facets(self) -> list[Facet]:
        """Every group with, per choice, the number of formulieren it would give next to the other groups; empty choices are left out."""
        return [self._facet(name) for name in VOLGORDE]

    def chosen_options(self) -> Iterator[Chosen]:
        """Every choice made, the question included, each with the way to take it back."""
        if self.vraag:
            yield Chosen("Zoeken", f"“{self.vraag}”", self._query_without("q", None))
        for name in VOLGORDE:
            labels = dict(self._choices[name])
            for code in self.chosen[name]:
                yield Chosen(_titel(name), labels[code], self._query_without(name, code))

    @property
    def aantal_keuzes(self) -> int:
        """How many choices were made in the groups."""
        return sum(len(codes) for codes in self.chosen.values())

    def _read(self, name: str) -> list[str]:
        asked = [value for value in self._data.getlist(name) if value]
        known = self.codes(name)
        self._unknown(_titel(name), [value for value in dict.fromkeys(asked) if value not in known])
        return [code for code in known if code in asked]

    def _read_question(self) -> tuple[str, list[str]]:
        question = " ".join(self._data.get("q", "").replace("\x00", "").split())
        if not question:
            return "", []
        if len(question) > MAX_VRAAG:
            self.meldingen.append(f"Uw zoekvraag is te lang en telt niet mee. Gebruik hoogstens {MAX_VRAAG} tekens.")
            return "", []
        words = list(dict.fromkeys(re.findall(r"\w+", question.casefold())))
        if not words:
            self.meldingen.append("In uw zoekvraag staat geen woord. Typ bijvoorbeeld: toestemming.")
            return "", []
        if len(words) > MAX_WOORDEN:
            self.meldingen.append(f"Wij zoeken met de eerste {MAX_WOORDEN} woorden van uw vraag.")
        return question, words[:MAX_WOORDEN]

    def _unknown(self, titel: str, values: list[str]) -> None:
        for value in values:
            if len(self.meldingen) < MAX_MELDINGEN:
                shown = value if len(value) <= MAX_GENOEMD else f"{value[:MAX_GENOEMD]}…"
                self.meldingen.append(f"Bij “{titel}” kennen wij de keuze “{shown}” niet. Die telt niet mee.")

    def _condition(self, name: str, codes: list[str]) -> Q:
        if name in KEUZES:
            return Q(**{f"{KEUZES[name][1]}__in": codes})
        if name == TAAL[0]:
            return Q(taal__in=codes) | Q(pk__in=FormulierBestand.objects.filter(taal__in=codes).order_by().values("formulier"))
        keys = [self._keys[name][code] for code in codes]
        through, column = _through(name)
        return Q(pk__in=through.filter(**{f"{column}__in": keys}).values("formulier"))

    def _facet(self, name: str) -> Facet:
        counts = self._counts(name)
        options = [Option(code, label, counts.get(code, 0), code in self.chosen[name]) for code, label in self._choices[name]]
        return Facet(name, _titel(name), [option for option in options if option.aantal or option.gekozen])

    def _counts(self, name: str) -> dict[str, int]:
        found = self.formulieren(without=name)
        if name in KEUZES:
            field = KEUZES[name][1]
            return dict(found.values_list(field).annotate(Count("pk")))
        if name == TAAL[0]:
            return self._taal_counts(found)
        through, column = _through(name)
        rows = dict(through.filter(formulier__in=found.values("pk")).values_list(column).annotate(Count("pk")))
        return {code: rows.get(key, 0) for code, key in self._keys[name].items()}

    @staticmethod
    def _taal_counts(found: FormulierQuerySet) -> dict[str, int]:
        """The formulieren in a language, and those that have a file in it."""
        counts: dict[str, int] = dict(found.values_list("taal").annotate(Count("pk")))
        files = (
            FormulierBestand.objects.filter(formulier__in=found.values("pk")).exclude(taal="").exclude(taal=F("formulier__taal")).order_by()
        )
        for taal, aantal in files.values_list("taal").annotate(Count("formulier", distinct=True)):
            counts[taal] = counts.get(taal, 0) + aantal
        return counts

    def _query_without(self, name: str, code: str | None) -> str:
        """The query string with every choice that counts but this one, from the first page."""
        query = QueryDict(mutable=True)
        if self.vraag and name != "q":
            query["q"] = self.vraag
        for other, codes in self.chosen.items():
            query.setlist(other, [value for value in codes if (other, value) != (name, code)])
        if self.sortering != "titel":
            query["sorteer"] = self.sortering
        return query.urlencode()


def _titel(name: str) -> str:
    return TAAL[1] if name == TAAL[0] else (KEUZES.get(name) or KENMERKEN[name])[0]


def _through(name: str) -> tuple[Any, str]:
    """The rows that tie formulieren to one kind of kenmerk, and the column that names the kenmerk."""
    _, field, model = KENMERKEN[name]
    return getattr(Formulier, field).through.objects, f"{model._meta.model_name}_id"
