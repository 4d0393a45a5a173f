"""Options as an editor types them: one on a line, headings on lines that begin with #, and for a bank the child's words behind an upright stroke.

Reading and writing are each other's opposite for every format without problems (formats/schema/rules.py), so nothing is lost between the editor
and a frozen version. Whatever cannot be written plainly gets a backslash in front of it.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from .schema import Bankitem, Optiegroep
from .text import clean_text

_HEADING = "#"
_STROKE = re.compile(r"(?<!\\)\|")


def read_lines(text: Any) -> tuple[str, ...]:
    """The lines with something on them."""
    return tuple(line for raw in clean_text(text).split("\n") if (line := raw.strip()))


def read_options(text: Any) -> tuple[tuple[str, ...], tuple[Optiegroep, ...]]:
    """The options and the headings over them. An option under two headings is one option."""
    loose: list[str] = []
    groups: list[tuple[str, list[str]]] = []
    for line in read_lines(text):
        if line.startswith(_HEADING):
            groups.append((line.removeprefix(_HEADING).strip(), []))
        else:
            (groups[-1][1] if groups else loose).append(line.removeprefix("\\"))
    grouped = dict.fromkeys(optie for _label, opties in groups for optie in opties)
    opties = (*loose, *(optie for optie in grouped if optie not in loose))
    return opties, tuple(Optiegroep(label=label, opties=tuple(own)) for label, own in groups)


def write_options(opties: Sequence[str], groepen: Sequence[Optiegroep] = ()) -> str:
    """The text that `read_options` reads as these. The options themselves come first only where the groups have another order."""
    grouped = list(dict.fromkeys(optie for groep in groepen for optie in groep.opties))
    lines = [] if groepen and grouped == list(opties) else [_plain(optie) for optie in opties]
    for groep in groepen:
        lines += [f"{_HEADING} {groep.label}", *(_plain(optie) for optie in groep.opties)]
    return "\n".join(lines)


def read_items(groups: Iterable[dict[str, Any]]) -> tuple[Bankitem, ...]:
    """The items of a bank out of its groups: {"domein", "richting", "gevoelig", "items": one on a line}."""
    items = []
    for group in groups:
        richting = group.get("richting") or ""
        for line in read_lines(group.get("items")):
            label, *rest = (part.replace("\\|", "|").strip() for part in _STROKE.split(line, maxsplit=1))
            items.append(
                Bankitem(
                    label=label.removeprefix("\\"),
                    kindtaal=rest[0] if rest else "",
                    domein=clean_text(group.get("domein")),
                    richting=richting if richting in ("bevorderend", "belemmerend") else "",
                    gevoelig=bool(group.get("gevoelig")),
                )
            )
    return tuple(items)


def write_items(items: Iterable[Bankitem]) -> list[dict[str, Any]]:
    """The groups that `read_items` reads as these items: what follows each other in one domain and direction stands together."""
    groups: list[dict[str, Any]] = []
    for item in items:
        heading = {"domein": item.domein, "richting": item.richting, "gevoelig": item.gevoelig}
        if not groups or any(groups[-1][name] != value for name, value in heading.items()):
            groups.append({**heading, "items": []})
        line = _plain(item.label.replace("|", "\\|"))
        groups[-1]["items"].append(f"{line} | {item.kindtaal.replace('|', chr(92) + '|')}" if item.kindtaal else line)
    return [{**group, "items": "\n".join(group["items"])} for group in groups]


def _plain(optie: str) -> str:
    return f"\\{optie}" if optie.startswith((_HEADING, "\\")) else optie
