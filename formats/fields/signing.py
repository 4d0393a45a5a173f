"""Places to sign, files that are there already, and what is only read: text between the questions, and what is worked out."""

from typing import Any

from ..answers import SIGNING
from ..markup import to_html
from ..schema import MAX_CEL, Bestand, Ondertekening, Slot, Toelichting
from ..words import BETEKENISSEN
from .base import Fouten, Getoond, Invulveld, Samenhang, Vak, judge, vak
from .cells import Cel, DatumCel, TekstCel
from .choice import KeuzeCel
from .sent import Sent

LABELS = {"betekenis": "Wat betekent de handtekening?", "naam": "Naam", "datum": "Datum", "opmerking": "Opmerking"}
FILES = {
    "document": ("Voeg een bestand toe", "Er is nog geen bestand."),
    "foto": ("Voeg een foto toe", "Er is nog geen foto."),
    "tekening": ("Voeg een tekening toe", "Er is nog geen tekening."),
}


class OndertekeningVeld(Invulveld):
    """Places to sign, in order; `raw` has the inputs of every place."""

    template = "formats/veld/signing.html"

    def __init__(self, veld: Ondertekening) -> None:
        super().__init__(veld)
        self.cellen = {slot.key: _slot_cells(slot) for slot in veld.slots}

    def start(self, answer: Any) -> Any:
        """Every place of every slot."""
        return {
            key: [{part: cells[part].start(place[part]) for part in SIGNING} for place in answer[key]] for key, cells in self.cellen.items()
        }

    def read(self, sent: Sent, answer: Any) -> Any:
        """Every place of every slot."""
        return {
            key: [
                {part: cells[part].read(sent, f"{self.name}__{key}__{number}__{part}", place[part]) for part in SIGNING}
                for number, place in enumerate(answer[key])
            ]
            for key, cells in self.cellen.items()
        }

    def typed(self, raw: Any) -> Any:
        """Every place of every slot."""
        return {
            key: [{part: cells[part].typed(place[part]) for part in SIGNING} for place in raw[key]] for key, cells in self.cellen.items()
        }

    def clean(self, raw: Any, earlier: Any, samenhang: Samenhang) -> tuple[Any, Fouten]:
        """Every place of every slot."""
        fouten: Fouten = {}
        answer: dict[str, list[dict[str, str]]] = {}
        for slot in self.veld.slots:
            cells = self.cellen[slot.key]
            places = answer.setdefault(slot.key, [])
            for number, place in enumerate(raw[slot.key]):
                name = f"{self.name}__{slot.key}__{number}"
                label = f"{self.veld.label}, {_place(slot, number)}"
                places.append(
                    {
                        part: judge(cells[part], place[part], (), f"{name}__{part}", f"{label}: {LABELS[part].lower()}", fouten)
                        for part in SIGNING
                    }
                )
        return answer, fouten

    def show(self, raw: Any, fouten: Fouten, samenhang: Samenhang, attrs: str, earlier: Any) -> Getoond:
        """A group of inputs for every place."""
        places: list[tuple[str, list[Vak]]] = []
        for slot in self.veld.slots:
            for number, place in enumerate(raw[slot.key]):
                name, cells = f"{self.name}__{slot.key}__{number}", self.cellen[slot.key]
                vakken = [vak(cells[part], f"{name}__{part}", LABELS[part], place[part], fouten) for part in SIGNING]
                places.append((_place(slot, number), vakken))
        return Getoond(lijf={"plekken": places})


class BestandVeld(Invulveld):
    """Files that are there already. Adding one is a page of whoever keeps the files; this form never changes them."""

    template = "formats/veld/files.html"

    def read(self, sent: Sent, answer: Any) -> Any:
        """Nothing that is sent counts."""
        return answer

    def clean(self, raw: Any, earlier: Any, samenhang: Samenhang) -> tuple[Any, Fouten]:
        """What was there."""
        return earlier, {}

    def show(self, raw: Any, fouten: Fouten, samenhang: Samenhang, attrs: str, earlier: Any) -> Getoond:
        """The names with their addresses, and the way to add one."""
        veld: Bestand = self.veld
        give, none = FILES[veld.soort]
        address = samenhang.bestand_adres
        files = [(item["naam"] or "Bestand zonder naam", address(item["id"]) if address and item["id"] else "") for item in raw]
        url = samenhang.bestand_url(veld.key) if samenhang.bestand_url else ""
        lijf = {
            "bestanden": files,
            "geen": none,
            "voeg_toe": give,
            "url": url,
            "vol": len(files) >= veld.max_aantal,
            "max": veld.max_aantal,
        }
        return Getoond(lijf=lijf)


class TekstVeld(Invulveld):
    """Text between the questions."""

    answerable = False

    def __init__(self, veld: Toelichting) -> None:
        super().__init__(veld)
        self.html = to_html(veld.tekst)

    def read(self, sent: Sent, answer: Any) -> Any:
        """Nothing."""
        return answer

    def show(self, raw: Any, fouten: Fouten, samenhang: Samenhang, attrs: str, earlier: Any) -> Getoond:
        """The text."""
        return Getoond(html=self.html)


class BerekendVeld(Invulveld):
    """What is worked out from other answers; the form fills in the value."""

    answerable = False

    def read(self, sent: Sent, answer: Any) -> Any:
        """Nothing."""
        return answer


def _slot_cells(slot: Slot) -> dict[str, Cel]:
    words = [BETEKENISSEN[one] for one in slot.betekenissen]
    return {
        "betekenis": KeuzeCel(slot.betekenissen, labels=words, radios=True, empty="Nog niet ondertekend"),
        "naam": Cel(MAX_CEL["korte_tekst"]),
        "datum": DatumCel(),
        "opmerking": TekstCel(MAX_CEL["lange_tekst"], rows=2),
    }


def _place(slot: Slot, number: int) -> str:
    return f"{slot.rol}, {number + 1} van {slot.aantal}" if slot.aantal > 1 else slot.rol
