"""What the editor's page costs for 12 sections × 10 questions, beside nested inline forms of that size: `python benchmarks/editor_page.py`.

The other editor is built here as nested InlinePanels would build it: a formset of questions inside every form of a formset of sections, with the
same settings for each question, rendered by Django. Then what publishing 120 questions costs. Prints ratios and times, asserts nothing.
"""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT), str(ROOT / "benchmarks")]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "groeiportaal.settings.test")

from _database import throw_away_database  # noqa: E402

SECTIES, VELDEN, RUNS = 12, 10, 5


def main() -> None:
    """Measure both editors and a publication, in an own database."""
    with throw_away_database(sqlite=True) as url:
        os.environ["DATABASE_URL"] = url
        import django

        django.setup()
        from django.core.management import call_command

        import tests.builders.both_steps  # noqa: F401  # who signs in here has passed both steps

        call_command("migrate", verbosity=0)
        _measure()


def _measure() -> None:
    from django.test import Client
    from django.urls import reverse
    from wagtail.models import Site

    from accounts.models import User
    from opp_pages.actions import publish_format_page
    from opp_pages.models import FormatPage, OppIndexPage

    root = Site.objects.get(is_default_site=True).root_page
    index = root.add_child(instance=OppIndexPage(title="OPP", slug="opp-meting"))
    page = FormatPage(title="Meting", slug="meting", soort="opp", korte_omschrijving="Om te meten", live=False, delen=json.dumps(_delen()))
    index.add_child(instance=page)
    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.create_superuser("meting", soort="redacteur"), backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    ours, size = _median(lambda: client.get(address).content)
    theirs, their_size = _median(_nested_inlines)
    print(f"editor of {SECTIES} × {VELDEN} questions: {ours * 1000:.0f} ms, {size / 1000:.0f} kB")
    print(f"nested inline forms with the same settings: {theirs * 1000:.0f} ms, {their_size / 1000:.0f} kB (without the page around them)")
    print(f"nested inline forms cost {theirs / ours:.1f} times the time and {their_size / size:.1f} times the size")
    first = _once(lambda: publish_format_page(page))
    page.title = "Meting, versie 2"
    second = _once(lambda: publish_format_page(page))
    print(f"publishing {SECTIES * VELDEN} questions: {first * 1000:.0f} ms the first time, {second * 1000:.0f} ms the second")


def _delen() -> list[dict[str, Any]]:
    """One deel with every section; five kinds of questions in turn."""
    kinds: list[tuple[str, dict[str, Any]]] = [
        ("korte_tekst", {}),
        ("lange_tekst", {"voorbeelden": "Een zin.\nNog een zin."}),
        ("keuze", {"opties": "vmbo\nhavo\nvwo"}),
        ("datum", {"voorwaarden": [{"bron": "v-0-2", "vergelijking": "is", "waarden": ["havo"]}]}),
        ("ja_nee", {"eis": "verplicht"}),
    ]
    secties = []
    for sectie in range(SECTIES):
        velden = []
        for number in range(VELDEN):
            type_, own = kinds[number % len(kinds)]
            velden.append(
                {"type": type_, "id": f"v-{sectie}-{number}", "value": {"label": f"Vraag {number}", "hulptekst": "Uitleg.", **own}}
            )
        secties.append({"type": "item", "id": f"s-{sectie}", "value": {"titel": f"Sectie {sectie}", "velden": velden}})
    return [{"type": "deel", "id": "d-1", "value": {"titel": "Deel", "secties": secties}}]


def _nested_inlines() -> bytes:
    """Formsets in formsets, with an input for each setting that our editor has."""
    from django import forms

    from formats.blocks import choices

    class VraagForm(forms.Form):
        type = forms.ChoiceField(choices=[(code, code) for code in ("korte_tekst", "lange_tekst", "keuze", "datum", "ja_nee")])
        label = forms.CharField(max_length=300)
        hulptekst = forms.CharField(widget=forms.Textarea, required=False)
        kindlabel = forms.CharField(required=False)
        voorbeelden = forms.CharField(widget=forms.Textarea, required=False)
        opties = forms.CharField(widget=forms.Textarea, required=False)
        invuller = forms.ChoiceField(choices=choices.INVULLERS)
        eis = forms.ChoiceField(choices=choices.EISEN)
        lezers = forms.MultipleChoiceField(choices=choices.LEZERS, widget=forms.CheckboxSelectMultiple)
        vertrouwelijk = forms.ChoiceField(choices=choices.VERTROUWELIJK)
        okr = forms.ChoiceField(choices=choices.OKR)
        wettelijk = forms.MultipleChoiceField(choices=choices.wettelijk(), widget=forms.CheckboxSelectMultiple)
        leeg_printen = forms.BooleanField(required=False)
        nvt = forms.BooleanField(required=False)
        voorwaarde_bron = forms.ChoiceField(choices=[(str(number), f"Vraag {number}") for number in range(SECTIES * VELDEN)])
        voorwaarde_waarden = forms.CharField(widget=forms.Textarea, required=False)
        varianten = forms.MultipleChoiceField(choices=[("kort", "kort")], widget=forms.CheckboxSelectMultiple, required=False)
        max_lengte = forms.IntegerField(required=False)

    class SectieForm(forms.Form):
        titel = forms.CharField(max_length=200)
        uitleg = forms.CharField(widget=forms.Textarea, required=False)

    vragen = forms.formset_factory(VraagForm, extra=0, can_order=True, can_delete=True)
    secties = forms.formset_factory(SectieForm, extra=0, can_order=True, can_delete=True)
    parts = []
    for sectie in secties(initial=[{"titel": f"Sectie {number}"} for number in range(SECTIES)], prefix="secties"):
        inner = vragen(initial=[{"label": f"Vraag {number}"} for number in range(VELDEN)], prefix=f"{sectie.prefix}-vragen")
        parts += [sectie.as_div(), str(inner.management_form), *(form.as_div() for form in inner), inner.empty_form.as_div()]
    return "".join(parts).encode()


def _median(work: Callable[[], bytes]) -> tuple[float, int]:
    made = work()
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        made = work()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), len(made)


def _once(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
