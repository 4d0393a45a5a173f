"""An OPP that is made together: a remark is answered, the next concept shows the changed words, the pupil is heard, and only then it is adopted.

What its mother agreed to in the second concept still holds for the third: its handelingsdeel is the very same.
"""

import re

import pytest

pytestmark = [pytest.mark.browser]

WISH = "Ik wil ook een koptelefoon als het druk is."
ANSWER = "Dat klopt. In het volgende concept staat haar leesniveau."


def test_a_concept_is_answered_changed_discussed_and_adopted(comes):
    anja, peter, noor = comes("anja"), comes("peter"), comes("noor")
    anja.logs_in()
    anja.follows("Noor Jansen")
    anja.follows("OPP")
    anja.page.locator("main .gp-task__title").click()
    opp = anja.page.url
    anja.sees("1 opmerking wacht op een antwoord van de school.")
    anja.follows("Beantwoord de opmerkingen")
    anja.page.get_by_role("link", name=re.compile("^Beantwoord")).click()
    anja.ticks("overgenomen")
    anja.presses("Bewaar het antwoord")
    anja.sees("Er klopt iets nog niet")
    anja.fills("Leg uit", ANSWER)
    anja.presses("Bewaar het antwoord")
    anja.sees(ANSWER)

    # The remark was about the first concept; its answer stands there, and the second one shows what changed.
    peter.logs_in()
    peter.opens(f"{opp}versie/1/")
    peter.sees(ANSWER, "tien minuten rust")
    peter.does_not_see("een kwartier rust")
    peter.opens(f"{opp}versie/2/")
    peter.sees("Gewijzigd")
    peter.follows("Bekijk wat er veranderde sinds versie 1")
    marked = peter.page.locator("ins").all_inner_texts()
    assert any("kwartier" in words for words in marked), marked
    peter.looks()

    noor.logs_in()
    noor.opens(opp)
    noor.stands_on("Mijn plan")
    noor.follows("Zeg wat jij vindt")
    noor.fills("Wat vind jij van het plan?", WISH)
    noor.presses("Zet het in het plan")
    noor.sees(WISH)
    noor.looks()

    anja.opens(f"{opp}vaststellen/")
    anja.sees("Er staat nog niet bij wat de school deed", "nog niet met de ouders besproken")
    anja.opens(opp)
    anja.page.get_by_role("link", name="Schrijf op wat u ermee deed").click()
    anja.fills("Wat deed u met wat de leerling zei?", "Er ligt een koptelefoon in de klas.")
    anja.presses("Bewaar")
    anja.opens(f"{opp}vaststellen/")
    anja.sees("Er is iets veranderd na het laatste concept.")
    anja.opens(f"{opp}versturen/")
    anja.presses("Zet vast en stuur")
    anja.sees("Concept 3 staat vast")
    anja.follows("Leg het gesprek vast")
    anja.fills("Wie waren erbij?", "Moeder, vader, Noor en juf Joke")
    anja.presses("Bewaar het gesprek")
    peter.opens(f"{opp}tekenen/")
    peter.ticks("Ja, ik ben akkoord")
    peter.fills("Uw wachtwoord", peter.stage.password)
    peter.page.get_by_role("button", name=re.compile("^Onderteken versie")).click()
    peter.sees("Uw handtekening staat eronder")
    anja.follows("Stel het OPP vast")
    anja.looks()
    anja.presses("Stel deze versie vast")
    anja.sees("Het OPP is vastgesteld", "Dit geldt nu")
    anja.looks()

    peter.opens(opp)
    peter.sees("Dit OPP geldt nu.")
    peter.looks()
