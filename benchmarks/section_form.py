"""The form of a section beside a form that somebody wrote by hand for the same ten questions: `python benchmarks/section_form.py`.

Both show the same questions with the same kinds of inputs, read the same sent answers and judge them. The form by hand is an ordinary Django form
with a template that draws label, hint, error and input the way components/field.html does. Prints ratios, asserts nothing.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groeiportaal.settings.test")

import django  # noqa: E402

django.setup()

from django import forms  # noqa: E402
from django.core.validators import RegexValidator  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.template import engines  # noqa: E402
from django.template.loader import get_template  # noqa: E402

from formats.forms import SectieForm  # noqa: E402
from formats.schema import (  # noqa: E402
    Datum,
    Deel,
    FormatSchema,
    Gegeven,
    Getal,
    JaNee,
    Keuze,
    Kolom,
    KorteTekst,
    LangeTekst,
    Meerkeuze,
    Rijen,
    Sectie,
)

ROUNDS = int(os.environ.get("ROUNDS", "30"))
EACH = 20
STAND = ("bezig", "klaar")
VELDEN = (
    KorteTekst(key="groep", label="Groep", hulptekst="Bijvoorbeeld 5b"),
    LangeTekst(key="signalen", label="Signalen", hulptekst="Wat ziet u in de klas?"),
    LangeTekst(key="doel", label="Doel"),
    Gegeven(key="mail", label="E-mail", vorm="email"),
    Getal(key="uren", label="Uren per week", minimum=0, maximum=40, decimalen=1),
    Datum(key="datum", label="Datum"),
    Keuze(key="bestemming", label="Bestemming", opties=("praktijkonderwijs", "vmbo", "havo", "vwo")),
    Meerkeuze(key="helpt", label="Wat helpt?", opties=("uitleg", "tijd", "rust", "ritme")),
    JaNee(key="verzuim", label="Is er verzuim?", toelichting_label="Hoe vaak?"),
    Rijen(
        key="afspraken",
        label="Afspraken",
        kolommen=(
            Kolom(key="wat", label="Wat?", type="lange_tekst"),
            Kolom(key="klaar", label="Klaar op", type="datum"),
            Kolom(key="stand", label="Stand", type="keuze", opties=STAND),
        ),
    ),
)
SECTIE = Sectie(key="sectie", titel="Aanpak", velden=VELDEN)
SCHEMA = FormatSchema(titel="Meting", soort="opp", delen=(Deel(key="deel", titel="Deel", secties=(SECTIE,)),))
SENT = (
    "veld_groep=5b&veld_signalen=Werkt+graag+samen.&veld_doel=Leest+elke+dag.&veld_mail=ib@school.example&veld_uren=3,5&veld_datum=2026-03-03"
    "&veld_bestemming=havo&veld_helpt=tijd&veld_helpt=rust&veld_verzuim=ja&veld_verzuim__toelichting=Elke+week&veld_afspraken__aantal=2"
    "&veld_afspraken__0__wat=Bellen&veld_afspraken__0__klaar=2026-03-05&veld_afspraken__0__stand=bezig"
    "&veld_afspraken__1__wat=Kijken&veld_afspraken__1__klaar=2026-04-05&veld_afspraken__1__stand=klaar"
)


def _choice(label: str, *options: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, required=False, choices=[*((one, one) for one in options), ("", "Nog niet gekozen")], widget=forms.RadioSelect
    )


def _line(label: str, **more: object) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=200, widget=forms.TextInput(attrs={"class": "gp-input"}), **more)  # type: ignore[arg-type]


def _text(label: str, rows: int = 6, **more: object) -> forms.CharField:
    area = forms.Textarea(attrs={"class": "gp-textarea", "rows": rows})
    return forms.CharField(label=label, required=False, max_length=20_000, widget=area, **more)  # type: ignore[arg-type]


def _date(label: str) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "gp-input"})
    )


class Met(forms.Form):
    """What a programmer would write for this one section."""

    veld_groep = _line("Groep", help_text="Bijvoorbeeld 5b")
    veld_signalen = _text("Signalen", help_text="Wat ziet u in de klas?")
    veld_doel = _text("Doel")
    veld_mail = forms.EmailField(label="E-mail", required=False, widget=forms.EmailInput(attrs={"class": "gp-input"}))
    veld_uren = _line("Uren per week", validators=[RegexValidator(r"^\d+(,\d)?$", "Schrijf een getal.")])
    veld_datum = _date("Datum")
    veld_bestemming = _choice("Bestemming", "praktijkonderwijs", "vmbo", "havo", "vwo")
    veld_helpt = forms.MultipleChoiceField(
        label="Wat helpt?",
        required=False,
        choices=[(one, one) for one in ("uitleg", "tijd", "rust", "ritme")],
        widget=forms.CheckboxSelectMultiple,
    )
    veld_verzuim = _choice("Is er verzuim?", "ja", "nee")
    veld_verzuim__toelichting = _text("Hoe vaak?", 3)


class Rij(forms.Form):
    """One row of the last question."""

    wat = _text("Wat?", 3)
    klaar = _date("Klaar op")
    stand = forms.ChoiceField(label="Stand", required=False, choices=[("", "Nog niet gekozen"), *((one, one) for one in STAND)])


Rijenset = forms.formset_factory(Rij, extra=1, max_num=30)
BY_HAND = """{% for field in form %}{% include "components/field.html" %}{% endfor %}{{ rijen.management_form }}
{% for rij in rijen %}<fieldset class="gp-row"><legend>Regel {{ forloop.counter }}</legend>
{% for field in rij %}{% include "components/field.html" %}{% endfor %}<button class="gp-button" name="weg">Haal weg</button></fieldset>{% endfor %}"""


def _hand_data() -> QueryDict:
    data = QueryDict(SENT, mutable=True)
    data.update({"rijen-TOTAL_FORMS": "2", "rijen-INITIAL_FORMS": "0"})
    for number in (0, 1):
        data.update({f"rijen-{number}-{part}": data[f"veld_afspraken__{number}__{part}"] for part in ("wat", "klaar", "stand")})
    return data


def _tasks() -> dict[str, dict[str, Callable[[], object]]]:
    engine, by_hand = get_template("formats/section_form.html"), engines["django"].from_string(BY_HAND)
    sent, sent_by_hand = QueryDict(SENT), _hand_data()
    stored = SectieForm(SECTIE, {}, data=sent, schema=SCHEMA).answers()
    rows = stored["afspraken"]
    initial = {f"veld_{key}": value for key, value in stored.items()}

    def validate() -> None:
        assert SectieForm(SECTIE, {}, data=sent, schema=SCHEMA).is_valid()

    def validate_by_hand() -> None:
        assert Met(sent_by_hand).is_valid() and Rijenset(sent_by_hand, prefix="rijen").is_valid()

    return {
        "show the stored answers": {
            "engine": lambda: engine.render({"form": SectieForm(SECTIE, stored, schema=SCHEMA)}),
            "by hand": lambda: by_hand.render({"form": Met(initial=initial), "rijen": Rijenset(initial=rows, prefix="rijen")}),
        },
        "read and judge what was sent": {"engine": validate, "by hand": validate_by_hand},
        "judge and show it again": {
            "engine": lambda: engine.render({"form": SectieForm(SECTIE, {}, data=sent, schema=SCHEMA)}),
            "by hand": lambda: by_hand.render({"form": Met(sent_by_hand), "rijen": Rijenset(sent_by_hand, prefix="rijen")}),
        },
    }


def _measure(task: Callable[[], object]) -> float:
    start = time.perf_counter()
    for _ in range(EACH):
        task()
    return (time.perf_counter() - start) / EACH * 1000


def main() -> None:
    """Measure in turn, so that a slow minute hurts both, and print the ratio of the medians."""
    for name, pair in _tasks().items():
        times: dict[str, list[float]] = {which: [] for which in pair}
        for task in pair.values():
            _measure(task)
        for _ in range(ROUNDS):
            for which, task in pair.items():
                times[which].append(_measure(task))
        engine, by_hand = (statistics.median(times[which]) for which in ("engine", "by hand"))
        print(f"{name}: {engine:.2f} ms, by hand {by_hand:.2f} ms: {engine / by_hand:.2f} times")


if __name__ == "__main__":
    main()
