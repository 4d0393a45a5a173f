"""The rules behind the hints: what they stumble over, and what they leave alone. Each sentence was made up."""

from datetime import date

import pytest

from groeidocumenten.beknopt.kijken import CHECKS, Bekend, Passage, look
from groeidocumenten.beknopt.regels import shipped

PUPIL = Bekend(frozenset({"noor", "jansen", "fatima", "peter"}), 6, date(2026, 12, 1))
RULES = {rule.code: rule for rule in shipped()}


def words(code: str, text: str, who: Bekend = PUPIL) -> tuple[str, ...]:
    found = look([Passage("plek", "Waar", text)], [], [RULES[code]], who)
    return found[0].vondsten[0].woorden if found else ()


@pytest.mark.parametrize(
    ("code", "text", "found"),
    [
        ("basisondersteuning", "Noor krijgt verlengde instructie, net als haar groepje.", "verlengde instructie"),
        ("basisondersteuning", "Zij heeft dyslexie.", "dyslexie"),
        ("toetsen", "Rekenen M6: 61 (D), E6 68 (D), M7 72 (E), Cito 72, DLE 31.", "getallen"),
        ("toetsen", "Cito, DMT en AVI zijn afgenomen.", "Cito, DMT, AVI"),
        ("oud", "In 2019 is zijn gehoor onderzocht.", "2019"),
        ("oud", "In groep 3 ging het lezen stroef.", "groep 3"),
        ("namen", "Zij speelt vooral met klasgenoot Lisa van hiernaast.", "klasgenoot Lisa"),
        ("namen", "Volgens psycholoog Willems is dat te vroeg.", "psycholoog Willems"),
        ("vakwoorden", "Haar Executieve functies zijn zwak.", "beginnen, plannen en volhouden"),
    ],
)
def test_a_rule_names_what_it_stumbled_over(code, text, found):
    assert found in " ".join(words(code, text))


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("basisondersteuning", "Twee keer per week oefent Noor apart met de leerkracht."),
        ("toetsen", "Op de toets van januari haalde zij de helft van de groep."),
        ("toetsen", "Vier keer per week, 20 minuten, met 1 ander kind."),
        ("oud", "Sinds 2025 gaat het beter, en in 2027 is de overstap."),
        ("oud", "Zij leest teksten van groep 5."),
        ("oud", "Er zijn 2.019 knikkers, en 1998,50 euro."),
        ("namen", "Haar broer is ouder. Daan ook."),
        ("namen", "Met zijn vriend Noor, of vader Peter."),
        ("namen", "Een arts GGD keek mee."),
        ("vakwoorden", "Zij begint vaak laat aan een taak."),
    ],
)
def test_a_rule_leaves_plain_sentences_alone(code, text):
    assert words(code, text) == ()


@pytest.mark.parametrize(("year", "old"), [(2024, True), (2025, False)])
def test_two_schooljaren_are_young_enough(year, old):
    assert bool(words("oud", f"Onderzoek van {year}.")) == old


@pytest.mark.parametrize(("day", "old"), [(date(2027, 7, 31), False), (date(2027, 8, 1), True)])
def test_what_is_old_follows_the_schooljaar_and_not_the_calendar(day, old):
    assert bool(words("oud", "Onderzoek van 2025.", Bekend(PUPIL.namen, 6, day))) == old


@pytest.mark.parametrize(
    ("goal", "measured"),
    [
        ({"omschrijving": "Noor wordt zelfstandiger."}, False),
        ({"omschrijving": ""}, False),
        ({"omschrijving": "Noor wordt zelfstandiger.", "meetwijze": "   "}, False),
        ({"omschrijving": "Noor wordt zelfstandiger.", "meetwijze": "De leerkracht telt."}, True),
        ({"omschrijving": "Noor begint binnen 2 minuten."}, True),
        ({"omschrijving": "Noor ruimt elke dag op zonder hulp."}, True),
    ],
)
def test_a_goal_without_a_measure_is_named(goal, measured):
    assert bool(look([], [goal], [RULES["doelen"]], PUPIL)) != measured


def test_every_rule_has_a_reason_an_example_and_a_check():
    for rule in shipped():
        assert rule.bron and rule.uitleg and rule.voorbeelden, rule.code
        assert rule.code in CHECKS or rule.code == "doelen"
        for example in rule.voorbeelden:
            assert example.was != example.beter


def test_the_examples_of_a_rule_are_ones_it_stumbles_over_or_about_goals():
    for rule in shipped():
        for example in rule.voorbeelden:
            if rule.code == "doelen":
                assert look([], [{"omschrijving": example.was}], [rule], PUPIL) and not look(
                    [], [{"omschrijving": example.beter}], [rule], PUPIL
                )
            else:
                assert words(rule.code, example.was), example.was


@pytest.mark.parametrize("piece", ["", "x", "(", "broer ", "\U0001f600", "1 ", "\u0645\u0631\u062d\u0628\u0627 "])
def test_no_text_stops_the_rules(piece):
    text = (piece * 10_000)[:10_000]
    look([Passage("plek", "Waar", text)], [{"omschrijving": text}], shipped(), PUPIL)
