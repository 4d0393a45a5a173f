"""Worked cases of the OPP (dossier 8), each from its page to its end: who signs, who does not, and what the school reads of it.

One set-up and one log-in per person for all of them. Parents come by phone.
"""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser

from tests.browser.person import Person
from tests.browser.stage import ROOT, Stage, environment
from tests.builders.papers import pdf

pytestmark = [pytest.mark.browser]
REDEN = "Een half uur per dag is te veel voor haar."


@pytest.fixture(scope="module")
def cases(stage: Stage) -> dict[str, dict[str, str]]:
    """What `tests.browser.opp_cases` made on the stage."""
    command = [sys.executable, "-m", "tests.browser.opp_cases"]
    done = subprocess.run(command, cwd=ROOT, env=environment(stage), input=stage.password, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, str]] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def people(stage: Stage, browser: Browser) -> Iterator[Callable[..., Person]]:
    """`people("fatima")` is Fatima, logged in once for all cases; parents and pupils come by phone."""
    present: dict[str, Person] = {}

    def arrive(name: str) -> Person:
        if name not in present:
            present[name] = Person(stage, browser, name, phone=name not in ("anja", "joke"))
            present[name].logs_in()
        return present[name]

    yield arrive
    for person in present.values():
        person.context.close()
    assert not [f"{person.name}: {what}" for person in present.values() for what in person.wrong]


def signs(person: Person, case: dict[str, str], answer: str = "Ja, ik ben akkoord", **more: str) -> None:
    person.opens(f"{case['opp']}tekenen/")
    person.ticks(answer)
    for label, text in more.items():
        person.fills(label, text)
    person.fills("Uw wachtwoord", person.stage.password)
    person.page.get_by_role("button", name=re.compile("^Onderteken versie")).click()
    person.looks()
    person.sees("Uw handtekening staat eronder")


def test_case_1_on_good_terms_one_parent_signs_and_the_ground_is_written_down(people, cases):
    case, anja = cases["1"], people("anja")
    signs(people("fatima"), case)
    anja.opens(f"{case['opp']}tekenen/")
    anja.sees("Er is overeenstemming", "Eén gezaghouder tekende. De school kent geen bezwaar van de ander")
    anja.opens(f"{case['opp']}vaststellen/")
    anja.presses("Stel deze versie vast")
    anja.sees("Het OPP is vastgesteld")


def test_case_2_in_conflict_one_yes_and_one_no_is_no_agreement(people, cases):
    case, anja = cases["2"], people("anja")
    objection(anja, case, "peter")
    signs(people("fatima"), case)
    anja.opens(f"{case['opp']}tekenen/")
    anja.sees("Nog niet bereikt", "Iedereen van wie akkoord wordt gevraagd, moet tekenen.")
    peter = people("peter")
    signs(peter, case, "Nee, ik ben niet akkoord", **{"Waarom niet?": REDEN})
    anja.opens(f"{case['opp']}tekenen/")
    anja.sees("Geen overeenstemming", REDEN)
    fatima = people("fatima")
    fatima.opens(f"{case['opp']}tekenen/")
    fatima.does_not_see(REDEN)
    anja.follows("Leg vast dat er geen overeenstemming is")
    anja.fills("Waarom is er geen overeenstemming?", f"Vader: {REDEN}")
    anja.ticks("Ja, zonder overeenstemming")
    anja.fills("Omdat", "Zonder lezen raakt zij verder achter. De school houdt haar zorgplicht.")
    anja.presses("Leg dit vast")
    anja.sees("Geen overeenstemming, vastgelegd op")


def test_case_3_an_objection_after_the_first_signed_keeps_that_and_asks_both_for_the_next_text(people, cases):
    case, anja = cases["3"], people("anja")
    objection(anja, case, "peter")
    anja.opens(f"{case['opp']}tekenen/")
    anja.sees("Er is overeenstemming")
    anja.opens(f"{case['opp']}versturen/")
    anja.presses("Zet vast en stuur")
    anja.opens(f"{case['opp']}tekenen/")
    anja.sees("Nog niet bereikt", "Handtekeningen onder eerdere versies")
    signs(people("fatima"), case)
    anja.opens(f"{case['opp']}tekenen/")
    anja.sees("Nog niet bereikt")
    signs(people("peter"), case)
    anja.opens(f"{case['opp']}tekenen/")
    anja.sees("Er is overeenstemming")


def test_case_7_the_link_of_a_voogd_who_left_dies_and_the_signature_stays(people, cases, comes, stage):
    case, anja = cases["7"], people("anja")
    anja.opens(f"{case['opp']}tekenen/")
    anja.follows("Vraag om handtekeningen")
    anja.follows("Stuur een link")
    anja.fills("E-mailadres van deze persoon", "voogd@demo.example")
    anja.presses("Stuur de link")
    code = anja.page.locator(".gp-secret").inner_text()
    anja.looks()
    voogd = comes("voogd", phone=True)
    address = link_in(stage, "voogd@demo.example")
    voogd.opens(address)
    voogd.fills("Pincode", code)
    voogd.presses("Open het groeidocument")
    voogd.ticks("Ik ben", "Ik houd mij")
    voogd.presses("Akkoord")
    voogd.stands_on("perspectief van Dirk Zaak 7")
    voogd.ticks("Nee, ik ben niet akkoord")
    voogd.page.get_by_role("button", name=re.compile("^Onderteken versie")).click()
    voogd.sees("Schrijf waarom niet.")
    voogd.ticks("Ja, ik ben akkoord")
    voogd.fills("Wilt u er iets bij schrijven?", "Ik kom graag kijken bij het lezen.")
    voogd.page.get_by_role("button", name=re.compile("^Onderteken versie")).click()
    voogd.looks()
    voogd.sees("Uw handtekening staat eronder", "Haal het ontvangstbewijs op")

    anja.opens(f"{case['leerling']}gezag/{case['voogd']}/einde/")
    anja.fills("Laatste dag", (date.today() - timedelta(days=1)).isoformat())
    anja.fills("Hoe weet de school dit?", "Brief van de instelling: een andere jeugdbeschermer.")
    anja.presses("Beëindig de relatie")
    voogd.page.reload()
    voogd.sees("De toegang is voorbij")
    anja.opens(f"{case['opp']}tekenen/")
    anja.sees("Er is overeenstemming", "digitaal, met een link en een code", "Ik kom graag kijken bij het lezen.")


def test_case_14_from_18_the_pupil_signs_and_the_parent_does_not(people, cases):
    case, anja, kind = cases["14"], people("anja"), people("zaak14")
    anja.opens(f"{case['opp']}tekenen/")
    anja.follows("Leg vast wie er voor deze leerling tekent")
    anja.ticks("De leerling zelf")
    anja.fills("Waarom?", "De leerling begrijpt het plan en wil zelf tekenen.")
    anja.presses("Leg dit vast")
    kind.opens(f"{case['opp']}tekenen/")
    kind.ticks("Ja, ik ben akkoord")
    kind.fills("Jouw wachtwoord", kind.stage.password)
    kind.presses("Teken het plan")
    kind.sees("Je hebt getekend.")
    anja.opens(f"{case['opp']}tekenen/")
    anja.sees("Er is overeenstemming")
    fatima = people("fatima")
    fatima.opens(f"{case['opp']}tekenen/")
    assert fatima.page.get_by_role("button", name=re.compile("^Onderteken versie")).count() == 0


def test_case_37_an_evaluation_belongs_to_a_schooljaar(people, cases):
    case, anja = cases["37"], people("anja")
    anja.opens(f"{case['opp']}vaststellen/")
    anja.presses("Stel deze versie vast")
    today = date.today()
    last = today.year if today.month < 8 else today.year + 1
    anja.sees(f"ten minste één keer per schooljaar: uiterlijk 31 juli {last}")
    anja.follows("Hoor de leerling")
    anja.ticks("evalueren", "gesprek")
    anja.fills("Wat zei de leerling?", "Het lezen gaat beter.")
    anja.presses("Bewaar het hoormoment")
    anja.opens(f"{case['opp']}evalueren/")
    anja.fills("Wie waren erbij?", "Moeder en juf Joke")
    anja.fills("Wat is de conclusie?", "Zij leest met meer plezier. Wij gaan zo door.")
    anja.ticks("blijft zoals het is", "voortzetten")
    anja.presses("Bewaar de evaluatie")
    anja.sees(f"{last - 1}-{last}", "Evalueer nog een keer")


def test_case_36_six_weeks_that_are_over_ask_why_and_nothing_is_dated_back(people, cases):
    case, anja, began = cases["36"], people("anja"), date.today() - timedelta(days=48)
    terms = case["opp"].split("opp/")[0] + "termijnen/"
    anja.opens(f"{terms}begin/")
    anja.ticks("De vaststelling dat")
    anja.fills("Op welke dag was dat?", began.isoformat())
    anja.presses("Leg het begin vast")
    anja.sees("6 dagen te laat")
    anja.opens(f"{terms}begin/")
    anja.ticks("De vaststelling dat")
    anja.fills("Op welke dag was dat?", (began + timedelta(days=40)).isoformat())
    anja.presses("Leg het begin vast")
    anja.sees("Een later begin zou dat verbergen.")
    anja.opens(f"{case['opp']}vaststellen/")
    anja.presses("Stel deze versie vast")
    anja.sees("Er klopt iets nog niet")
    anja.fills("Waarom is het later geworden?", "In de kerstvakantie was er niemand om het concept te bespreken.")
    anja.presses("Stel deze versie vast")
    anja.sees("Het OPP is vastgesteld")
    fatima = people("fatima")
    fatima.opens(terms)
    fatima.sees("Later dan zes weken; de reden staat bij het OPP.")
    fatima.looks()


def test_case_38_remarks_on_a_concept_are_answered_and_the_next_one_shows_what_changed(people, cases):
    case, anja, fatima = cases["38"], people("anja"), people("fatima")
    anja.opens(f"{case['opp']}versturen/")
    anja.fills("Agenda van het gesprek", "Wat doen we het komende half jaar?")
    anja.presses("Zet vast en stuur")
    fatima.opens(f"{case['opp']}versie/1/")
    fatima.sees("Wat doen we het komende half jaar?")
    fatima.page.locator("section", has_text="Welke begeleiding?").get_by_role("link", name=re.compile("^Reageer hierop")).last.click()
    fatima.page.locator("main textarea").fill("Kan het lezen ook in de ochtend?")
    fatima.presses("Plaats de opmerking")
    anja.opens(f"{case['opp']}onderdeel/opp-sectie-begeleiding/")
    anja.fills("Welke begeleiding?", "Elke ochtend een kwartier samen lezen.")
    anja.presses("Bewaar en stop")
    anja.opens(f"{case['opp']}versturen/")
    anja.presses("Zet vast en stuur")
    anja.opens(case["opp"])
    anja.follows("Beantwoord de opmerkingen")
    anja.page.get_by_role("link", name=re.compile("^Beantwoord")).click()
    anja.ticks("overgenomen")
    anja.fills("Leg uit", "Dat doen we, elke ochtend.")
    anja.presses("Bewaar het antwoord")
    fatima.opens(f"{case['opp']}versie/1/")
    fatima.sees("Dat doen we, elke ochtend.")
    fatima.opens(f"{case['opp']}versie/2/")
    fatima.sees("Gewijzigd")
    fatima.follows("Bekijk wat er veranderde sinds versie 1")
    assert any("ochtend" in words for words in fatima.page.locator("ins").all_inner_texts())


def test_case_39_a_slip_keeps_the_signature_and_another_text_asks_again(people, cases):
    case, anja = cases["39"], people("anja")
    anja.opens(f"{case['opp']}tekenen/herstel/")
    anja.fills("Wat stond er fout?", "Er stond leezen in plaats van lezen.")
    anja.presses("Herstel de fout")
    anja.opens(f"{case['opp']}tekenen/")
    anja.sees("Er is overeenstemming", "In deze versie is een kennelijke fout hersteld.")
    anja.opens(f"{case['opp']}onderdeel/opp-sectie-begeleiding/")
    anja.fills("Welke begeleiding?", "Nooit meer samen lezen.")
    anja.presses("Bewaar en stop")
    anja.opens(f"{case['opp']}tekenen/herstel/")
    anja.does_not_see(">Herstel de fout<")
    anja.opens(f"{case['opp']}versturen/")
    anja.presses("Zet vast en stuur")
    anja.opens(f"{case['opp']}tekenen/")
    anja.sees("Nog niet bereikt")


def test_case_40_the_destination_is_seen_and_the_handelingsdeel_is_agreed_each_by_itself(people, cases):
    case, anja, fatima = cases["40"], people("anja"), people("fatima")
    fatima.opens(f"{case['opp']}tekenen/")
    fatima.sees("Over de verwachte bestemming wordt geen akkoord gevraagd.")
    signs(fatima, case, **{"Wilt u er iets bij schrijven?": "Ik denk dat zij naar de havo kan."})
    fatima.sees("Voor gezien", "Akkoord met het handelingsdeel")
    anja.opens(f"{case['opp']}tekenen/")
    anja.sees("Er is overeenstemming", "Ik denk dat zij naar de havo kan.")
    signs(people("peter"), case, "Nee, ik ben niet akkoord", **{"Waarom niet?": REDEN})
    anja.opens(f"{case['opp']}tekenen/")
    anja.sees("Geen overeenstemming")


def test_case_41_a_paper_counts_after_a_colleague_checked_it_beside_a_digital_signature(people, cases):
    case, anja, joke = cases["41"], people("anja"), people("joke")
    objection(anja, case, "peter")
    signs(people("fatima"), case)
    anja.opens(f"{case['opp']}tekenen/blad/")
    code = anja.page.get_by_text("Controlegetal:").locator("strong").first.inner_text()
    anja.opens(f"{case['opp']}tekenen/papier/")
    anja.chooses("Wie heeft getekend?", "Peter")
    anja.fills("Controlegetal op het papier", code)
    anja.ticks("Akkoord met het handelingsdeel")
    scan = {"name": "scan.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00 een programma"}
    anja.page.get_by_label("Kies de scan of foto").set_input_files(scan)
    anja.presses("Voeg de handtekening toe")
    anja.sees("Er klopt iets nog niet")
    anja.page.get_by_label("Kies de scan of foto").set_input_files(scan | {"buffer": pdf("Getekend door vader")})
    anja.presses("Voeg de handtekening toe")
    anja.sees("Wacht op controle", "Nog niet bereikt")
    joke.opens(f"{case['opp']}tekenen/")
    joke.follows("Controleer deze handtekening")
    joke.page.get_by_role("radio", name="de handtekening klopt", exact=True).check()
    joke.presses("Bewaar de controle")
    joke.sees("Er is overeenstemming", "op papier")


def objection(anja: Person, case: dict[str, str], name: str) -> None:
    """The school writes down that one parent objects."""
    anja.opens(f"{case['leerling']}gezag/{case[name]}/bezwaar/")
    anja.ticks("Ja, er is een bezwaar bekend")
    anja.fills("Sinds", date.today().isoformat())
    anja.fills("Waar gaat het over", "Vader belde de school.")
    anja.presses("Bewaar")


def link_in(stage: Stage, address: str) -> str:
    """The way in that was mailed to somebody."""
    import time

    for _ in range(60):
        found = [letter for letter in stage.post() if address in letter]
        if found:
            match = re.search(r"/toegang/[\w-]{43}/", found[-1].replace("=\n", ""))
            assert match, found[-1]
            return match[0]
        time.sleep(0.5)
    raise AssertionError(f"no mail for {address}")
