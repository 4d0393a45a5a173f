"""The kinds of fields. Their names are stored in every frozen version, so they are append-only (tests/formats loads stored schemas of each)."""

from typing import Annotated, Any, Literal, TypeGuard, get_args

from pydantic import Field

from .base import Frozen, Kolom, Optiegroep, Veld


class KorteTekst(Veld):
    """One line of text."""

    type: Literal["korte_tekst"] = "korte_tekst"
    max_lengte: int = 200


class LangeTekst(Veld):
    """Several lines of text."""

    type: Literal["lange_tekst"] = "lange_tekst"
    max_lengte: int = 20_000


class OpgemaakteTekst(Veld):
    """Several lines of text with bold, italic, lists and small headings, typed with the few marks of formats/markup.py."""

    type: Literal["opgemaakte_tekst"] = "opgemaakte_tekst"
    max_lengte: int = 20_000


class Gegeven(Veld):
    """One line of a known form: a telephone number, an e-mail address, a postcode, a BRIN."""

    type: Literal["gegeven"] = "gegeven"
    vorm: Literal["telefoon", "email", "postcode", "brin"]


class Getal(Veld):
    """A number; the answer is text with a full stop ("3.5"), typed the Dutch way."""

    type: Literal["getal"] = "getal"
    minimum: int | None = None
    maximum: int | None = None
    decimalen: int = 0
    eenheid: str = ""


class Datum(Veld):
    """A calendar date, stored as ISO 8601; with `ook_jaar` a year or a year and month will do ("2019", "2019-05")."""

    type: Literal["datum"] = "datum"
    ook_jaar: bool = False


class Berekend(Veld):
    """Worked out from other answers, never typed and never stored.

    datum_plus: the date of the first of `bronnen` plus `aantal` `eenheid`; leeftijd: whole years from the first of `bronnen` until today;
    som: of all numbers in `bronnen`; verschil: the first minus the second; aantal: filled rows of the first. A source is a question's key,
    or "key/column" for one column of repeating rows.
    """

    type: Literal["berekend"] = "berekend"
    formule: Literal["datum_plus", "leeftijd", "som", "verschil", "aantal"]
    bronnen: tuple[str, ...]
    aantal: int = 0
    eenheid: Literal["dagen", "weken", "maanden", "jaren"] = "weken"


class Keuze(Veld):
    """One option out of a list; with `anders` also an answer in own words. `groepen` are headings over the options.

    With `afhankelijk_van` (another question's key) only the group counts whose label is the answer there.
    """

    type: Literal["keuze"] = "keuze"
    opties: tuple[str, ...]
    anders: bool = False
    groepen: tuple[Optiegroep, ...] = ()
    afhankelijk_van: str = ""
    # The name of the swv's list that the options were taken from at publication; empty: written in the format itself.
    lijst: str = ""


class Meerkeuze(Veld):
    """Any number of options out of a list; with `anders` also one in own words."""

    type: Literal["meerkeuze"] = "meerkeuze"
    opties: tuple[str, ...]
    anders: bool = False
    lijst: str = ""


class Pictogram(Frozen):
    """An option with a picture; `pictogram` is a name of formats/pictograms.py."""

    label: str
    pictogram: str


class PictogramKeuze(Veld):
    """Pictures to choose from, for pupils; one, or more with `meer`."""

    type: Literal["pictogram_keuze"] = "pictogram_keuze"
    opties: tuple[Pictogram, ...]
    meer: bool = False


class OptieMetGroep(Frozen):
    """An option that opens its own questions when it is ticked."""

    key: str
    label: str
    kolommen: tuple[Kolom, ...] = ()


class Groepkeuze(Veld):
    """Options to tick, each of which opens its own group of questions."""

    type: Literal["groepkeuze"] = "groepkeuze"
    opties: tuple[OptieMetGroep, ...]


class JaNee(Veld):
    """Yes or no, with an explanation."""

    type: Literal["ja_nee"] = "ja_nee"
    toelichting_label: str = "Toelichting"


class Rijen(Veld):
    """Repeating rows with typed columns."""

    type: Literal["rijen"] = "rijen"
    kolommen: tuple[Kolom, ...]
    max_rijen: int = 30
    min_rijen: int = 0
    nummering: bool = False
    rij_naam: str = "regel"


class Schaal(Veld):
    """A figure on a scale, measured again and again: each row is a date, a figure and an explanation."""

    type: Literal["schaal"] = "schaal"
    minimum: int = 0
    maximum: int = 10
    laag: str = ""
    hoog: str = ""
    max_rijen: int = 30

    @property
    def kolommen(self) -> tuple[Kolom, ...]:
        """The columns of a measurement."""
        figures = tuple(str(number) for number in range(self.minimum, self.maximum + 1))
        return (
            Kolom(key="datum", label="Datum", type="datum"),
            Kolom(key="waarde", label="Cijfer", type="keuze", opties=figures),
            Kolom(key="toelichting", label="Toelichting", type="lange_tekst"),
        )


class Bankitem(Frozen):
    """Something to pick from a bank; `kindtaal` is the same in a child's words."""

    label: str
    domein: str = ""
    richting: Literal["", "bevorderend", "belemmerend"] = ""
    kindtaal: str = ""
    gevoelig: bool = False


class Bank(Veld):
    """Things picked from a bank (factoren, doelen, voorbeeldzinnen, materialen), or written in own words, as rows."""

    type: Literal["bank"] = "bank"
    # The name of the swv's bank that the items were taken from at publication.
    bank: str
    items: tuple[Bankitem, ...]
    eigen_tekst: bool = True
    met_toelichting: bool = True
    met_invloed: bool = False
    met_bron: bool = False
    max_rijen: int = 30

    @property
    def kolommen(self) -> tuple[Kolom, ...]:
        """What can be said of each thing that was picked."""
        return tuple(self._kolommen())

    def _kolommen(self) -> list[Kolom]:
        labels = tuple(item.label for item in self.items)
        kolommen = [Kolom(key="item", label="Kies uit de lijst", type="keuze", opties=labels, groepen=self._groepen())]
        if self.eigen_tekst:
            kolommen.append(Kolom(key="tekst", label="Of in eigen woorden", type="lange_tekst"))
        if self.met_invloed:
            kolommen.append(Kolom(key="invloed", label="Invloed", type="keuze", opties=("veel", "matig")))
        if self.met_bron:
            kolommen.append(Kolom(key="bron", label="Wie noemt dit?", type="keuze", opties=("school", "ouders", "leerling", "deskundige")))
        if self.met_toelichting:
            kolommen.append(Kolom(key="toelichting", label="Toelichting", type="lange_tekst"))
        return kolommen

    def _groepen(self) -> tuple[Optiegroep, ...]:
        headings: dict[str, list[str]] = {}
        for item in self.items:
            headings.setdefault(": ".join(part for part in (item.domein, item.richting) if part), []).append(item.label)
        if len(headings) < 2:
            return ()
        return tuple(Optiegroep(label=label, opties=tuple(opties)) for label, opties in headings.items())


Onderdeel = Literal["aanhef", "naam", "rol", "organisatie", "telefoon", "email", "adres", "werkdagen", "gezag"]
ONDERDELEN: dict[str, Kolom] = {
    "aanhef": Kolom(key="aanhef", label="Aanhef", type="keuze", opties=("dhr.", "mw.", "geen aanhef")),
    "naam": Kolom(key="naam", label="Naam"),
    "rol": Kolom(key="rol", label="Rol of functie"),
    "organisatie": Kolom(key="organisatie", label="School of organisatie"),
    "telefoon": Kolom(key="telefoon", label="Telefoon", type="telefoon"),
    "email": Kolom(key="email", label="E-mail", type="email"),
    "adres": Kolom(key="adres", label="Adres, als dat anders is dan van de leerling"),
    "werkdagen": Kolom(key="werkdagen", label="Werkdagen"),
    "gezag": Kolom(key="gezag", label="Heeft deze persoon gezag?", type="ja_nee"),
}


class Persoon(Veld):
    """People: their name, role and ways to reach them. `uit_register` says which people of the school's register are offered first."""

    type: Literal["persoon"] = "persoon"
    onderdelen: tuple[Onderdeel, ...]
    uit_register: Literal["", "gezag", "ib", "leerkracht", "directeur"] = ""
    min_rijen: int = 0
    max_rijen: int = 1
    rij_naam: str = "persoon"

    @property
    def kolommen(self) -> tuple[Kolom, ...]:
        """One column for each onderdeel."""
        return tuple(ONDERDELEN[name] for name in self.onderdelen)


class Matrixrij(Frozen):
    """A row of a matrix; `kop` is the heading above a group of rows, the same text for each row of the group."""

    key: str
    label: str
    kop: str = ""


class Matrix(Veld):
    """Rows by columns. With `schaal` each row gets one choice and, if `tekst_label` is set, one text; else each cell of `kolommen` is filled in."""

    type: Literal["matrix"] = "matrix"
    rijen: tuple[Matrixrij, ...]
    schaal: tuple[str, ...] = ()
    tekst_label: str = ""
    kolommen_vrij: tuple[Kolom, ...] = ()
    uitbreidbaar: bool = False
    max_extra: int = 20

    @property
    def kolommen(self) -> tuple[Kolom, ...]:
        """The columns of every row."""
        if not self.schaal:
            return self.kolommen_vrij
        kolommen = [Kolom(key="keuze", label="Keuze", type="keuze", opties=self.schaal)]
        if self.tekst_label:
            kolommen.append(Kolom(key="tekst", label=self.tekst_label, type="lange_tekst"))
        return tuple(kolommen)


class Bestand(Veld):
    """Files to add: documents, photographs, or a pupil's drawing. `vertrouwelijk` says who may see them."""

    type: Literal["bestand"] = "bestand"
    soort: Literal["document", "foto", "tekening"] = "document"
    max_aantal: int = 5


class Slot(Frozen):
    """A place to sign: by whom, and what it can mean there. The order of the slots is the order of signing."""

    key: str
    rol: str
    betekenissen: tuple[Literal["voor_gezien", "akkoord", "niet_akkoord"], ...]
    # How many people may sign here, for example both parents.
    aantal: int = 1


class Ondertekening(Veld):
    """Places to sign, with their meaning (dossier 2.6: voor gezien for the whole, akkoord for the handelingsdeel)."""

    type: Literal["ondertekening"] = "ondertekening"
    slots: tuple[Slot, ...]
    # What exactly is signed, in one sentence.
    strekking: str = ""


class Toelichting(Veld):
    """Text to read between the questions, with the marks of formats/markup.py; it has no answer."""

    type: Literal["toelichting"] = "toelichting"
    tekst: str


AnyVeld = Annotated[
    KorteTekst
    | LangeTekst
    | OpgemaakteTekst
    | Gegeven
    | Getal
    | Datum
    | Berekend
    | Keuze
    | Meerkeuze
    | PictogramKeuze
    | Groepkeuze
    | JaNee
    | Rijen
    | Schaal
    | Bank
    | Persoon
    | Matrix
    | Bestand
    | Ondertekening
    | Toelichting,
    Field(discriminator="type"),
]

VELDEN: dict[str, type[Any]] = {kind.model_fields["type"].default: kind for kind in get_args(get_args(AnyVeld)[0])}


def has_rows(veld: AnyVeld) -> TypeGuard[Rijen | Schaal | Bank | Persoon]:
    """Whether the answer is a list of rows, each {column key: text}."""
    return isinstance(veld, Rijen | Schaal | Bank | Persoon)
