"""Single inputs as HTML, written here and not in templates: a page has hundreds of them, and each is one line. Everything is escaped here."""

from collections.abc import Iterable, Sequence
from html import escape

from django.utils.safestring import SafeString

# Browsers offer earlier answers to whoever sits at the computer next; answers about a child are not for that.
PRIVATE = 'autocomplete="off"'


def input_line(name: str, value: str, attrs: str = "", *, kind: str = "text", css: str = "gp-input") -> SafeString:
    """An input of one line. `attrs` is HTML from `described`, or fixed text."""
    name = escape(name)
    return _safe(f'<input type="{kind}" name="{name}" value="{escape(value)}" class="{css}" {PRIVATE} id="id_{name}"{attrs}>')


def hidden(name: str, value: str) -> SafeString:
    """A value that travels along."""
    return _safe(f'<input type="hidden" name="{escape(name)}" value="{escape(value)}">')


def textarea(name: str, value: str, attrs: str = "", *, rows: int = 6) -> SafeString:
    """A text of several lines; the line break after the tag keeps a first empty line of the text."""
    name = escape(name)
    return _safe(
        f'<textarea name="{name}" rows="{rows}" class="gp-textarea" {PRIVATE} id="id_{name}"{attrs}>\n{escape(value, quote=False)}</textarea>'
    )


def option(value: str, label: str) -> str:
    """One option of a list, not chosen."""
    return f'<option value="{escape(value)}">{escape(label, quote=False)}</option>'


def optgroup(label: str, opties: Iterable[str]) -> str:
    """Options under a heading."""
    return f'<optgroup label="{escape(label)}">{"".join(option(optie, optie) for optie in opties)}</optgroup>'


def select(name: str, value: str, options: str, attrs: str = "") -> SafeString:
    """A list to choose from. `options` is HTML of `option` and `optgroup`, made once; the chosen one is marked in it here."""
    name = escape(name)
    start = f'<option value="{escape(value)}"'
    marked = options.replace(f"{start}>", f"{start} selected>", 1)
    return _safe(f'<select name="{name}" class="gp-select" {PRIVATE} id="id_{name}"{attrs}>{marked}</select>')


def ticks(
    name: str, choices: Sequence[tuple[str, str]], chosen: Iterable[str], *, kind: str, attrs: str = "", css: str = "gp-choice"
) -> SafeString:
    """Radio buttons or checkboxes, each with its label; the first has the name's own id with _0 behind it."""
    name, on = escape(name), set(chosen)
    rows = (
        f'<div class="{css}"><input type="{kind}" name="{name}" value="{escape(value)}" id="id_{name}_{number}"'
        f'{" checked" if value in on else ""}{attrs}><label for="id_{name}_{number}">{escape(label, quote=False)}</label></div>'
        for number, (value, label) in enumerate(choices)
    )
    return _safe("".join(rows))


def described(ids: Sequence[str], *, wrong: bool = False, extra: str = "") -> str:
    """The attributes that tie an input to its hint and its error."""
    text = f' aria-describedby="{escape(" ".join(ids))}"' if ids else ""
    invalid = ' aria-invalid="true"' if wrong else ""
    return f"{text}{invalid}{extra}"


def joined(*parts: str) -> SafeString:
    """Pieces of HTML behind each other; each of them comes from this module."""
    return _safe("".join(parts))


def _safe(html: str) -> SafeString:
    return SafeString(html)
