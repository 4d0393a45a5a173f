"""Choosing any number of options: checkboxes, pictures for pupils, and options that each open their own questions."""

from typing import Any

from ..pictograms import picture
from ..schema import MAX_CEL, Groepkeuze, Meerkeuze, OptieMetGroep, PictogramKeuze
from . import html
from .base import Fout, Fouten, Getoond, Invulveld, Samenhang, Vak
from .cellrow import Celrij
from .choice import ANDERS, ANDERS_LABEL, NO_WORDS, NOT_CHOSEN, UNKNOWN_CHOICE, own_words
from .sent import Sent


class MeerkeuzeVeld(Invulveld):
    """Checkboxes; `raw` has what was ticked, and the own words."""

    template = "formats/veld/ticks.html"

    def __init__(self, veld: Meerkeuze) -> None:
        super().__init__(veld)
        self.known = frozenset(veld.opties)
        self.choices = [(optie, optie) for optie in veld.opties]
        self.last = [(ANDERS, ANDERS_LABEL)] if veld.anders else []

    def start(self, answer: Any) -> Any:
        """The first answer that is no option stands in own words."""
        own = next((item for item in answer if item not in self.known), "") if self.veld.anders else ""
        return {"gekozen": [ANDERS if own and item == own else item for item in answer], "anders": own}

    def read(self, sent: Sent, answer: Any) -> Any:
        """Unticked boxes are never sent, so nothing sent is nothing ticked. New own words count without a tick too."""
        chosen, own = list(dict.fromkeys(sent.all(self.name))), sent.one(f"{self.name}__anders") if self.veld.anders else ""
        if own and ANDERS not in chosen and own not in answer:
            chosen.append(ANDERS)
        return {"gekozen": chosen, "anders": own}

    def typed(self, raw: Any) -> Any:
        """In the order of the list, own words last."""
        chosen = [optie for optie in self.veld.opties if optie in raw["gekozen"]]
        chosen += [item for item in raw["gekozen"] if item and item not in self.known and not (item == ANDERS and self.veld.anders)]
        if self.veld.anders and ANDERS in raw["gekozen"] and raw["anders"] and raw["anders"] not in chosen:
            chosen.append(raw["anders"])
        return chosen

    def clean(self, raw: Any, earlier: Any, samenhang: Samenhang) -> tuple[Any, Fouten]:
        """The ticked options."""
        wrong, place = "", self.name
        if any(item not in self.known and item not in earlier and not (item == ANDERS and self.veld.anders) for item in raw["gekozen"]):
            wrong = UNKNOWN_CHOICE
        elif self.veld.anders and ANDERS in raw["gekozen"] and not raw["anders"]:
            wrong = NO_WORDS
        elif len(raw["anders"]) > MAX_CEL["korte_tekst"]:
            wrong = f"Maak de tekst bij ‘Anders, namelijk’ korter: er passen hoogstens {MAX_CEL['korte_tekst']} tekens."
        return self.typed(raw), {place: Fout(self.veld.label, wrong, f"id_{place}_0")} if wrong else {}

    def show(self, raw: Any, fouten: Fouten, samenhang: Samenhang, attrs: str, earlier: Any) -> Getoond:
        """Checkboxes, and an input for own words."""
        extra = [(item, item) for item in earlier if item not in self.known and item != raw["anders"]]
        boxes = html.ticks(self.name, [*self.choices, *extra, *self.last], raw["gekozen"], kind="checkbox")
        return Getoond(html=boxes, lijf={"own": own_words(self.name, raw["anders"]) if self.veld.anders else ""})


class PictogramVeld(Invulveld):
    """Pictures to choose from; `raw` is what was ticked."""

    template = "formats/veld/pictures.html"

    def __init__(self, veld: PictogramKeuze) -> None:
        super().__init__(veld)
        self.known = frozenset(optie.label for optie in veld.opties)

    def read(self, sent: Sent, answer: Any) -> Any:
        """Nothing sent is nothing ticked; of radio buttons that were not sent at all the answer stays."""
        if self.veld.meer:
            return list(dict.fromkeys(sent.all(self.name)))
        return [item for item in [sent.one(self.name)] if item] if self.name in sent else answer

    def typed(self, raw: Any) -> Any:
        """In the order of the pictures."""
        return [optie.label for optie in self.veld.opties if optie.label in raw] + [item for item in raw if item not in self.known]

    def clean(self, raw: Any, earlier: Any, samenhang: Samenhang) -> tuple[Any, Fouten]:
        """The chosen pictures."""
        wrong = any(item not in self.known and item not in earlier for item in raw)
        return self.typed(raw), {self.name: Fout(self.veld.label, UNKNOWN_CHOICE, f"id_{self.name}_0")} if wrong else {}

    def show(self, raw: Any, fouten: Fouten, samenhang: Samenhang, attrs: str, earlier: Any) -> Getoond:
        """Cards with a picture and its words."""
        cards = [(optie.label, optie.label, picture(optie.pictogram)) for optie in self.veld.opties]
        cards += [(item, item, "") for item in earlier if item not in self.known]
        cards += [] if self.veld.meer else [("", NOT_CHOSEN, "")]
        shown = [(value, label, address, value in raw or (not value and not raw)) for value, label, address in cards]
        return Getoond(lijf={"cards": shown, "kind": "checkbox" if self.veld.meer else "radio", "name": self.name})


class GroepkeuzeVeld(Invulveld):
    """Options to tick, each with its own questions; `raw` has what was ticked, and the inputs of every group."""

    template = "formats/veld/groups.html"

    def __init__(self, veld: Groepkeuze) -> None:
        super().__init__(veld)
        self.groups = {optie.key: Celrij(optie.kolommen) for optie in veld.opties}

    def start(self, answer: Any) -> Any:
        """Both parts."""
        groups = {key: group.start(answer["groepen"][key]) for key, group in self.groups.items()}
        return {"gekozen": answer["gekozen"], "groepen": groups}

    def read(self, sent: Sent, answer: Any) -> Any:
        """Unticked boxes are never sent, so nothing sent is nothing ticked."""
        groups = {key: group.read(sent, f"{self.name}__{key}", answer["groepen"][key]) for key, group in self.groups.items()}
        return {"gekozen": list(dict.fromkeys(sent.all(self.name))), "groepen": groups}

    def typed(self, raw: Any) -> Any:
        """Both parts; a group that is not ticked keeps its words."""
        chosen = [key for key in self.groups if key in raw["gekozen"]]
        return {"gekozen": chosen, "groepen": {key: group.typed(raw["groepen"][key]) for key, group in self.groups.items()}}

    def clean(self, raw: Any, earlier: Any, samenhang: Samenhang) -> tuple[Any, Fouten]:
        """Only ticked groups are judged. What does not fit in another group stays as it was: nobody can see it there to correct it."""
        fouten: Fouten = {}
        if any(key not in self.groups for key in raw["gekozen"]):
            fouten[self.name] = Fout(self.veld.label, UNKNOWN_CHOICE, f"id_{self.name}_0")
        answer = self.typed(raw)
        for optie in self.veld.opties:
            own: Fouten = {}
            before = earlier["groepen"][optie.key]
            cells = raw["groepen"][optie.key]
            answer["groepen"][optie.key] = self.groups[optie.key].clean(cells, [before], f"{self.name}__{optie.key}", optie.label, own)
            if optie.key in answer["gekozen"]:
                fouten |= own
            elif own:
                answer["groepen"][optie.key] = before
        return answer, fouten

    def show(self, raw: Any, fouten: Fouten, samenhang: Samenhang, attrs: str, earlier: Any) -> Getoond:
        """Each option with its questions under it; a script shows those of the ticked ones only."""
        return Getoond(lijf={"opties": [self._optie(number, optie, raw, fouten, earlier) for number, optie in enumerate(self.veld.opties)]})

    def _optie(self, number: int, optie: OptieMetGroep, raw: Any, fouten: Fouten, earlier: Any) -> dict[str, Any]:
        name, group = f"{self.name}__{optie.key}", self.groups[optie.key]
        vakken: list[Vak] = group.vakken(raw["groepen"][optie.key], [earlier["groepen"][optie.key]], name, fouten)
        ticked = optie.key in raw["gekozen"]
        return {"id": f"id_{self.name}_{number}", "name": self.name, "optie": optie, "gekozen": ticked, "vakken": vakken}
