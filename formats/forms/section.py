"""The form of one section.

What is typed is never lost: an invalid form shows it again, a row more or less keeps the rest, and an input that is missing from what was sent
keeps the answer that was there. What this viewer may not fill in is shown as text and never read from what was sent; what this viewer may not
read is not in the form at all, and stays as it was stored.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from ..answers import HERKOMST, NVT, reasons, stored
from ..berekend import computed
from ..fields import BankVeld, Fouten, Invulveld, Samenhang, Sent, invulvelden
from ..prefill import Voorstel
from ..readable import Regel, alone, may_see_sources, readable
from ..readers import Rol, reads
from ..schema import Bestand, FormatSchema, Sectie
from . import nvt
from .origin import Herkomst, sentence
from .shown import Invoer, Nvt
from .when import as_data, decided, in_words, still_open


@dataclass(frozen=True)
class FormFout:
    """A wrong input for the error summary."""

    label: str
    anchor: str
    errors: list[str]


class SectieForm:
    """The inputs of one section.

    Args:
        sectie: the frozen section.
        answers: what was answered before.
        data: what was sent (request.POST), or None to show the answers.
        editable: the values of `invuller` that this viewer may fill in; None means all.
        lezer: as whom this viewer reads.
        schema: the format as its variant has it; without it conditions look inside the section only.
        alles: the answers of the whole file by field key (formats.conditions.flat).
        voorstellen: proposals for empty fields, by field key.
        bestand_url: gives the page on which a file is added to a field; without it files are not kept here.
        bestand_adres: gives the address of a file by its id.
    """

    def __init__(
        self,
        sectie: Sectie,
        answers: Mapping[str, Any],
        *,
        data: Mapping[str, Any] | None = None,
        editable: frozenset[str] | None = None,
        lezer: Rol = "school",
        schema: FormatSchema | None = None,
        alles: Mapping[str, Any] | None = None,
        voorstellen: Mapping[str, Voorstel] | None = None,
        bestand_url: Callable[[str], str] | None = None,
        bestand_adres: Callable[[str], str] | None = None,
    ) -> None:
        self.sectie, self.lezer = sectie, lezer
        self.is_bound = data is not None
        self.row_request = data is not None and ("rij_erbij" in data or "rij_weg" in data)
        self._answers = dict(answers)
        self._given_schema, self._alles = schema, alles or {}
        self._herkomst = Herkomst(self._answers, voorstellen)
        self._bestand_url, self._bestand_adres = bestand_url, bestand_adres
        self._fields = [field for field in invulvelden(sectie) if reads(field.veld, lezer)]
        self._earlier = {field.veld.key: stored(field.veld, self._answers) for field in self._fields}
        self._editable = {field.veld.key: field for field in self._fields if self._may_edit(field, editable)}
        self._reasons = reasons(self._answers)
        self._focus = ""
        self._raw: dict[str, Any] = {}
        self._nvt: dict[str, nvt.Reden] = {}
        self._fill(None if data is None else Sent(data))

    # --- building -------------------------------------------------------------------------------

    def _may_edit(self, field: Invulveld, editable: frozenset[str] | None) -> bool:
        if not field.answerable or (editable is not None and field.veld.invuller not in editable):
            return False
        return not (isinstance(field, BankVeld) and field.closed(self._earlier[field.veld.key], self.lezer))

    def _fill(self, sent: Sent | None) -> None:
        """Put into the inputs what was sent, or else what was stored or proposed."""
        for key, field in self._editable.items():
            earlier = self._earlier[key]
            if sent is None:
                proposal = self._herkomst.proposal(field.veld, earlier) if key not in self._reasons else None
                self._raw[key] = field.start(earlier if proposal is None else proposal)
            else:
                self._raw[key] = field.read(sent, earlier)
            if field.veld.nvt:
                before = self._reasons.get(key, "")
                self._nvt[key] = nvt.Reden(bool(before), before) if sent is None else nvt.read(sent, field.name)
        if sent is not None and self.row_request:
            self._press(sent)

    def _press(self, sent: Sent) -> None:
        """Do what the pressed button asks; a button that belongs to nothing does nothing."""
        added = self._editable.get(sent.one("rij_erbij"))
        if added is not None:
            self._raw[added.veld.key], self._focus = added.press(self._raw[added.veld.key], True, "")
        key, _colon, part = sent.one("rij_weg").rpartition(":")
        removed = self._editable.get(key)
        if removed is not None:
            self._raw[key], _focus = removed.press(self._raw[key], False, part)

    @cached_property
    def _schema(self) -> FormatSchema:
        return self._given_schema or alone(self.sectie)

    @cached_property
    def _now(self) -> dict[str, Any]:
        """All answers of the file as they would be with what is typed here."""
        typed = {key: field.typed(self._raw[key]) for key, field in self._editable.items()}
        return {**self._alles, **self._answers, **typed}

    @cached_property
    def _absent(self) -> set[str]:
        if not any(field.veld.voorwaarden for field in self._fields):
            return set()
        return decided(self._fields, set(self._editable), self._schema, self._now)

    @cached_property
    def _asked(self) -> dict[str, Invulveld]:
        """The fields that can be filled in here and now, by key."""
        return {key: field for key, field in self._editable.items() if key not in self._absent}

    @cached_property
    def _samenhang(self) -> Samenhang:
        return Samenhang(
            said=self._said,
            asked_here=self._asked.__contains__,
            label=lambda key: self._schema.veld_by_key[key].label if key in self._schema.veld_by_key else key,
            lezer=self.lezer,
            bestand_url=self._bestand_url,
            bestand_adres=self._bestand_adres,
        )

    def _said(self, key: str) -> str:
        veld = self._schema.veld_by_key.get(key)
        value = stored(veld, self._now) if veld is not None else ""
        return value if isinstance(value, str) else ""

    # --- answers --------------------------------------------------------------------------------

    @cached_property
    def _cleaned(self) -> tuple[dict[str, Any], Fouten]:
        """The judged answers and what is wrong; nothing is judged while a row is being added or removed."""
        values: dict[str, Any] = {}
        fouten: Fouten = {}
        if not self.is_bound or self.row_request:
            return values, fouten
        for key, field in self._asked.items():
            values[key], wrong = field.clean(self._raw[key], self._earlier[key], self._samenhang)
            fouten |= wrong
            if key in self._nvt:
                fouten |= nvt.check(self._nvt[key], self._reasons.get(key, ""), field.name, field.veld.label)
        return values, fouten

    @property
    def errors(self) -> dict[str, list[str]]:
        """What is wrong, by the name of the input."""
        return {name: [fout.tekst] for name, fout in self._cleaned[1].items()}

    def non_field_errors(self) -> list[str]:
        """Every error belongs to an input."""
        return []

    def __iter__(self) -> Iterator[FormFout]:
        """The wrong inputs, for the error summary."""
        return (FormFout(fout.label, fout.anker, [fout.tekst]) for fout in self._cleaned[1].values())

    def is_valid(self) -> bool:
        """Whether the answers may be saved; never while a row is being added or removed."""
        return self.is_bound and not self.row_request and not self._cleaned[1]

    def answers(self) -> dict[str, Any]:
        """Everything to store for this section: the sent answers, and the earlier ones of what this viewer may not fill in or read.

        Raises:
            ValueError: when the form was not sent or is not valid.
        """
        if not self.is_valid():
            raise ValueError("Only a valid form has answers.")
        return self._collect(self._cleaned[0])

    def typed(self) -> dict[str, Any]:
        """What was typed, in the shape of answers but not judged: for showing beside another text."""
        if not self.is_bound:
            return dict(self._answers)
        return self._collect({key: field.typed(self._raw[key]) for key, field in self._asked.items()})

    def _collect(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The answers with their reasons and origins, beside all that is not in this form."""
        result = dict(self._answers)
        origins: dict[str, Any] = {}
        why = {key: reason for key, reason in self._reasons.items() if key not in self._asked or key not in self._nvt}
        for key, field in self._asked.items():
            if isinstance(field.veld, Bestand):
                continue  # files are added and removed elsewhere
            result[key] = values[key]
            origins[key] = self._herkomst.of(field.veld, self._earlier[key], values[key])
        why |= {key: reden.answer for key, reden in self._nvt.items() if key in self._asked and reden.answer}
        for name, kept in ((NVT, why), (HERKOMST, self._herkomst.updated(origins))):
            result.pop(name, None)
            if kept:
                result[name] = kept
        return result

    # --- showing --------------------------------------------------------------------------------

    def invoeren(self) -> Iterator[Invoer]:
        """Every field of the section that this viewer finds here, in order, as the template shows it."""
        for field in self._fields:
            key = field.veld.key
            if key in self._absent:
                continue
            if key in self._asked:
                yield self._input(field)
            elif not field.answerable:
                if may_see_sources(field.veld, self._schema, self.lezer):
                    yield self._still(field)
            elif key in self._regels:
                yield self._words(field, Invoer(field.veld, f"id_{field.name}", "", regel=self._regels[key]))

    @cached_property
    def _regels(self) -> dict[str, Regel]:
        """The answers to read, of what this viewer may not fill in."""
        lines = readable(
            self.sectie,
            self._answers,
            schema=self._given_schema,
            alles=self._now,
            lezer=self.lezer,
            bestand_adres=self._bestand_adres,
        )
        return {regel.key: regel for regel in lines}

    def _input(self, field: Invulveld) -> Invoer:
        key, fouten = field.veld.key, self._cleaned[1]
        invoer = Invoer(field.veld, f"id_{field.name}", "", grouped=field.grouped, template=field.template, hint=field.hint)
        self._words(field, invoer)
        if field.name in fouten:
            invoer.fout = fouten[field.name].tekst
        origin = self._herkomst.of(field.veld, self._earlier[key], field.typed(self._raw[key])) if self._herkomst.any else None
        invoer.herkomst = sentence(origin) if origin else ""
        ids = [f"{invoer.id}_{part}" for part, there in self._notes(invoer) if there]
        invoer.described_by = " ".join(ids)
        # A single input is tied to its notes; of several inputs the fieldset is, and they only need to know where to start.
        attrs = self._focus if field.grouped else _tied(invoer)
        shown = field.show(self._raw[key], fouten, self._samenhang, attrs, self._earlier[key])
        invoer.html, invoer.lijf = shown.html, shown.lijf
        if key in self._nvt:
            name = f"{field.name}__nvt_reden"
            reden = self._nvt[key]
            invoer.nvt = Nvt(f"{field.name}__nvt", reden.ticked, reden.text, fouten[name].tekst if name in fouten else "")
        return invoer

    def _still(self, field: Invulveld) -> Invoer:
        """Text between the questions, or what is worked out from them."""
        invoer = self._words(field, Invoer(field.veld, f"id_{field.name}", "", still=True))
        if field.veld.type == "berekend":
            invoer.lijf = {"waarde": computed(field.veld, self._now, self._schema, timezone.localdate())}
        else:
            invoer.html = field.show(None, {}, self._samenhang, "", None).html
        return invoer

    def _words(self, field: Invulveld, invoer: Invoer) -> Invoer:
        """The label for this reader, and the conditions that are still open."""
        veld = field.veld
        for_child = self.lezer == "leerling" and bool(veld.kindlabel)
        invoer.label, invoer.kindlabel = (veld.kindlabel, "") if for_child else (veld.label, veld.kindlabel)
        invoer.invuller = "" if veld.invuller == self.lezer else veld.invuller
        if veld.voorwaarden and invoer.regel is None and (waiting := still_open(veld, set(self._asked))):
            invoer.voorwaarden, invoer.als = as_data(waiting), in_words(waiting, self._schema)
        return invoer

    @staticmethod
    def _notes(invoer: Invoer) -> tuple[tuple[str, bool], ...]:
        hint = bool(invoer.veld.hulptekst or invoer.hint)
        return (("als", bool(invoer.als)), ("uitleg", hint), ("herkomst", bool(invoer.herkomst)), ("fout", bool(invoer.fout)))


def _tied(invoer: Invoer) -> str:
    ids = f' aria-describedby="{invoer.described_by}"' if invoer.described_by else ""
    return f'{ids} aria-invalid="true"' if invoer.fout else ids
