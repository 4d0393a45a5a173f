"""Fields with one answer of one text, and yes or no with its explanation."""

from typing import Any

from ..schema import MAX_CEL, MAX_TOELICHTING, AnyVeld, Datum, Gegeven, Getal, JaNee, Keuze, Kolom, KorteTekst, LangeTekst, OpgemaakteTekst
from .base import Fout, Fouten, Getoond, Invulveld, Samenhang, judge, vak
from .cells import BestandCel, Cel, DatumCel, GetalCel, PeriodeCel, TekstCel
from .choice import KeuzeCel, keuze_kolom
from .gegeven import BrinCel, EmailCel, PostcodeCel, TelefoonCel
from .sent import Sent

_GEGEVENS: dict[str, type[Cel]] = {"telefoon": TelefoonCel, "email": EmailCel, "postcode": PostcodeCel, "brin": BrinCel}


def kolom_cel(kolom: Kolom) -> Cel:
    """The input of a column."""
    match kolom.type:
        case "lange_tekst":
            return TekstCel(MAX_CEL["lange_tekst"], rows=3)
        case "datum":
            return DatumCel()
        case "keuze":
            return keuze_kolom(kolom)
        case "getal":
            return GetalCel(kolom.minimum, kolom.maximum)
        case "ja_nee":
            return KeuzeCel(("ja", "nee"), labels=("Ja", "Nee"), empty="Nog niet ingevuld")
        case "telefoon" | "email":
            return _GEGEVENS[kolom.type]()
        case "bestand":
            return BestandCel()
    return Cel(MAX_CEL["korte_tekst"])


def _veld_cel(veld: AnyVeld) -> Cel:
    match veld:
        case LangeTekst():
            return TekstCel(veld.max_lengte)
        case OpgemaakteTekst():
            return TekstCel(veld.max_lengte, rows=8, marks=True)
        case Gegeven():
            return _GEGEVENS[veld.vorm]()
        case Getal():
            return GetalCel(veld.minimum, veld.maximum, veld.decimalen, veld.eenheid)
        case Datum():
            return PeriodeCel() if veld.ook_jaar else DatumCel()
        case Keuze():
            return KeuzeCel(veld.opties, groepen=veld.groepen, anders=veld.anders, radios=True)
        case KorteTekst():
            return Cel(veld.max_lengte)
    raise TypeError(veld.type)


class EnkelVeld(Invulveld):
    """One input, or one choice."""

    def __init__(self, veld: Any) -> None:
        super().__init__(veld)
        self.cel = _veld_cel(veld)
        self.grouped = self.cel.grouped
        self.hint = self.cel.hint

    def start(self, answer: Any) -> Any:
        """See Cel.start."""
        return self.cel.start(answer)

    def read(self, sent: Sent, answer: Any) -> Any:
        """See Cel.read."""
        return self.cel.read(sent, self.name, answer)

    def typed(self, raw: Any) -> Any:
        """See Cel.typed."""
        return self.cel.typed(raw)

    def clean(self, raw: Any, earlier: Any, samenhang: Samenhang) -> tuple[Any, Fouten]:
        """One text."""
        fouten: Fouten = {}
        answer = judge(self.cel, raw, (earlier,), self.name, self.veld.label, fouten)
        return answer, fouten

    def show(self, raw: Any, fouten: Fouten, samenhang: Samenhang, attrs: str, earlier: Any) -> Getoond:
        """The input."""
        return Getoond(html=self.cel.html(self.name, raw, attrs, (earlier,) if earlier else ()))


class AfhankelijkVeld(EnkelVeld):
    """A choice of which only the group counts whose heading is the answer to another question."""

    def __init__(self, veld: Keuze) -> None:
        super().__init__(veld)
        self.by_label = {groep.label: KeuzeCel(groep.opties, groepen=(groep,), anders=veld.anders) for groep in veld.groepen}
        self.none = KeuzeCel((), anders=veld.anders)

    def clean(self, raw: Any, earlier: Any, samenhang: Samenhang) -> tuple[Any, Fouten]:
        """An option of the group that belongs to the other answer, own words, or the answer that was there."""
        answer, fouten = super().clean(raw, earlier, samenhang)
        if fouten or answer not in self.cel.known:  # type: ignore[attr-defined]
            return answer, fouten
        source = self.veld.afhankelijk_van
        said, here = samenhang.said(source), samenhang.asked_here(source)
        if not said and here:
            message = f"Dit antwoord hoort bij een antwoord op ‘{samenhang.label(source)}’. Kies daar eerst iets."
            fouten[self.name] = Fout(self.veld.label, message, f"id_{self.name}")
        elif said and answer not in self.by_label.get(said, self.none).known and (here or answer != earlier):
            message = f"Dit antwoord past niet bij ‘{said}’, het antwoord op ‘{samenhang.label(source)}’. Kies een ander antwoord."
            fouten[self.name] = Fout(self.veld.label, message, f"id_{self.name}")
        return answer, fouten

    def show(self, raw: Any, fouten: Fouten, samenhang: Samenhang, attrs: str, earlier: Any) -> Getoond:
        """All groups when the other question stands in this form (a script then shows the one that fits); else only the group that counts."""
        source = self.veld.afhankelijk_van
        said = samenhang.said(source)
        if samenhang.asked_here(source) or not said:
            cel: Cel = self.cel
            attrs = f'{attrs} data-afhankelijk="{source}"'
        else:
            cel = self.by_label.get(said, self.none)
        return Getoond(html=cel.html(self.name, raw, attrs, (earlier,) if earlier else ()))


class JaNeeVeld(Invulveld):
    """Yes or no, with an explanation; `raw` has both parts."""

    template = "formats/veld/ja_nee.html"

    def __init__(self, veld: JaNee) -> None:
        super().__init__(veld)
        self.antwoord = KeuzeCel(("ja", "nee"), labels=("Ja", "Nee"), empty="Nog niet ingevuld", radios=True)
        self.toelichting = TekstCel(MAX_TOELICHTING, rows=3)

    def start(self, answer: Any) -> Any:
        """Both parts."""
        return {"antwoord": self.antwoord.start(answer["antwoord"]), "toelichting": answer["toelichting"]}

    def read(self, sent: Sent, answer: Any) -> Any:
        """Both parts."""
        return {
            "antwoord": self.antwoord.read(sent, self.name, answer["antwoord"]),
            "toelichting": self.toelichting.read(sent, f"{self.name}__toelichting", answer["toelichting"]),
        }

    def typed(self, raw: Any) -> Any:
        """Both parts."""
        return {"antwoord": self.antwoord.typed(raw["antwoord"]), "toelichting": raw["toelichting"]}

    def clean(self, raw: Any, earlier: Any, samenhang: Samenhang) -> tuple[Any, Fouten]:
        """Both parts."""
        fouten: Fouten = {}
        label = f"{self.veld.label}, {self.veld.toelichting_label.lower()}"
        answer = {
            "antwoord": judge(self.antwoord, raw["antwoord"], (), self.name, self.veld.label, fouten),
            "toelichting": judge(self.toelichting, raw["toelichting"], (), f"{self.name}__toelichting", label, fouten),
        }
        return answer, fouten

    def show(self, raw: Any, fouten: Fouten, samenhang: Samenhang, attrs: str, earlier: Any) -> Getoond:
        """Radio buttons, and a text under them."""
        toelichting = vak(self.toelichting, f"{self.name}__toelichting", self.veld.toelichting_label, raw["toelichting"], fouten)
        return Getoond(html=self.antwoord.html(self.name, raw["antwoord"]), lijf={"toelichting": toelichting})
