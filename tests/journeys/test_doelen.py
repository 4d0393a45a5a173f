"""A goal and a talk, with everybody who has a part in them: the school writes, a parent brings in and reacts, the pupil reads the own words."""

from datetime import date

import pytest

pytestmark = [pytest.mark.browser]

GOAL, CHILD = "Noor telt terug van honderd met sprongen van tien.", "Ik tel terug met sprongen van tien."
VOICE, POINT = "Op de trap thuis tellen wij ook terug.", "Mag Noor bij muziek een koptelefoon op?"


def test_a_goal_is_written_evaluated_and_answered_and_a_talk_is_prepared_together(comes):
    anja, fatima, noor = comes("anja"), comes("fatima"), comes("noor")
    anja.logs_in()
    anja.follows("Noor Jansen")
    dossier = anja.page.url
    anja.follows("Doelen")
    anja.follows("Voeg een doel toe")
    anja.presses("Bewaar het doel")
    anja.sees("Er klopt iets nog niet")
    anja.fills("Wat is het doel?", GOAL)
    anja.fills("Hetzelfde in de taal", CHILD)
    anja.chooses("Gebied", "rekenen")
    anja.fills("Hoe ver is het nu", "3")
    anja.fills("Periode vanaf", "2026-09-01")
    anja.presses("Bewaar het doel")
    anja.stands_on(GOAL)
    goal = anja.page.url
    anja.follows("Evalueer dit doel")
    anja.fills("Wanneer was de evaluatie?", date.today().isoformat())
    anja.chooses("Hoe is het gegaan?", "deels behaald")
    anja.fills("Hoe ver is het nu", "6")
    anja.ticks("het doel gaat door zoals")
    anja.presses("Bewaar de evaluatie")
    drawn = anja.page.get_by_role("img", name="Voortgang van 0 tot 10")
    assert drawn.locator("circle").count() == 2 and drawn.is_visible()

    fatima.logs_in()
    fatima.opens(goal)
    fatima.follows("Schrijf wat u ervan vindt")
    fatima.fills("Wat wilt u erover zeggen?", VOICE)
    fatima.presses("Voeg toe")
    fatima.sees(VOICE)
    fatima.opens(f"{dossier}gesprekken/")
    fatima.page.locator(".gp-task", has_text="Gepland").get_by_role("link").click()
    talk = fatima.page.url
    fatima.follows("Zet een punt op de agenda")
    fatima.fills("Waar wilt u het over hebben?", POINT)
    fatima.presses("Zet op de agenda")
    fatima.sees(POINT)

    noor.logs_in()
    noor.opens(goal)
    noor.stands_on(CHILD)
    noor.opens(talk)
    noor.stands_on("Deze pagina is er niet")

    anja.opens(talk)
    anja.sees(POINT)
    anja.follows("Schrijf het verslag")
    anja.fills("Verslag", "Wij spraken over de trap.")
    anja.presses("Bewaar als concept")
    anja.sees("Verslag is concept")
    fatima.opens(talk)
    fatima.sees("Wij spraken over de trap.", "Reageer op het concept")
