"""One field as the template of a section shows it: its words, its inputs, and what ties them together for a screen reader."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from ..readable import Regel
from ..schema import AnyVeld


@dataclass
class Invoer:
    """A field with its inputs, or (`regel`) with the answer to read when this viewer may not fill it in."""

    veld: AnyVeld
    id: str
    label: str
    # The same question in a child's words, beside the label.
    kindlabel: str = ""
    # Who fills it in, when that has to be said; what is said of a wanted answer.
    invuller: str = ""
    regel: Regel | None = None
    # Several controls, which need a fieldset.
    grouped: bool = False
    # Text to read instead of inputs.
    still: bool = False
    template: str = ""
    html: SafeString = field(default_factory=SafeString)
    lijf: Mapping[str, Any] = field(default_factory=dict)
    fout: str = ""
    hint: str = ""
    herkomst: str = ""
    # Conditions for the script, and in words for who has none.
    voorwaarden: str = ""
    als: str = ""
    described_by: str = ""
    # "Niet van toepassing, omdat": whether it is ticked, the reason, and what is wrong with it.
    nvt: "Nvt | None" = None

    @property
    def soort(self) -> str:
        """The kind of the field."""
        return str(self.veld.type)


@dataclass
class Nvt:
    """The inputs of "niet van toepassing, omdat"."""

    name: str
    ticked: bool
    reason: str
    fout: str = ""
