"""The check against the law: which elements a format holds, whatever its layout, for which education and on which day."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import Onderwijstype
from formats.law import ONDERWIJSTYPEN, Bevinding, Element, check, demanded
from formats.law_models import WettelijkElement, element_choices, elementen
from formats.schema import Deel, FormatSchema, KorteTekst, Sectie, Toelichting

TODAY = date(2026, 3, 1)
CODES = {
    "uitstroombestemming",
    "onderbouwing",
    "belemmerende_factoren",
    "bevorderende_factoren",
    "individuele_begeleiding",
    "afwijkingen_programma",
    "inbreng_leerling",
    "wijze_pro",
    "overleg_ouders",
    "instemming_handelingsdeel",
    "evaluatie",
}


def format_with(*codes: str, extra: Any = ()) -> FormatSchema:
    """A format with one question per legal element, each in a section of its own."""
    velden = [KorteTekst(key=f"veld-{code}", label=f"Vraag over {code}", wettelijk=(code,)) for code in codes]
    secties = tuple(Sectie(key=f"sectie-{veld.key}", titel=f"Sectie {veld.key}", velden=(veld,)) for veld in [*velden, *extra])
    return FormatSchema(titel="Proef", soort="opp", delen=(Deel(key="deel", titel="Deel", secties=secties),))


def outcomes(findings: list[Bevinding], onderwijstype: str) -> dict[str, str]:
    return {finding.element.code: finding.uitkomst for finding in findings if finding.onderwijstype == onderwijstype}


def test_kinds_of_education_are_those_of_schools() -> None:
    assert dict(Onderwijstype.choices) == ONDERWIJSTYPEN


# --- the law as it is stored ----------------------------------------------------------------------


@pytest.mark.django_db
def test_every_agreed_code_is_there_and_can_be_ticked() -> None:
    assert {code for code, _naam in element_choices()} == CODES
    assert {element.code for element in elementen()} == CODES


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("onderwijstype", "missing", "not_needed"),
    [
        ("bao", {"uitstroombestemming", "afwijkingen_programma", "inbreng_leerling"}, {"wijze_pro"}),
        ("so", {"uitstroombestemming", "individuele_begeleiding"}, {"wijze_pro", "afwijkingen_programma"}),
        ("vso", {"uitstroombestemming", "individuele_begeleiding"}, {"wijze_pro", "afwijkingen_programma"}),
        ("vo", {"uitstroombestemming", "afwijkingen_programma"}, {"wijze_pro"}),
        ("pro", {"wijze_pro", "onderbouwing"}, {"afwijkingen_programma"}),
    ],
)
def test_each_kind_of_education_is_asked_what_the_law_asks_of_it(onderwijstype: str, missing: set[str], not_needed: set[str]) -> None:
    found = outcomes(check(format_with(), [onderwijstype], TODAY, elementen()), onderwijstype)
    assert {code for code, outcome in found.items() if outcome == "niet_nodig"} == not_needed
    assert missing <= {code for code, outcome in found.items() if outcome == "ontbreekt"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "outcome"), [(date(2025, 7, 31), "niet_nodig"), (date(2025, 8, 1), "ontbreekt"), (date(2025, 8, 2), "ontbreekt")]
)
def test_the_pupils_voice_counts_from_the_first_of_august_2025(day: date, outcome: str) -> None:
    [finding] = [one for one in check(format_with(), ["bao"], day, elementen()) if one.element.code == "inbreng_leerling"]
    assert finding.uitkomst == outcome
    if outcome == "niet_nodig":
        assert finding.reden == "geldt pas vanaf 1 augustus 2025"


@pytest.mark.django_db
def test_what_practice_wants_never_breaks_the_law() -> None:
    findings = check(format_with(), ["bao"], TODAY, elementen())
    wanted = {finding.element.code for finding in findings if finding.uitkomst == "ontbreekt" and not finding.breaks_the_law}
    assert wanted == {"overleg_ouders", "instemming_handelingsdeel", "evaluatie"}


# --- the check, given the elements ----------------------------------------------------------------


def element(code: str = "iets", **parts: Any) -> Element:
    return Element(**{"code": code, "naam": code, "onderwijstypen": ("bao",)} | parts)


def test_a_found_element_names_its_questions_and_where_they_stand() -> None:
    [finding] = check(format_with("iets"), ["bao"], TODAY, [element()])
    assert finding.uitkomst == "gevonden"
    assert [str(plek) for plek in finding.plekken] == ["‘Vraag over iets’ (Deel, Sectie veld-iets)"]


def test_text_to_read_satisfies_nothing() -> None:
    schema = format_with(extra=[Toelichting(key="t", label="Let op", tekst="Lees dit.", wettelijk=("iets",))])
    assert [finding.uitkomst for finding in check(schema, ["bao"], TODAY, [element()])] == ["ontbreekt"]


def test_a_format_for_every_school_is_checked_for_every_kind_of_education() -> None:
    findings = check(format_with("iets"), [], TODAY, [element()])
    assert [finding.onderwijstype for finding in findings] == list(ONDERWIJSTYPEN)
    assert {finding.uitkomst for finding in findings[1:]} == {"niet_nodig"}


def test_unknown_kinds_of_education_and_unknown_codes_are_passed_over() -> None:
    assert check(format_with("onbekend"), ["bao", "universiteit"], TODAY, []) == []
    assert [finding.onderwijstype for finding in check(format_with("onbekend"), ["bao", "x"], TODAY, [element()])] == ["bao"]


def test_a_demand_that_changes_on_a_day_is_one_demand_at_a_time() -> None:
    old = element(geldig_tot=date(2026, 7, 31), eis="advies")
    new = element(geldig_vanaf=date(2026, 8, 1), eis="altijd")
    for day, eis in ((date(2026, 7, 31), "advies"), (date(2026, 8, 1), "altijd")):
        [finding] = check(format_with(), ["bao"], day, [old, new])
        assert (finding.uitkomst, finding.element.eis) == ("ontbreekt", eis)


@pytest.mark.parametrize(
    ("day", "counts"), [(date(2025, 12, 31), False), (date(2026, 1, 1), True), (date(2026, 6, 30), True), (date(2026, 7, 1), False)]
)
def test_a_demand_counts_from_its_first_day_through_its_last(day: date, counts: bool) -> None:
    one = element(geldig_vanaf=date(2026, 1, 1), geldig_tot=date(2026, 6, 30))
    assert bool(demanded("bao", day, [one])) is counts


def test_a_demand_that_ended_says_until_when_it_counted() -> None:
    [finding] = check(format_with(), ["bao"], TODAY, [element(geldig_tot=date(2025, 7, 31))])
    assert (finding.uitkomst, finding.reden) == ("niet_nodig", "gold tot en met 31 juli 2025")


# --- editors keep the list ------------------------------------------------------------------------


@pytest.fixture
def formatbeheerder(db: None, django_user_model: Any) -> Client:
    """Somebody in the group that keeps the formats."""
    from website.groups import ensure_groups

    user = django_user_model.objects.create_user("beheert", soort="redacteur", password="een-lang-wachtwoord")
    user.groups.add(ensure_groups()["Formatbeheerder"])
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def posted(row: WettelijkElement, **changed: Any) -> dict[str, Any]:
    names = ("code", "naam", "uitleg", "onderwijstypen", "eis", "bron", "signaalwoorden", "volgorde")
    return {**{name: getattr(row, name) for name in names}, "geldig_vanaf": row.geldig_vanaf or "", "geldig_tot": "", **changed}


def test_a_formatbeheerder_changes_a_date_of_the_law(formatbeheerder: Client) -> None:
    row = WettelijkElement.objects.get(code="inbreng_leerling")
    assert "Inbreng van de leerling" in formatbeheerder.get(reverse("wettelijke-onderdelen:index")).content.decode()
    address = reverse("wettelijke-onderdelen:edit", args=[row.pk])
    assert "Geldt vanaf" in formatbeheerder.get(address).content.decode()
    answer = formatbeheerder.post(address, posted(row, geldig_vanaf="2026-08-01"))
    assert answer.status_code == 302, answer.context["form"].errors
    row.refresh_from_db()
    assert row.geldig_vanaf == date(2026, 8, 1)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"geldig_tot": "2025-07-31"}, "Deze dag ligt voor de dag"),
        ({"code": "evaluatie"}, "geldt in dezelfde tijd al voor"),
        ({"code": "Met Spaties"}, "Gebruik alleen kleine letters"),
        ({"onderwijstypen": []}, "verplicht"),
        ({"onderwijstypen": ["universiteit"]}, "universiteit"),
        ({"signaalwoorden": "\n".join(f"woord {number}" for number in range(61))}, "hoogstens 60"),
    ],
)
def test_an_unsure_demand_is_refused_with_the_reason(formatbeheerder: Client, changed: dict[str, Any], said: str) -> None:
    row = WettelijkElement.objects.get(code="inbreng_leerling")
    answer = formatbeheerder.post(reverse("wettelijke-onderdelen:edit", args=[row.pk]), posted(row, **changed))
    assert answer.status_code == 200
    assert said in str(answer.context["form"].errors)
    row.refresh_from_db()
    assert (row.code, row.geldig_vanaf) == ("inbreng_leerling", date(2025, 8, 1))


def test_who_may_not_keep_formats_may_not_keep_the_law(db: None, django_user_model: Any) -> None:
    from website.groups import ensure_groups

    user = django_user_model.objects.create_user("schrijft", soort="redacteur", password="een-lang-wachtwoord")
    user.groups.add(ensure_groups()["Redacteur"])
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("wettelijke-onderdelen:index")).status_code == 302


def test_two_demands_of_one_code_may_follow_each_other(db: None) -> None:
    row = WettelijkElement.objects.get(code="inbreng_leerling")
    row.geldig_tot = date(2026, 7, 31)
    row.save()
    following = WettelijkElement(code=row.code, naam="Nieuw", onderwijstypen=["bao"], geldig_vanaf=date(2026, 8, 1))
    following.full_clean()
    following.geldig_vanaf = date(2026, 7, 31)
    with pytest.raises(ValidationError, match="geldt in dezelfde tijd al voor basisonderwijs"):
        following.clean()
