"""A filled-in example of any format: what a school might really write, the same each time, about a pupil who does not exist.

For the preview, the test run and the estimate of printed pages. Texts are as long as people make them, and fit the question where a word in it
is known; every answer fits the JSON Schema and the form of the format.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from . import example_texts as texts
from .answers import HERKOMST, has_answer
from .example_rows import GEGEVENS, START, between, cut, in_order, matrix, measured, person, picked, row_of, seed_of, short, signature, some
from .prefill import BRONNEN
from .schema import (
    AnyVeld,
    Bank,
    Bestand,
    Datum,
    FormatSchema,
    Gegeven,
    Getal,
    Groepkeuze,
    JaNee,
    Keuze,
    KorteTekst,
    LangeTekst,
    Matrix,
    Meerkeuze,
    Ondertekening,
    OpgemaakteTekst,
    Persoon,
    PictogramKeuze,
    Rijen,
    Schaal,
    Veld,
)

# As many rows as people fill in; of wide rows, such as goals with their whole approach, fewer.
ROWS, WIDE_ROWS, WIDE = 3, 2, 6
FILLED_BEFOREHAND = {
    "leerling.naam": texts.LEERLING,
    "leerling.geboortedatum": "2016-05-14",
    "school.naam": texts.SCHOOL,
    "school.brin": texts.BRIN,
    "bestuur.naam": "Stichting Onderwijs onder de Bomen",
    "school.directeur": "R. Smit",
    "ib.naam": "S. Hoekstra",
    "vandaag": START.isoformat(),
}


def example_answers(schema: FormatSchema) -> dict[str, dict[str, Any]]:
    """The answers of a filled-in example, {section key: {field key: answer}}.

    What a condition asks for is chosen where that can be, so that the example shows as much of the format as one file can.
    """
    example = _Example(schema)
    filled: dict[str, dict[str, Any]] = {}
    for _deel, sectie in schema.secties():
        answers = {veld.key: example.answer(veld) for veld in sectie.velden if has_answer(veld)}
        origins = {veld.key: _origin(answers[veld.key]) for veld in sectie.velden if has_answer(veld) and _from_register(veld)}
        filled[sectie.key] = answers | ({HERKOMST: origins} if origins else {})
    return filled


class _Example:
    """Answers one format; `wanted` are the answers that conditions elsewhere hope for, by question."""

    def __init__(self, schema: FormatSchema) -> None:
        self._schema = schema
        self._wanted: dict[str, tuple[str, ...]] = {}
        parts = [part for deel, sectie, veld in schema.velden() for part in (deel, sectie, veld)]
        for voorwaarde in (voorwaarde for part in parts for voorwaarde in part.voorwaarden):
            if voorwaarde.vergelijking in ("is", "minstens", "hoogstens"):
                self._wanted.setdefault(voorwaarde.bron, voorwaarde.waarden)
        for veld in schema.veld_by_key.values():
            if isinstance(veld, Keuze) and veld.afhankelijk_van:  # an answer under which there is something to choose
                self._wanted.setdefault(veld.afhankelijk_van, tuple(groep.label for groep in veld.groepen))

    def answer(self, veld: AnyVeld, busy: frozenset[str] = frozenset()) -> Any:
        """The answer to one field. `busy`: questions that wait for this one, should dependent choices make a circle."""
        match veld:
            case KorteTekst():
                return cut(FILLED_BEFOREHAND.get(veld.voorvullen) or short(veld.label, veld.voorbeelden), veld.max_lengte)
            case LangeTekst():
                return _fit(_sentences(veld), veld.max_lengte)
            case OpgemaakteTekst():
                return _fit(_sentences(veld), veld.max_lengte, _marked)
            case Gegeven():
                return GEGEVENS[veld.vorm]
            case Getal():
                return self._number(veld)
            case Datum():
                return FILLED_BEFOREHAND.get(veld.voorvullen) or _date(veld.label, veld.key, year_only=veld.ook_jaar)
            case Keuze():
                return self._choice(veld, busy)
            case Meerkeuze():
                wanted = [optie for optie in veld.opties if optie in self._wanted.get(veld.key, ())]
                return in_order(veld.opties, [*wanted, *some(veld.opties, veld.key, 2)])
            case PictogramKeuze():
                labels = tuple(optie.label for optie in veld.opties)
                return some(labels, veld.key, 2 if veld.meer else 1)
            case JaNee():
                said = next((waarde for waarde in self._wanted.get(veld.key, ()) if waarde in ("ja", "nee")), "ja")
                return {"antwoord": said, "toelichting": texts.OPMERKING[seed_of(veld.key) % len(texts.OPMERKING)]}
        return self._compound(veld)

    def _compound(self, veld: AnyVeld) -> Any:
        match veld:
            case Groepkeuze():
                chosen = self._ticked(veld)
                return {
                    "gekozen": chosen,
                    "groepen": {optie.key: row_of(optie.kolommen, 0, empty=optie.key not in chosen) for optie in veld.opties},
                }
            case Rijen():
                return [row_of(veld.kolommen, number) for number in range(_rows(veld))]
            case Schaal():
                return measured(veld)
            case Bank():
                return picked(veld)
            case Persoon():
                return [person(veld, number) for number in range(min(max(2, veld.min_rijen), veld.max_rijen))]
            case Matrix():
                return matrix(veld)
            case Bestand():
                names = {"document": "Verslag van het onderzoek.pdf", "foto": "Foto van de werkplek.jpg", "tekening": "Tekening.png"}
                return [{"id": "voorbeeld", "naam": names[veld.soort]}]
            case Ondertekening():
                return {slot.key: [signature(slot.betekenissen[0], slot.rol)] if slot.betekenissen else [] for slot in veld.slots}
        raise ValueError(f"Van {veld.type} is geen voorbeeld.")

    def _choice(self, veld: Keuze, busy: frozenset[str]) -> str:
        opties = veld.opties
        source = self._schema.veld_by_key.get(veld.afhankelijk_van)
        if isinstance(source, Keuze) and source.key not in busy:
            above = self.answer(source, busy | {veld.key})
            opties = next((groep.opties for groep in veld.groepen if groep.label == above), ())
        wanted = [waarde for waarde in self._wanted.get(veld.key, ()) if waarde in opties]
        return next(iter(wanted or some(opties, veld.key, 1)), "")

    def _ticked(self, veld: Groepkeuze) -> list[str]:
        wanted = [optie.key for optie in veld.opties if optie.label in self._wanted.get(veld.key, ())]
        with_questions = [optie.key for optie in veld.opties if optie.kolommen]
        keys = tuple(optie.key for optie in veld.opties)
        return in_order(keys, [*wanted, *(with_questions or keys)[:2]])

    def _number(self, veld: Getal) -> str:
        wanted = next(iter(self._wanted.get(veld.key, ())), "").replace(",", ".")
        if wanted.replace(".", "", 1).isdecimal() and "." not in wanted:
            return wanted
        return between(veld.minimum, veld.maximum, seed_of(veld.key), veld.decimalen)


def _sentences(veld: Veld) -> tuple[str, ...]:
    if veld.voorbeelden:
        return veld.voorbeelden[:4]
    by_invuller = {"ouder": texts.OUDER, "leerling": texts.LEERLING_ZEGT, "deskundige": texts.DESKUNDIGE}
    if veld.invuller in by_invuller:
        return by_invuller[veld.invuller]
    return next((said for word, said in texts.LANG if word in veld.label.lower()), texts.LANG_ANDERS)


def _rows(veld: Rijen) -> int:
    return min(max(WIDE_ROWS if len(veld.kolommen) > WIDE else ROWS, veld.min_rijen), veld.max_rijen)


def _marked(sentences: Sequence[str]) -> str:
    """The first sentence as a paragraph, the others as a list."""
    return "\n".join([f"**{sentences[0]}**", "", *(f"- {sentence}" for sentence in sentences[1:])]).strip()


def _fit(sentences: Sequence[str], length: int, write: Callable[[Sequence[str]], str] = " ".join) -> str:
    """As many sentences as fit; of the first one a piece if even that does not."""
    for amount in range(len(sentences), 0, -1):
        if len(text := write(sentences[:amount])) <= length:
            return text
    return cut(sentences[0], length)


def _date(label: str, key: str, *, year_only: bool = False) -> str:
    if "geboorte" in label.lower():
        return "2016-05-14"
    if year_only:
        return "2022"
    return (START + timedelta(days=seed_of(key) % 60)).isoformat()


def _from_register(veld: AnyVeld) -> bool:
    return veld.voorvullen in BRONNEN and veld.voorvullen != "vandaag" and isinstance(veld, KorteTekst | Datum | Gegeven)


def _origin(value: Any) -> dict[str, Any]:
    return {"waarde": value, "bron": "het schoolregister", "op": START.isoformat()}
