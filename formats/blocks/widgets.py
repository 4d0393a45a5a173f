"""Settings that the editor's script draws: which questions a condition looks at, which variants a part belongs to, boxes to tick.

The page holds one hidden input per setting; formats/static/formats/js/editor.js reads the other blocks of the page, so that an editor chooses a
question by its label while its block id is what is stored. Renaming and moving the source change nothing.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django import forms
from django.apps import apps
from django.templatetags.static import static
from django.utils.functional import cached_property
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.telepath import Adapter, register
from wagtail.blocks import FieldBlock

from ..text import clean_text
from .choices import antwoorden

Choices = list[tuple[str, str]]
VERGELIJKINGEN = ("is", "is_niet", "gevuld", "leeg", "minstens", "hoogstens")


class DrawnWidget(forms.Widget):
    """A hidden input that editor.js turns into something to click on.

    Args:
        soort: the name of the drawing in editor.js: voorwaarden, vraag, vragen, varianten, vinkjes or voorvullen.
        choices: what can be ticked or chosen, for the drawings that have choices; may be a function, asked once per page.
    """

    show_add_comment_button = False

    def __init__(self, soort: str, choices: Choices | Callable[[], Choices] = ()) -> None:  # type: ignore[assignment]
        super().__init__()
        self.soort, self.choices = soort, choices

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What the script put there; anything else reads as nothing."""
        try:
            return json.loads(data.get(name) or "null")
        except (ValueError, RecursionError):
            return None

    def format_value(self, value: Any) -> Any:
        """Telepath takes it as it is."""
        return value


class DrawnWidgetAdapter(Adapter):
    """Hands a widget to editor.js."""

    js_constructor = "formats.Getekend"

    def js_args(self, widget: DrawnWidget) -> list[Any]:
        """The name of the drawing and its choices."""
        choices = widget.choices() if callable(widget.choices) else widget.choices
        return [widget.soort, [list(choice) for choice in choices]]

    @cached_property
    def media(self) -> forms.Media:
        """Our script, after the blocks of Wagtail that it builds on."""
        return forms.Media(
            js=[
                versioned_static("wagtailadmin/js/telepath/blocks.js"),
                versioned_static("wagtailadmin/js/telepath/widgets.js"),
                static("formats/js/editor-vragen.js"),
                static("formats/js/editor-tekenen.js"),
                static("formats/js/editor.js"),
            ],
            css={"all": [static("formats/css/editor.css")]},
        )


register(DrawnWidgetAdapter(), DrawnWidget)


class DrawnBlock(FieldBlock):
    """A setting in plain data: a text, or a list of texts."""

    def __init__(self, soort: str, *, many: bool = True, choices: Any = (), help_text: str = "", **kwargs: Any) -> None:
        self.many = many
        self.field = forms.Field(required=False, widget=DrawnWidget(soort, choices), help_text=help_text)
        super().__init__(**kwargs)

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """What was sent, in its own shape whatever was sent."""
        return self.normalize(super().value_from_datadict(data, files, prefix))

    def to_python(self, value: Any) -> Any:
        """What was stored, in its own shape."""
        return self.normalize(value)

    def normalize(self, value: Any) -> Any:
        """The value in its own shape: never an error."""
        if not self.many:
            return clean_text(value)[:200]
        return [clean_text(item)[:300] for item in value if isinstance(item, str)] if isinstance(value, list | tuple) else []


class VoorwaardenBlock(DrawnBlock):
    """The conditions of a part, section or field: [{"bron", "vergelijking", "waarden"}]."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__("voorwaarden", choices=antwoorden, **kwargs)

    def normalize(self, value: Any) -> list[dict[str, Any]]:
        """Conditions in their own shape; what is no condition is left out."""
        found = []
        for item in value if isinstance(value, list | tuple) else ():
            if isinstance(item, dict):
                waarden = item.get("waarden")
                found.append(
                    {
                        "bron": clean_text(item.get("bron"))[:200],
                        "vergelijking": item.get("vergelijking") if item.get("vergelijking") in VERGELIJKINGEN else "is",
                        "waarden": [clean_text(waarde)[:300] for waarde in waarden if isinstance(waarde, str)]
                        if isinstance(waarden, list | tuple)
                        else [],
                    }
                )
        return found


class RecordBlock(FieldBlock):
    """A list, a bank or a help text of the swv, chosen by its name; stored as its number.

    Args:
        model: "Lijst", "Bank" or "Hulptekst".
    """

    def __init__(self, model: str, *, leeg: str, help_text: str = "", **kwargs: Any) -> None:
        self.model = model
        choices: Any = lambda: [("", leeg), *_records(model)]  # noqa: E731  Django asks it anew for every page
        widget: Any = forms.Select(choices=choices)
        widget.show_add_comment_button = False
        self.field = forms.CharField(required=False, max_length=40, widget=widget, help_text=help_text)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> str:
        """What was stored, as text."""
        return str(value) if isinstance(value, int | str) else ""

    def normalize(self, value: Any) -> str:
        """The same for what code puts there."""
        return self.to_python(value)

    def extract_references(self, value: Any) -> Iterator[tuple[Any, str, str, str]]:
        """So that the admin can say in which formats something is used before it is deleted."""
        if value and str(value).isdecimal():
            yield apps.get_model("formats", self.model), str(value), "", ""


def _records(model: str) -> Iterable[tuple[str, str]]:
    rows = list(apps.get_model("formats", model).objects.order_by("naam").values_list("pk", "naam", "site__hostname"))
    several = len({site for _pk, _naam, site in rows}) > 1
    return [(str(pk), f"{naam} ({site})" if several else naam) for pk, naam, site in rows]
