"""The history of a section field by field, what changed since somebody looked, and putting an earlier text back."""

import pytest
from django.urls import reverse

from groeidocumenten.dossiers.models import Journaalregel
from tests.inhoud.filled import CHAPTER, SECTIE, address, answers, form, history

VERHAAL = f"{CHAPTER}-verhaal"


def history_page(client, world) -> str:
    return client.get(reverse("inhoud:geschiedenis", args=[world.noor, CHAPTER, SECTIE])).content.decode()


def back(world, versie: int) -> str:
    return reverse("inhoud:terugzetten", args=[world.noor, CHAPTER, SECTIE, versie])


def test_the_history_says_who_changed_what_and_when(world, enter):
    enter("joke").post(address(world), form(1, verhaal="anders van joke"))
    page = history_page(enter("anja"), world)
    assert page.index("Joke Bakker") < page.index("Anja de Vries</h2>"), "the newest first"
    assert "anders van joke" in page and f"kanarie-noor-{CHAPTER}" in page and "Hoe vaak?" in page


def test_many_states_are_shown_page_by_page_without_gap(world, enter, opened):
    anja = enter("anja")
    for number in range(1, 31):
        anja.post(address(world), form(number, verhaal=f"stand nummer {number}."))
    first = history_page(anja, world)
    second = anja.get(reverse("inhoud:geschiedenis", args=[world.noor, CHAPTER, SECTIE]), {"page": 2}).content.decode()
    assert first.count('<h2 id="stap-') == 25 and second.count('<h2 id="stap-') == 6
    assert "stand nummer 30." in first and 'id="stap-6"' in second and 'id="stap-1"' in second


def test_a_field_is_put_back_as_a_new_state(world, enter, opened):
    anja, text = enter("anja"), answers(world, opened)[VERHAAL]
    anja.post(address(world), form(1, verhaal="nieuw", keuze="vaak"))
    page = anja.get(back(world, 1), {"veld": VERHAAL}).content.decode()
    assert "nieuw" in page and text in page
    assert anja.post(back(world, 1), {"veld": VERHAAL, "nu": "2"}).status_code == 302
    now = answers(world, opened)
    assert now[VERHAAL] == text and now[f"{CHAPTER}-keuze"] == "vaak" and history(world) == 3
    assert Journaalregel.unguarded.filter(handeling="teruggezet", onderwerp=f"{SECTIE} naar 1").count() == 1


def test_a_whole_section_is_put_back(world, enter, opened):
    before = answers(world, opened)
    enter("anja").post(address(world), form(1, verhaal="nieuw", keuze="vaak"))
    enter("anja").post(back(world, 1), {"nu": "2"})
    now = answers(world, opened)
    assert {key: now[key] for key in before} == before


def test_a_parent_puts_back_only_the_own_fields(world, enter, opened):
    enter("fatima").post(address(world), form(1, ouder="eerst"))
    enter("anja").post(address(world), form(2, verhaal="van school"))
    enter("fatima").post(address(world), form(3, ouder="daarna"))
    assert enter("fatima").post(back(world, 2), {"nu": "4"}).status_code == 302
    now = answers(world, opened)
    assert (now[f"{CHAPTER}-ouder"], now[VERHAAL]) == ("eerst", "van school")
    assert enter("fatima").get(back(world, 1), {"veld": VERHAAL}).status_code == 404


def test_putting_back_over_somebody_elses_new_text_asks_again(world, enter, opened):
    anja = enter("anja")
    anja.post(address(world), form(1, verhaal="nieuw"))
    enter("joke").post(address(world), form(2, verhaal="net van joke"))
    answer = anja.post(back(world, 1), {"nu": "2"})
    assert answer.status_code == 409 and "net van joke" in answer.content.decode()
    assert answers(world, opened)[VERHAAL] == "net van joke"


@pytest.mark.parametrize("sent", [{}, {"nu": "x"}, {"nu": "99"}, {"nu": "-1"}, {"nu": "\x00"}])
def test_a_crafted_post_puts_nothing_back(sent, world, enter, opened):
    enter("anja").post(address(world), form(1, verhaal="nieuw"))
    assert enter("anja").post(back(world, 1), sent).status_code == 409
    assert answers(world, opened)[VERHAAL] == "nieuw"


def test_what_changed_since_somebody_looked_is_marked_and_shown_old_beside_new(world, enter):
    anja, overview = enter("anja"), f"/groeidocumenten/{world.noor}/"
    assert "veranderd sinds u keek" not in anja.get(overview).content.decode(), "the first look is the beginning"
    enter("joke").post(address(world), form(1, verhaal="nieuw van joke"))
    assert "veranderd sinds u keek" in anja.get(overview).content.decode()
    changed = anja.get(f"{overview}wijzigingen/").content.decode()
    assert "nieuw van joke" in changed and f"kanarie-noor-{CHAPTER}" in changed and "Joke Bakker" in changed
    anja.post(f"{overview}wijzigingen/", {"gezien": f"{SECTIE}:2"})
    assert "veranderd sinds u keek" not in anja.get(overview).content.decode()
    assert "Er is niets veranderd" in anja.get(f"{overview}wijzigingen/").content.decode()


def test_reading_a_hoofdstuk_is_having_seen_it_and_the_own_save_is_no_news(world, enter):
    anja, joke, overview = enter("anja"), enter("joke"), f"/groeidocumenten/{world.noor}/"
    for client in (anja, joke):
        client.get(overview)
    joke.post(address(world), form(1, verhaal="nieuw van joke"))
    assert "veranderd sinds u keek" not in joke.get(overview).content.decode()
    assert "veranderd sinds u keek" in anja.get(f"{overview}hoofdstuk/{CHAPTER}/").content.decode(), "marked this once"
    assert "veranderd sinds u keek" not in anja.get(overview).content.decode()


def test_seen_is_only_what_was_shown(world, enter):
    anja, overview = enter("anja"), f"/groeidocumenten/{world.noor}/"
    anja.get(overview)
    enter("joke").post(address(world), form(1, verhaal="een"))
    enter("joke").post(address(world), form(2, verhaal="twee"))
    anja.post(f"{overview}wijzigingen/", {"gezien": [f"{SECTIE}:2", "x", ":1", f"{SECTIE}:x"]})
    assert "twee" in anja.get(f"{overview}wijzigingen/").content.decode()
