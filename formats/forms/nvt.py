"""Niet van toepassing, omdat …: a tick and a reason beside a field that allows it."""

from dataclasses import dataclass

from ..fields import Fout, Fouten, Sent

MAX_REASON = 1_000
NO_REASON = "Schrijf waarom dit niet van toepassing is, of haal het vinkje weg."
NO_TICK = "Zet een vinkje bij ‘Niet van toepassing’, of maak de reden leeg."


@dataclass(frozen=True)
class Reden:
    """What stands in the two inputs."""

    ticked: bool = False
    text: str = ""

    @property
    def answer(self) -> str:
        """The reason to store; empty when the field does apply."""
        return self.text if self.ticked else ""


def read(sent: Sent, name: str) -> Reden:
    """What was sent of the two inputs."""
    return Reden(f"{name}__nvt" in sent, sent.one(f"{name}__nvt_reden"))


def check(reden: Reden, earlier: str, name: str, label: str) -> Fouten:
    """What is wrong: a tick without a reason, or a new reason without a tick. An old reason without a tick was unticked on purpose."""
    wrong = ""
    if reden.ticked and not reden.text:
        wrong = NO_REASON
    elif not reden.ticked and reden.text not in ("", earlier):
        wrong = NO_TICK
    elif len(reden.text) > MAX_REASON:
        wrong = f"Maak de reden korter: er passen hoogstens 1.000 tekens en het zijn er nu {len(reden.text)}."
    name = f"{name}__nvt_reden"
    return {name: Fout(f"{label}, niet van toepassing", wrong, f"id_{name}")} if wrong else {}
