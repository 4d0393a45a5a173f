"""Choosing one option: radio buttons for few, a list for many, headings over them, and an answer in own words ("anders, namelijk")."""

from collections.abc import Collection, Sequence
from functools import cached_property
from html import escape
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString

from ..schema import MAX_CEL, Kolom, Optiegroep
from . import html
from .cells import Cel, within

MAX_RADIOS = 8
# What the inputs send for "in own words"; no option can be called so, because an option is a line that an editor typed.
ANDERS = "__anders__"
ANDERS_LABEL = "Anders, namelijk"
UNKNOWN_CHOICE = "Dit antwoord staat niet in de lijst. Kies een antwoord uit de lijst."
NO_WORDS = "Schrijf bij ‘Anders, namelijk’ wat het is, of kies een ander antwoord."
TWO_ANSWERS = "Er is een antwoord gekozen en er staat ook iets bij ‘Anders, namelijk’. Laat een van de twee staan."
NOT_CHOSEN = "Nog niet gekozen"


class KeuzeCel(Cel):
    """One option, or own words; `raw` is (what was chosen, the own words).

    Args:
        labels: what each option reads as, when that is not the option itself.
        groepen: headings over the options.
        anders: whether own words will do.
        radios: whether few options are radio buttons; never with headings.
    """

    def __init__(
        self,
        opties: Sequence[str],
        *,
        labels: Sequence[str] = (),
        groepen: Sequence[Optiegroep] = (),
        anders: bool = False,
        radios: bool = False,
        empty: str = NOT_CHOSEN,
    ) -> None:
        super().__init__(MAX_CEL["korte_tekst"])
        self.opties, self.labels, self.groepen, self.anders = tuple(opties), tuple(labels or opties), tuple(groepen), anders
        self.known = frozenset(self.opties)
        self.empty = empty
        self.radios = radios and not groepen and len(self.opties) <= MAX_RADIOS
        # With own words there are two controls; a list has its own label all the same.
        self.grouped = self.radios

    def start(self, answer: str) -> Any:
        """An answer that is no option stands in own words, or as an extra option where own words are not asked."""
        return (ANDERS, answer) if self.anders and answer and answer not in self.known else (answer, "")

    def read(self, sent: Any, name: str, answer: str) -> Any:
        """What was chosen, and the own words beside it."""
        if name not in sent and f"{name}__anders" not in sent:
            return self.start(answer)
        own = sent.one(f"{name}__anders") if self.anders else ""
        return (sent.one(name) if name in sent else self.start(answer)[0], own)

    def typed(self, raw: Any) -> str:
        """Own words without a choice count as own words."""
        chosen, own = raw
        return own if self.anders and chosen in ("", ANDERS) else chosen

    def clean(self, raw: Any, earlier: Collection[str] = ()) -> str:
        """The option or the own words."""
        chosen, own = raw
        if self.anders and chosen in ("", ANDERS):
            if chosen and not own:
                raise ValidationError(NO_WORDS, code="own_words")
            return within(own, self.max_lengte)
        if chosen and chosen not in self.known and chosen not in earlier:
            raise ValidationError(UNKNOWN_CHOICE, code="invalid_choice")
        if own and own not in earlier:
            raise ValidationError(TWO_ANSWERS, code="two_answers")
        return chosen

    def html(self, name: str, raw: Any, attrs: str = "", earlier: Collection[str] = ()) -> SafeString:
        """The options, and an input for own words where they are asked."""
        chosen, own = raw
        extra = [optie for optie in sorted(earlier) if optie not in self.known] if not self.anders else []
        if self.radios:
            choices = [*self._choices, *((optie, optie) for optie in extra), *self._last]
            control = html.joined('<div class="gp-choices">', html.ticks(name, choices, [chosen], kind="radio"), "</div>")
        else:
            options = self._options + "".join(html.option(optie, optie) for optie in extra)
            control = html.select(name, chosen, options, attrs)
        return html.joined(control, own_words(name, own)) if self.anders else control

    @cached_property
    def _choices(self) -> list[tuple[str, str]]:
        return list(zip(self.opties, self.labels, strict=True))

    @cached_property
    def _last(self) -> list[tuple[str, str]]:
        return [*([(ANDERS, ANDERS_LABEL)] if self.anders else []), ("", self.empty)]

    @cached_property
    def _options(self) -> str:
        """The list's options as HTML; the same for everybody, so made once."""
        if self.groepen:
            options = "".join(html.optgroup(groep.label, groep.opties) for groep in self.groepen)
        else:
            options = "".join(html.option(*choice) for choice in self._choices)
        return html.option("", self.empty) + options + (html.option(ANDERS, ANDERS_LABEL) if self.anders else "")


def keuze_kolom(kolom: Kolom) -> KeuzeCel:
    """The choice in a column: always a list, which takes little room."""
    return KeuzeCel(kolom.opties, groepen=kolom.groepen, anders=kolom.anders)


def own_words(name: str, value: str) -> SafeString:
    """The input for own words, under the choice that it belongs to."""
    return html.joined(
        f'<div class="gp-own-words" data-anders="{escape(name)}"><label for="id_{escape(name)}__anders">{ANDERS_LABEL}</label>',
        html.input_line(f"{name}__anders", value),
        "</div>",
    )
