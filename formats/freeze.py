"""Freezing: from what stands in the editor to a schema that never changes, or a list of what must be put right first.

Everything is written out, defaults included, because a block that is missing from stored editor data gets *today's* default when it is read.
"""

import re
import uuid
from typing import Any

from django.core.exceptions import ValidationError
from pydantic import ValidationError as SchemaError

from .schema import AnyVeld, Datum, Deel, FormatSchema, JaNee, Keuze, Kolom, KorteTekst, LangeTekst, Meerkeuze, Rijen, Sectie
from .text import clean_text

_KEY = re.compile(r"[0-9A-Za-z-]{1,64}")
_VELDEN: dict[str, type[Any]] = {
    "korte_tekst": KorteTekst,
    "lange_tekst": LangeTekst,
    "keuze": Keuze,
    "meerkeuze": Meerkeuze,
    "datum": Datum,
    "ja_nee": JaNee,
    "rijen": Rijen,
}


def freeze(stream_value: Any, *, titel: str, soort: str, onderwijstypen: Any) -> FormatSchema:
    """Freeze what an editor composed.

    Args:
        stream_value: the value of a StreamField made of FormatBlock.
        titel: the name of the format.
        soort: one of formats.models.Soort.
        onderwijstypen: the codes of the kinds of education it is meant for.

    Raises:
        ValidationError: with one Dutch message per problem, each naming its place ("Deel 2, sectie ‘Doelen’: …").
    """
    schema, problems = freeze_leniently(stream_value, titel=titel, soort=soort, onderwijstypen=onderwijstypen)
    if problems or schema is None:
        raise ValidationError(problems)
    return schema


def freeze_leniently(stream_value: Any, *, titel: str, soort: str, onderwijstypen: Any) -> tuple[FormatSchema | None, list[str]]:
    """The schema of everything that is right already, and the problems of the rest: what the preview of a draft shows."""
    freezer = _Freezer()
    delen = freezer.delen(stream_value)
    titel = clean_text(titel)
    if not titel:
        freezer.problem("Het format", "heeft nog geen titel.")
    try:
        schema = FormatSchema(titel=titel, soort=soort, onderwijstypen=tuple(sorted(set(onderwijstypen or ()))), delen=delen)
    except SchemaError:
        freezer.problem("Het format", "kies waarvoor dit format is.")
        schema = None
    return schema, freezer.problems


def _lines(text: Any) -> tuple[str, ...]:
    return tuple(line for raw in clean_text(text).split("\n") if (line := raw.strip()))


class _Freezer:
    """One pass over the blocks; it remembers the problems and which keys it has seen."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self._seen: set[str] = set()

    def problem(self, place: str, text: str) -> None:
        self.problems.append(f"{place}: {text}")

    def delen(self, stream_value: Any) -> tuple[Deel, ...]:
        result = tuple(self._deel(child, number) for number, child in enumerate(stream_value or (), 1))
        if not result:
            self.problem("Het format", "is nog leeg. Voeg een deel toe.")
        return result

    def _deel(self, child: Any, number: int) -> Deel:
        titel = clean_text(child.value.get("titel"))
        place = f"Deel {number}" + (f" ‘{titel}’" if titel else "")
        if not titel:
            self.problem(place, "dit deel heeft nog geen titel.")
        key = self._key(child, place, "dit deel")
        children = child.value.get("secties")
        secties = tuple(self._sectie(item, number, index) for index, item in enumerate(children.bound_blocks if children else (), 1))
        if not secties:
            self.problem(place, "voeg een sectie toe.")
        return Deel(key=key, titel=titel, uitleg=clean_text(child.value.get("uitleg")), secties=secties)

    def _sectie(self, child: Any, deel: int, number: int) -> Sectie:
        titel = clean_text(child.value.get("titel"))
        place = f"Deel {deel}, sectie " + (f"‘{titel}’" if titel else str(number))
        if not titel:
            self.problem(place, "deze sectie heeft nog geen titel.")
        key = self._key(child, place, "deze sectie")
        if not child.value.get("velden"):
            self.problem(place, "voeg een vraag toe.")
        velden = [self._veld(item, place, index) for index, item in enumerate(child.value.get("velden") or (), 1)]
        return Sectie(key=key, titel=titel, uitleg=clean_text(child.value.get("uitleg")), velden=tuple(v for v in velden if v is not None))

    def _veld(self, child: Any, sectie_place: str, number: int) -> AnyVeld | None:
        """The field, or None when it cannot be shown as it is."""
        value = child.value
        label = clean_text(value.get("label"))
        place = f"{sectie_place}, vraag " + (f"‘{label}’" if label else str(number))
        before = len(self.problems)
        if not label:
            self.problem(place, "schrijf op wat u wilt vragen.")
        parts = {
            "key": self._key(child, place, "deze vraag"),
            "label": label,
            "hulptekst": clean_text(value.get("hulptekst")),
            "invuller": value.get("invuller") or "school",
            "eis": "gewenst" if value.get("verplicht") else "vrij",
            **self._own_parts(child.block_type, value, place),
        }
        if len(self.problems) > before:
            return None
        try:
            return _VELDEN[child.block_type](**parts)
        except SchemaError:
            self.problem(place, "deze vraag is niet goed ingesteld. Kijk de instellingen na.")
            return None

    def _own_parts(self, block_type: str, value: Any, place: str) -> dict[str, Any]:
        """What only this type of field has."""
        match block_type:
            case "korte_tekst" | "lange_tekst":
                default = _VELDEN[block_type].model_fields["max_lengte"].default
                return {"max_lengte": value.get("max_lengte") or default}
            case "keuze" | "meerkeuze":
                return {"opties": self._opties(value.get("opties"), place)}
            case "ja_nee":
                return {"toelichting_label": clean_text(value.get("toelichting_label")) or "Toelichting"}
            case "rijen":
                default = Rijen.model_fields["max_rijen"].default
                return {"kolommen": self._kolommen(value.get("kolommen"), place), "max_rijen": value.get("max_rijen") or default}
        return {}

    def _kolommen(self, children: Any, place: str) -> tuple[Kolom, ...]:
        bound_blocks = children.bound_blocks if children else ()
        if not bound_blocks:
            self.problem(place, "voeg een kolom toe.")
        result, keys = [], set()
        for number, child in enumerate(bound_blocks, 1):
            label = clean_text(child.value.get("label"))
            kolom_place = f"{place}, kolom " + (f"‘{label}’" if label else str(number))
            if not label:
                self.problem(kolom_place, "geef deze kolom een naam.")
            if child.id in keys or not _KEY.fullmatch(child.id):
                self.problem(kolom_place, "deze kolom staat er twee keer, door kopiëren en plakken. Haal de kopie weg en maak die opnieuw.")
            keys.add(child.id)
            type_ = child.value.get("type") or "korte_tekst"
            opties = self._opties(child.value.get("opties"), kolom_place) if type_ == "keuze" else ()
            try:
                result.append(Kolom(key=child.id, label=label, type=type_, opties=opties))
            except SchemaError:
                self.problem(kolom_place, "kies een soort voor deze kolom.")
        return tuple(result)

    def _opties(self, text: Any, place: str) -> tuple[str, ...]:
        opties = _lines(text)
        if len(opties) < 2:
            self.problem(place, "zet er ten minste twee antwoorden in, elk op een eigen regel.")
        for optie in dict.fromkeys(o for o in opties if opties.count(o) > 1):
            self.problem(place, f"het antwoord ‘{optie}’ staat er twee keer.")
        return opties

    def _key(self, child: Any, place: str, what: str) -> str:
        """The block's id; answers are stored under it, so two blocks may never share one."""
        if not child.id:
            # A block that was never saved has no id yet; giving it here means that the page stores the same one.
            child.id = str(uuid.uuid4())
        if not _KEY.fullmatch(child.id):
            self.problem(place, f"{what} is beschadigd. Haal dit weg en maak het opnieuw.")
        elif child.id in self._seen:
            self.problem(place, f"{what} staat er twee keer, door kopiëren en plakken. Haal de kopie weg en maak die opnieuw.")
        self._seen.add(child.id)
        return child.id
