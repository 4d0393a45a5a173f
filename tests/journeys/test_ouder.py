"""The parent: signs in, meets only the own child, reads, and puts a story of her own beside the school's."""

import pytest

pytestmark = [pytest.mark.browser]

STORY = "Noor vertelt thuis veel over het lezen met haar tutor.\nZij wil dat graag vaker doen."


def test_a_parent_reads_about_her_own_child_and_adds_her_story(comes):
    fatima = comes("fatima")
    fatima.logs_in()
    fatima.stands_on("Groeidocumenten")
    assert fatima.page.locator(".gp-task__title").all_inner_texts() == ["Noor Jansen"]
    fatima.does_not_see("Janssen", "Sem", "Nieuwe leerling", "Start een groeidocument")

    fatima.follows("Noor Jansen")
    fatima.does_not_see("Wie kan erbij?")
    fatima.follows("Overzicht", within=fatima.page.locator("main .gp-task-list"))
    fatima.sees("Noor werkt netjes en maakt af waar zij aan begint.")

    fatima.follows("Schrijf een aanvulling")
    fatima.presses("Voeg toe")
    fatima.sees("Er klopt iets nog niet")
    fatima.fills("Wat wilt u toevoegen?", STORY)
    fatima.presses("Voeg toe")
    fatima.sees("Uw aanvulling staat bij “Overzicht”.")
    voice = fatima.page.locator(".gp-voice").last
    assert STORY.splitlines()[0] in voice.inner_text()
    assert "Fatima el Amrani" in voice.locator("figcaption").inner_text()

    anja = comes("anja")
    anja.logs_in()
    anja.follows("Noor Jansen")
    anja.follows("Overzicht", within=anja.page.locator("main .gp-task-list"))
    anja.sees("Noor vertelt thuis veel over het lezen met haar tutor.")


def test_a_parent_cannot_open_the_file_of_another_child(comes):
    anja, fatima = comes("anja"), comes("fatima")
    anja.logs_in()
    anja.follows("Sem van Dijk")
    fatima.logs_in()

    fatima.opens(anja.page.url)

    fatima.stands_on("Deze pagina is er niet")
    fatima.does_not_see("Sem")
