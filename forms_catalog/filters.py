"""The filters of the catalogue. Choices come from the address, so that a filtered list can be shared; unknown choices are ignored."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.http import QueryDict

from .models import Doelgroep, Formulier, FormulierQuerySet, Kenmerk, Onderwijstype, Soort, Thema


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
        """Whether the group is shown unfolded: when a choice in it was made."""
        return any(option.gekozen for option in self.opties)


# Name in the address → heading, field on Formulier, and where the choices come from. Within a group any choice counts, between groups all do.
KENMERKEN: dict[str, tuple[str, str, type[Kenmerk]]] = {
    "doelgroep": ("Voor wie", "doelgroepen", Doelgroep),
    "onderwijstype": ("Onderwijs", "onderwijstypen", Onderwijstype),
    "thema": ("Onderwerp", "themas", Thema),
}


class Selection:
    """What a visitor chose, and what that leaves of the catalogue."""

    def __init__(self, data: QueryDict) -> None:
        self._choices: dict[str, list[tuple[str, str]]] = {"soort": list(Soort.choices)}
        for name, (_, _, model) in KENMERKEN.items():
            self._choices[name] = list(model.objects.values_list("code", "naam"))
        self.chosen = {name: [code for code, _ in choices if code in data.getlist(name)] for name, choices in self._choices.items()}

    def formulieren(self, without: str = "") -> FormulierQuerySet:
        """The public formulieren that fit every group of choices, except the group named by `without`."""
        found = Formulier.objects.public()
        for name, codes in self.chosen.items():
            if codes and name != without:
                found = found.filter(soort__in=codes) if name == "soort" else found.filter(**{f"{KENMERKEN[name][1]}__code__in": codes})
        return found.distinct()

    def chosen_labels(self) -> list[str]:
        """The names of all choices made, to say above the list what it shows."""
        return [label for name, choices in self._choices.items() for code, label in choices if code in self.chosen[name]]

    def facets(self) -> list[Facet]:
        """Every group with, per choice, the number of formulieren it would give next to the other groups; empty choices are left out."""
        return [
            self._facet("soort", "Soort", self._soort_counts),
            *(self._facet(name, KENMERKEN[name][0], self._kenmerk_counts) for name in KENMERKEN),
        ]

    def _facet(self, name: str, titel: str, count: Callable[[str], dict[str, int]]) -> Facet:
        counts = count(name)
        options = [Option(code, label, counts.get(code, 0), code in self.chosen[name]) for code, label in self._choices[name]]
        return Facet(name, titel, [option for option in options if option.aantal or option.gekozen])

    def _soort_counts(self, name: str) -> dict[str, int]:
        ids = self.formulieren(without=name).values("pk")
        rows: Any = Formulier.objects.filter(pk__in=ids).order_by().values_list("soort").annotate(Count("pk"))
        return dict(rows)

    def _kenmerk_counts(self, name: str) -> dict[str, int]:
        ids = self.formulieren(without=name).values("pk")
        model = KENMERKEN[name][2]
        rows: Any = model.objects.order_by().annotate(aantal=Count("formulieren", filter=Q(formulieren__in=ids), distinct=True))
        return dict(rows.values_list("code", "aantal"))
