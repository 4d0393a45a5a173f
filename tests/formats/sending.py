"""What a browser would send of a form as it stands in HTML: so that a test posts what people post, not what the code expects."""

from html.parser import HTMLParser

from django.http import QueryDict
from django.template.loader import render_to_string

from formats.forms import SectieForm


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.sent = QueryDict(mutable=True)
        self._inert = 0
        self._area = ""
        self._select = ""
        self._chosen: str | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "template":
            self._inert += 1
        if self._inert:
            return
        if tag == "input" and (found["type"] not in ("radio", "checkbox") or "checked" in found):
            self.sent.appendlist(found["name"], found["value"])
        elif tag == "textarea":
            self._area, self._text = found["name"], ""
        elif tag == "select":
            self._select, self._chosen = found["name"], None
        elif tag == "option" and (self._chosen is None or "selected" in found):
            self._chosen = found["value"]

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "template":
            self._inert -= 1
        elif tag == "textarea" and self._area:
            self.sent.appendlist(self._area, self._text.removeprefix("\n"))
            self._area = ""
        elif tag == "select" and self._select:
            self.sent.appendlist(self._select, self._chosen or "")
            self._select = ""


def html(form: SectieForm) -> str:
    """The form as a browser receives it."""
    return render_to_string("formats/section_form.html", {"form": form})


def sends(form: SectieForm, **typed: str | list[str]) -> QueryDict:
    """What the browser sends of this form after these inputs were changed; an empty list sends nothing under that name."""
    reader = _Reader()
    reader.feed(html(form))
    for name, value in typed.items():
        reader.sent.setlist(name, value if isinstance(value, list) else [value])
        if not value and isinstance(value, list):
            del reader.sent[name]
    return reader.sent
