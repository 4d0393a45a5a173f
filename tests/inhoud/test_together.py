"""Two people who change one section: what each changed is put together, and only what both changed is for a person to choose."""

import re

import pytest

from groeidocumenten.inhoud.models import Antwoordversie
from tests.inhoud.filled import CHAPTER, address, answers, form, history

VERHAAL, KEUZE = f"{CHAPTER}-verhaal", f"{CHAPTER}-keuze"


def whole(versie: int, verhaal: str, keuze: str = "soms", ouder: str = "") -> dict[str, str]:
    return form(versie, verhaal=verhaal, keuze=keuze, ouder=ouder)


def first_text(opened, world) -> str:
    return answers(world, opened)[VERHAAL]


def test_changes_of_different_fields_are_put_together_without_asking(world, enter, opened):
    text = first_text(opened, world)
    enter("anja").post(address(world), whole(1, text, keuze="vaak"))
    answer = enter("joke").post(address(world), whole(1, "van joke"), follow=True)
    assert "van joke" in answer.content.decode() and "is gebleven" in answer.content.decode()
    now = answers(world, opened)
    assert (now[VERHAAL], now[KEUZE]) == ("van joke", "vaak") and history(world) == 3


def test_a_parent_and_the_school_never_stand_in_each_others_way(world, enter, opened):
    enter("fatima").post(address(world), form(1, ouder="van thuis"))
    assert enter("anja").post(address(world), whole(1, "van school")).status_code == 302
    now = answers(world, opened)
    assert (now[VERHAAL], now[f"{CHAPTER}-ouder"]) == ("van school", "van thuis")


def test_only_what_both_changed_is_asked(world, enter, opened):
    enter("anja").post(address(world), whole(1, "van anja", keuze="vaak"))
    answer = enter("joke").post(address(world), whole(1, "van joke"))
    page = answer.content.decode()
    assert answer.status_code == 409 and f'name="kies_{VERHAAL}"' in page and f'name="kies_{KEUZE}"' not in page
    assert "van anja" in page and "van joke" in page
    assert re.search(r'value="vaak"[^>]*checked', page), "what only the other changed is in the form already"


@pytest.mark.parametrize(("choice", "kept"), [("hun", "van anja"), ("mijn", "van joke")])
def test_the_chosen_text_is_saved(choice, kept, world, enter, opened):
    enter("anja").post(address(world), whole(1, "van anja"))
    assert enter("joke").post(address(world), whole(1, "van joke")).status_code == 409
    chosen = whole(2, "van joke", ouder="thuis") | {f"kies_{VERHAAL}": choice}
    assert enter("joke").post(address(world), chosen).status_code == 302
    now = answers(world, opened)
    assert (now[VERHAAL], now[f"{CHAPTER}-ouder"]) == (kept, "thuis")


def test_who_chose_the_others_text_keeps_what_the_other_saves_after_that(world, enter, opened):
    enter("anja").post(address(world), whole(1, "van anja"))
    enter("joke").post(address(world), whole(1, "van joke"))
    enter("anja").post(address(world), whole(2, "anja schreef verder"))
    assert enter("joke").post(address(world), whole(2, "van joke", keuze="vaak") | {f"kies_{VERHAAL}": "hun"}).status_code == 302
    now = answers(world, opened)
    assert (now[VERHAAL], now[KEUZE]) == ("anja schreef verder", "vaak")


def test_the_same_change_by_two_people_is_no_clash(world, enter, opened):
    for name in ("anja", "joke"):
        assert enter(name).post(address(world), whole(1, "allebei hetzelfde")).status_code == 302
    assert history(world) == 2


def test_no_saved_text_ever_goes(world, enter):
    enter("anja").post(address(world), whole(1, "van anja"))
    enter("joke").post(address(world), whole(1, "van joke"))
    enter("joke").post(address(world), whole(2, "van joke"))
    versions = Antwoordversie.unguarded.filter(groeidocument=world.noor, sectie=f"{CHAPTER}-sectie")
    assert sorted(versions.values_list("versie", flat=True)) == [1, 2, 3]
