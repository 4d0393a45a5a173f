"""What every kind of field can do in a form. One object per field of a frozen section, made once and shared by all forms: it keeps nothing of a person.

`raw` is what stands in the inputs of a field. It is read from what was sent (or made from the stored answer), shown again as it is, and
judged by `clean`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString

from ..schema import AnyVeld
from . import html
from .cells import Cel
from .sent import Sent


@dataclass(frozen=True, slots=True)
class Fout:
    """What is wrong with one input: what it is called in an error summary, the sentence, and the id that the summary leads to."""

    label: str
    tekst: str
    anker: str


# By the name of the input.
Fouten = dict[str, Fout]


def veld_name(veld: AnyVeld, *parts: object) -> str:
    """The name of an input: veld_<key>, or veld_<key>__<part>… for an input inside it."""
    return "__".join([f"veld_{veld.key}", *map(str, parts)])


@dataclass(frozen=True)
class Samenhang:
    """What a field may know of the form that it stands in."""

    # The answer to another question, or "" (of this form as it was typed; of the rest of the file as it was stored).
    said: Callable[[str], str] = lambda key: ""
    # Whether another question is asked in this same form.
    asked_here: Callable[[str], bool] = lambda key: False
    label: Callable[[str], str] = lambda key: key
    lezer: str = "school"
    bestand_url: Callable[[str], str] | None = None
    bestand_adres: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class Vak:
    """One labelled input inside a field, as a template shows it."""

    id: str
    label: str
    html: SafeString
    fout: str = ""
    grouped: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Getoond:
    """A field as a template shows it: `html` of a single input, or `lijf` for the template of its kind."""

    html: SafeString = field(default_factory=SafeString)
    lijf: Mapping[str, Any] = field(default_factory=dict)


class Invulveld:
    """A field in a form.

    Args:
        veld: the frozen field.
    """

    # Which template shows it (templates/formats/veld/); empty when `html` is all there is.
    template: ClassVar[str] = ""
    # Whether it has several controls, which need a fieldset instead of a label.
    grouped = True
    # Whether anything can be answered here.
    answerable: ClassVar[bool] = True
    hint = ""

    def __init__(self, veld: Any) -> None:
        self.veld = veld
        self.name = veld_name(veld)

    def start(self, answer: Any) -> Any:
        """The stored answer (as formats.answers.stored gives it) as it stands in the inputs."""
        return answer

    def read(self, sent: Sent, answer: Any) -> Any:
        """What stood in the inputs when they were sent; the earlier answer where they were not sent."""
        raise NotImplementedError

    def press(self, raw: Any, add: bool, part: str) -> tuple[Any, str]:
        """Add or remove a row; returns what then stands in the inputs, and the name of a new row's first input."""
        return raw, ""

    def typed(self, raw: Any) -> Any:
        """What was typed, in the shape of answers, not judged."""
        return raw

    def clean(self, raw: Any, earlier: Any, samenhang: Samenhang) -> tuple[Any, Fouten]:
        """The answer to store, and what is wrong with it."""
        raise NotImplementedError

    def show(self, raw: Any, fouten: Fouten, samenhang: Samenhang, attrs: str, earlier: Any) -> Getoond:
        """The inputs. `attrs` ties a single input to the field's hint and error."""
        return Getoond()


def judge(cel: Cel, raw: Any, earlier: Any, name: str, label: str, fouten: Fouten) -> str:
    """Clean one input; what is wrong is added to `fouten`, and the typed text is returned all the same."""
    try:
        return cel.clean(raw, earlier)
    except ValidationError as wrong:
        fouten[name] = Fout(label, wrong.messages[0], anchor(cel, name))
        return cel.typed(raw)


def anchor(cel: Cel, name: str) -> str:
    """The id of the first control of an input."""
    return f"id_{name}_0" if cel.grouped else f"id_{name}"


def vak(cel: Cel, name: str, label: str, raw: Any, fouten: Fouten, *, extra: str = "", earlier: Any = ()) -> Vak:
    """One labelled input with its error."""
    fout = fouten[name].tekst if name in fouten else ""
    ids = [f"id_{name}_fout"] if fout else []
    if cel.hint:
        ids.insert(0, f"id_{name}_uitleg")
    return Vak(
        f"id_{name}", label, cel.html(name, raw, html.described(ids, wrong=bool(fout), extra=extra), earlier), fout, cel.grouped, cel.hint
    )
