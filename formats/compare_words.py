"""How the attributes of a format and their values are called in Dutch, for whoever compares two versions. Only the compare modules enter."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .prefill import BRONNEN, EERDER
from .schema import FormatSchema
from .words import BETEKENISSEN, INVULLERS, readable_conditions

MAX_SHOWN = 300

SOORTEN: Mapping[str, str] = {
    "korte_tekst": "korte tekst",
    "lange_tekst": "lange tekst",
    "opgemaakte_tekst": "opgemaakte tekst",
    "gegeven": "gegeven met een vaste vorm",
    "getal": "getal",
    "datum": "datum",
    "berekend": "berekend antwoord",
    "keuze": "keuze",
    "meerkeuze": "meerkeuze",
    "pictogram_keuze": "keuze met plaatjes",
    "groepkeuze": "keuze met eigen vragen per optie",
    "ja_nee": "ja of nee",
    "rijen": "herhaalbare regels",
    "schaal": "schaal",
    "bank": "keuze uit een bank",
    "persoon": "personen",
    "matrix": "tabel met vaste rijen",
    "bestand": "bestand",
    "ondertekening": "ondertekening",
    "toelichting": "toelichting",
    "telefoon": "telefoonnummer",
    "email": "e-mailadres",
}
_SPOKEN: Mapping[str, Mapping[str, str]] = {
    "invuller": INVULLERS,
    "lezers": {"ouder": "ouders", "leerling": "de leerling", "deskundige": "deskundigen"},
    "eis": {"vrij": "vrij in te vullen", "gewenst": "gewenst", "verplicht": "verplicht"},
    "betekenissen": {key: value.lower() for key, value in BETEKENISSEN.items()},
    "eenheid": {"dagen": "dagen", "weken": "weken", "maanden": "maanden", "jaren": "jaren"},
    "formule": {
        "datum_plus": "een datum zoveel later",
        "leeftijd": "een leeftijd",
        "som": "een som",
        "verschil": "een verschil",
        "aantal": "een aantal",
    },
    "fase": {"plan": "het plan", "evaluatie": "de evaluatie"},
    "uit_register": {"gezag": "wie gezag heeft", "ib": "de intern begeleider", "leerkracht": "de leerkracht", "directeur": "de directeur"},
    "soort": {"opp": "OPP"},
}

# What an empty value means, where that is not simply nothing.
_NOTHING: Mapping[str, str] = {"lezers": "niemand", "voorwaarden": "altijd", "varianten": "alle", "minimum": "vrij", "maximum": "vrij"}

# Attribute → how a sentence names it. What stands in no list of names yet is called by its own name, without underscores.
NAMEN: Mapping[str, str] = {
    "titel": "de titel",
    "uitleg": "de uitleg",
    "soort": "de soort",
    "onderwijstypen": "de onderwijstypen",
    "label": "de vraag",
    "kindlabel": "de vraag in kindertaal",
    "hulptekst": "de hulptekst",
    "voorbeelden": "de voorbeeldzinnen",
    "invuller": "wie dit invult",
    "lezers": "wie dit naast de school leest",
    "eis": "het antwoord",
    "wettelijk": "het wettelijke onderdeel",
    "okr": "de categorie voor het onderwijskundig rapport",
    "vertrouwelijk": "hoe vertrouwelijk dit is",
    "leeg_printen": "of dit zonder antwoord wordt afgedrukt",
    "nvt": "of ‘niet van toepassing’ een antwoord is",
    "voorwaarden": "wanneer dit wordt gevraagd",
    "varianten": "in welke varianten dit staat",
    "voorvullen": "waarmee dit vooraf wordt ingevuld",
    "max_lengte": "het hoogste aantal tekens",
    "vorm": "de vorm van het gegeven",
    "minimum": "het laagste getal",
    "maximum": "het hoogste getal",
    "decimalen": "het aantal cijfers na de komma",
    "eenheid": "de eenheid",
    "ook_jaar": "of alleen een jaar ook mag",
    "formule": "wat er wordt berekend",
    "bronnen": "waaruit wordt gerekend",
    "aantal": "het aantal",
    "opties": "de opties",
    "anders": "of ‘anders, namelijk’ mag",
    "groepen": "de kopjes boven de opties",
    "afhankelijk_van": "van welke vraag de opties afhangen",
    "lijst": "de lijst waaruit de opties komen",
    "pictogram": "het plaatje",
    "meer": "of meer dan één antwoord mag",
    "kolommen": "de kolommen",
    "kolommen_vrij": "de kolommen",
    "toelichting_label": "de vraag naar een toelichting",
    "max_rijen": "het hoogste aantal regels",
    "min_rijen": "het laagste aantal regels",
    "nummering": "of de regels genummerd zijn",
    "rij_naam": "hoe een regel heet",
    "laag": "wat de laagste waarde betekent",
    "hoog": "wat de hoogste waarde betekent",
    "bank": "de bank",
    "items": "wat er in de bank staat",
    "domein": "het domein",
    "richting": "de richting",
    "kindtaal": "de tekst in kindertaal",
    "gevoelig": "of dit gevoelig is",
    "eigen_tekst": "of eigen woorden mogen",
    "met_toelichting": "of er een toelichting bij kan",
    "met_invloed": "of de invloed wordt gevraagd",
    "met_bron": "of wordt gevraagd wie dit noemt",
    "onderdelen": "wat er van een persoon wordt gevraagd",
    "uit_register": "wie er uit het schoolregister wordt voorgesteld",
    "rijen": "de rijen",
    "kop": "het kopje",
    "schaal": "de schaal",
    "tekst_label": "de vraag naar tekst per rij",
    "uitbreidbaar": "of er eigen rijen bij mogen",
    "max_extra": "het hoogste aantal eigen rijen",
    "max_aantal": "het hoogste aantal bestanden",
    "slots": "wie er tekent",
    "ondertekenaars": "wie er tekent",
    "rol": "de rol",
    "betekenissen": "wat een handtekening kan betekenen",
    "strekking": "waarvoor wordt getekend",
    "tekst": "de tekst",
    "weglaten_als_leeg": "of dit leeg wordt weggelaten in de afdruk",
    "fase": "in welke fase dit wordt ingevuld",
    "type": "de soort",
    "naam": "de naam",
    "schema_version": "de vorm waarin het format is opgeslagen",
}
# One thing out of a list of things, and how many of them are called.
DINGEN: Mapping[str, tuple[str, str]] = {
    "kolommen": ("kolom", "kolommen"),
    "kolommen_vrij": ("kolom", "kolommen"),
    "opties": ("optie", "opties"),
    "groepen": ("kopje", "kopjes"),
    "slots": ("ondertekenaar", "ondertekenaars"),
    "ondertekenaars": ("ondertekenaar", "ondertekenaars"),
    "rijen": ("rij", "rijen"),
    "items": ("onderdeel van de bank", "onderdelen van de bank"),
    "schaal": ("stap van de schaal", "stappen van de schaal"),
    "varianten": ("variant", "varianten"),
    "voorbeelden": ("voorbeeldzin", "voorbeeldzinnen"),
}


def named(attribute: str) -> str:
    """An attribute in words, to begin a sentence with."""
    return NAMEN.get(attribute, attribute.replace("_", " "))


def spoken(attribute: str, value: Any, schema: FormatSchema) -> str:
    """A value in words, such as "ja", "‘Groep 5’", or "niets"."""
    special = _SPECIAL.get(attribute)
    if special is not None and value:
        return special(value, schema)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if value is None or value in ("", (), []):
        return _NOTHING.get(attribute, "niets")
    if isinstance(value, tuple | list):
        return _listed(_word(attribute, item) for item in value)
    return _word(attribute, value)


def quoted(text: str) -> str:
    """A text in quotes, not longer than can be read in a list."""
    return f"‘{text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1].rstrip() + '…'}’"


def _word(attribute: str, value: Any) -> str:
    if isinstance(value, int):
        return str(value)
    known = SOORTEN if attribute == "type" else _SPOKEN.get(attribute, {})
    text = str(value)
    if text in known:
        return known[text]
    return (
        text.replace("_", " ") if attribute in ("wettelijk", "vertrouwelijk", "vorm", "onderdelen", "richting", "soort") else quoted(text)
    )


def _listed(words: Iterable[str]) -> str:
    made = list(words)
    return made[0] if len(made) == 1 else f"{', '.join(made[:-1])} en {made[-1]}"


def _questions(keys: Iterable[str], schema: FormatSchema) -> str:
    """Keys of questions, or "key/column", by their labels."""
    return _listed(_question(*key.partition("/")[::2], schema) for key in keys)


def _question(key: str, column: str, schema: FormatSchema) -> str:
    veld = schema.veld_by_key.get(key)
    label = quoted(veld.label) if veld else "een vraag die er niet is"
    if not column:
        return label
    kolommen = {kolom.key: kolom.label for kolom in getattr(veld, "kolommen", ())}
    return f"{label}, kolom {quoted(kolommen.get(column, column))}"


def _prefilled(code: str, schema: FormatSchema) -> str:
    if code.startswith(EERDER):
        key = code.removeprefix(EERDER)
        veld = schema.veld_by_key.get(key)
        return f"het eerdere antwoord op {quoted(veld.label if veld else key)}"
    return quoted(BRONNEN.get(code, code))


def _variants(keys: Iterable[str], schema: FormatSchema) -> str:
    names = {variant.key: variant.naam for variant in schema.varianten}
    return _listed(quoted(names.get(key, key)) for key in keys)


_SPECIAL: Mapping[str, Callable[[Any, FormatSchema], str]] = {
    "voorwaarden": readable_conditions,
    "bronnen": _questions,
    "afhankelijk_van": lambda key, schema: _questions([key], schema),
    "voorvullen": _prefilled,
    "varianten": _variants,
}
