"""What every part of a format is made of: limits, the words that say who and how private, conditions, columns, and what every field has."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, model_validator

# Limits that an editor does not choose; they belong to the schema version.
MAX_TOELICHTING = 20_000
MAX_CEL = {"korte_tekst": 200, "lange_tekst": 5_000}

# Who fills a field in (dossier 1.5).
Invuller = Literal["school", "ouder", "leerling", "deskundige"]
# Who reads it beside the school, which always does.
Lezer = Literal["ouder", "leerling", "deskundige"]
ALLE_LEZERS: tuple[Lezer, ...] = ("ouder", "leerling", "deskundige")
# gewenst: a hint that counts in the progress; verplicht: a part cannot be called ready without it. Saving is never refused for either.
Eis = Literal["vrij", "gewenst", "verplicht"]
# gevoelig: home and health, closed to invited guests; onderzoek: reports of researchers, closed to pupils too (dossier 1.3).
Vertrouwelijk = Literal["gewoon", "gevoelig", "onderzoek"]
# Category of the onderwijskundig rapport (Besluit uitwisseling leer- en begeleidingsgegevens); empty: never handed over.
Okr = Literal["", "a", "b", "c", "d", "e"]


class Frozen(BaseModel):
    """Base of all schema parts: immutable, and unknown keys are an error instead of being lost."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Voorwaarde(Frozen):
    """One condition: "only when the answer to another question is …": `bron` is that question's key, anywhere in the format.

    is, is_niet: the answer is (or holds) at least one, or none, of `waarden`; gevuld, leeg: whether anything was answered; minstens,
    hoogstens: a number beside the first of `waarden`. A ja_nee is compared by "ja" or "nee".
    """

    bron: str
    vergelijking: Literal["is", "is_niet", "gevuld", "leeg", "minstens", "hoogstens"] = "is"
    waarden: tuple[str, ...] = ()


class Optiegroep(Frozen):
    """Options under a heading. Of a dependent choice the heading is the answer of the question that it depends on."""

    label: str
    opties: tuple[str, ...]


Kolomtype = Literal["korte_tekst", "lange_tekst", "datum", "keuze", "getal", "ja_nee", "telefoon", "email", "bestand"]


class Kolom(Frozen):
    """A column of repeating rows, or a question inside a group; its key is the editor's block id too."""

    key: str
    label: str
    type: Kolomtype = "korte_tekst"
    opties: tuple[str, ...] = ()
    # Headings over the same options, when there are many.
    groepen: tuple[Optiegroep, ...] = ()
    # Which phase of the work fills this column in; empty: any.
    fase: Literal["", "plan", "evaluatie"] = ""
    anders: bool = False
    minimum: int | None = None
    maximum: int | None = None


class Veld(Frozen):
    """What every field has."""

    key: str
    label: str
    # The same question in a child's words, shown beside the label, and instead of it to a pupil.
    kindlabel: str = ""
    hulptekst: str = ""
    voorbeelden: tuple[str, ...] = ()
    invuller: Invuller = "school"
    lezers: tuple[Lezer, ...] = ALLE_LEZERS
    eis: Eis = "vrij"
    # Codes of the legal elements that this field satisfies (formats/law.py).
    wettelijk: tuple[str, ...] = ()
    okr: Okr = ""
    vertrouwelijk: Vertrouwelijk = "gewoon"
    leeg_printen: bool = True
    # Whether "niet van toepassing, omdat …" is an answer.
    nvt: bool = False
    voorwaarden: tuple[Voorwaarde, ...] = ()
    # Keys of the variants that have this field; empty: all of them.
    varianten: tuple[str, ...] = ()
    # A code of formats/prefill.py, or "vraag:<key>" for the answer to a question of an earlier form; empty: nothing.
    voorvullen: str = ""

    @property
    def gewenst(self) -> bool:
        """Whether an answer counts in the progress."""
        return self.eis != "vrij"

    @property
    def blokkeert(self) -> bool:
        """Whether the part cannot be called ready without an answer."""
        return self.eis == "verplicht"

    @model_validator(mode="before")
    @classmethod
    def _read_version_1(cls, data: Any) -> Any:
        """Version 1 had one mark, `verplicht`, which meant "gewenst"."""
        if isinstance(data, dict) and "verplicht" in data:
            data = dict(data)
            wanted = data.pop("verplicht")
            if wanted is True:
                data.setdefault("eis", "gewenst")
        return data
