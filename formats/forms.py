"""The form of one section, made at run time from the frozen schema; who may see or save it is decided elsewhere.

What is typed is never lost: an invalid form shows it again, a row more or less keeps the rest, and an input that is missing from what was sent
keeps the answer that was there. What this viewer may not fill in is shown as text and never read from what was sent.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorDict
from django.utils.datastructures import MultiValueDict

from .answers import stored
from .fields import DatumField, row_fields, single_fields, veld_name
from .readable import Regel, readable_veld
from .schema import AnyVeld, JaNee, Meerkeuze, Rijen, Sectie
from .text import clean_text

GROUPED = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@dataclass
class Invoer:
    """One veld as the template shows it: inputs, or the answer to read when this viewer may not fill it in."""

    veld: AnyVeld
    veld_id: str
    regel: Regel | None = None
    input: BoundField | None = None
    toelichting: BoundField | None = None
    rijen: list[list[tuple[str, BoundField]]] = field(default_factory=list)
    aantal_name: str = ""
    vol: bool = False

    @property
    def group(self) -> bool:
        """Whether the inputs need a fieldset: choices, yes or no, rows."""
        return self.input is None or isinstance(self.input.field.widget, GROUPED)


class SectieForm(forms.Form):
    """The inputs of one section.

    Args:
        sectie: the frozen section.
        answers: what was answered before.
        data: what was sent (request.POST), or None to show the answers.
        editable: the values of `invuller` that this viewer may fill in; None means all.
    """

    def __init__(
        self, sectie: Sectie, answers: dict[str, Any], *, data: Mapping[str, Any] | None = None, editable: frozenset[str] | None = None
    ) -> None:
        self.sectie = sectie
        self._answers = dict(answers)
        self._editable = [veld for veld in sectie.velden if editable is None or veld.invuller in editable]
        self.row_request = data is not None and ("rij_erbij" in data or "rij_weg" in data)
        self._rows: dict[str, list[dict[str, str]]] = {}
        sent = None if data is None else _Sent(data)
        self._row_added = ""
        super().__init__(data=None if sent is None else MultiValueDict(), auto_id="id_%s")
        for veld in self._editable:
            if isinstance(veld, Rijen):
                self._add_rows(veld, sent)
            else:
                self._add_single(veld, sent)

    # --- building -------------------------------------------------------------------------------

    def _add_single(self, veld: AnyVeld, sent: "_Sent | None") -> None:
        """Make the inputs of a veld; an input that was not sent keeps its answer (unticked boxes are never sent, so they do count)."""
        value = stored(veld, self._answers)
        values = [value["antwoord"], value["toelichting"]] if isinstance(veld, JaNee) else [value]
        for (name, form_field), initial in zip(single_fields(veld).items(), values, strict=True):
            self.fields[name] = form_field
            self.initial[name] = initial
            if sent is None:
                continue
            if isinstance(veld, Meerkeuze):
                self.data.setlist(name, sent.all(name))
            else:
                self._set(name, form_field, sent.one(name, initial))

    def _add_rows(self, veld: Rijen, sent: "_Sent | None") -> None:
        rows = stored(veld, self._answers)
        if sent is not None:
            rows = sent.rows(veld, rows)
            self._change_rows(veld, rows, sent)
        self._rows[veld.key] = rows = rows or [{kolom.key: "" for kolom in veld.kolommen}]
        for number, row in enumerate(rows):
            for (name, form_field), value in zip(row_fields(veld, number).items(), row.values(), strict=True):
                self.fields[name] = form_field
                self.initial[name] = value
                if sent is not None:
                    self._set(name, form_field, value)
        if self._row_added == veld.key:
            # Without a script the browser starts at the top again; this brings the writer back to the new row.
            self.fields[veld_name(veld, len(rows) - 1, veld.kolommen[0].key)].widget.attrs["autofocus"] = True

    def _change_rows(self, veld: Rijen, rows: list[dict[str, str]], sent: "_Sent") -> None:
        """Do what the pressed button asks; a button that belongs to nothing does nothing."""
        if sent.one("rij_erbij", "") == veld.key and len(rows) < veld.max_rijen:
            if not rows:
                rows.append({kolom.key: "" for kolom in veld.kolommen})
            if len(rows) < veld.max_rijen:
                rows.append({kolom.key: "" for kolom in veld.kolommen})
            self._row_added = veld.key
        key, _, number = sent.one("rij_weg", "").rpartition(":")
        index = _number(number)
        if key == veld.key and index is not None and index < len(rows):
            del rows[index]

    def _set(self, name: str, form_field: forms.Field, value: str) -> None:
        self.data[name] = value
        if isinstance(form_field, DatumField):
            form_field.show_as_typed(value)

    # --- answers --------------------------------------------------------------------------------

    def full_clean(self) -> None:
        """Validate, except when a row was asked for: then nothing is judged yet."""
        if self.row_request:
            self._errors, self.cleaned_data = ErrorDict(), {}
            return
        super().full_clean()

    def is_valid(self) -> bool:
        """Whether the answers may be saved; never while a row is being added or removed."""
        return not self.row_request and super().is_valid()

    def answers(self) -> dict[str, Any]:
        """Everything to store for this section: the sent answers, and the earlier ones of what this viewer may not fill in.

        Raises:
            ValueError: when the form was not validated or is not valid.
        """
        if not self.is_valid():
            raise ValueError("Only a valid form has answers.")
        return self._collect(self.cleaned_data)

    def typed(self) -> dict[str, Any]:
        """What was typed, in the shape of answers but not judged: for showing beside another text."""
        if not self.is_bound:
            return dict(self._answers)
        lists = {veld_name(veld) for veld in self._editable if isinstance(veld, Meerkeuze)}
        return self._collect({name: self.data.getlist(name) if name in lists else self.data.get(name, "") for name in self.fields})

    def _collect(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """Put the values of the inputs into the shape of answers."""
        result = dict(self._answers)
        for veld in self._editable:
            name = veld_name(veld)
            if isinstance(veld, Rijen):
                rows = [
                    {kolom.key: values[veld_name(veld, number, kolom.key)] for kolom in veld.kolommen}
                    for number in range(len(self._rows[veld.key]))
                ]
                result[veld.key] = [row for row in rows if any(row.values())]
            elif isinstance(veld, JaNee):
                result[veld.key] = {"antwoord": values[name], "toelichting": values[veld_name(veld, "toelichting")]}
            else:
                result[veld.key] = values[name]
        return result

    # --- showing --------------------------------------------------------------------------------

    def invoeren(self) -> Iterator[Invoer]:
        """Every veld of the section in order, as the template shows it."""
        for veld in self.sectie.velden:
            yield self._invoer(veld)

    def _invoer(self, veld: AnyVeld) -> Invoer:
        invoer = Invoer(veld=veld, veld_id=f"id_{veld_name(veld)}")
        if veld not in self._editable:
            invoer.regel = readable_veld(veld, self._answers)
        elif isinstance(veld, Rijen):
            count = len(self._rows[veld.key])
            invoer.rijen = [
                [(kolom.label, self._bound(veld_name(veld, number, kolom.key))) for kolom in veld.kolommen] for number in range(count)
            ]
            invoer.aantal_name, invoer.vol = veld_name(veld, "aantal"), count >= veld.max_rijen
        else:
            invoer.input = self._bound(veld_name(veld))
            if isinstance(veld, JaNee):
                invoer.toelichting = self._bound(veld_name(veld, "toelichting"))
        return invoer

    def _bound(self, name: str) -> BoundField:
        """A bound field whose input names its hint and its error, so that a screen reader says them."""
        bound = self[name]
        if isinstance(bound.field.widget, GROUPED):
            # The fieldset around the choices names hint and error once, instead of every choice again.
            return bound
        described_by = [f"{bound.auto_id}_uitleg"] if bound.help_text else []
        if bound.errors:
            described_by.append(f"{bound.auto_id}_fout")
            bound.field.widget.attrs["aria-invalid"] = "true"
        if described_by:
            bound.field.widget.attrs["aria-describedby"] = " ".join(described_by)
        return bound


class _Sent:
    """What a browser (or something else) sent, cleaned of characters that cannot be stored."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data

    def all(self, name: str) -> list[str]:
        if hasattr(self._data, "getlist"):
            values = self._data.getlist(name)
        else:
            value = self._data.get(name, [])
            values = value if isinstance(value, list | tuple) else [value]
        return [clean_text(value) for value in values]

    def one(self, name: str, default: str) -> str:
        values = self.all(name)
        return values[-1] if values else default

    def rows(self, veld: Rijen, earlier: list[dict[str, str]]) -> list[dict[str, str]]:
        """The sent rows; the earlier ones when no rows were sent at all."""
        name = veld_name(veld, "aantal")
        if name not in self._data:
            return earlier
        count = _number(self.one(name, ""))
        if count is None:
            # A damaged count must not cost anybody a row: read as far as there are inputs.
            sent = (
                _number(other.split("__")[1]) for other in self._data if other.startswith(f"{veld_name(veld)}__") and other.count("__") == 2
            )
            count = max((number + 1 for number in sent if number is not None), default=0)
        return [
            {kolom.key: self.one(veld_name(veld, number, kolom.key), "") for kolom in veld.kolommen}
            for number in range(min(count, veld.max_rijen))
        ]


def _number(text: str) -> int | None:
    """A small row number, or None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else None
