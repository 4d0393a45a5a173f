"""The start page: narrowed, sorted, with what asks attention; no name in an address; a head of school sees dates and no children."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from groeidocumenten.dossiers import kamers
from groeidocumenten.dossiers.models import Groeidocument, GroeidocumentUserPermission, Leerling
from tests.doors.test_queries import start_files, version

LIST = "/groeidocumenten/"


def listed(answer) -> list[str]:
    return re.findall(r"/groeidocumenten/([0-9a-f-]{36})/", answer.content.decode())


@pytest.fixture
def attentive(monkeypatch):
    """A room in which the newest file asks attention; counts how often it is asked."""
    asked: list[int] = []

    def attention(viewer, files):
        asked.append(len(files))
        return {pk: ["een vraag wacht"] for pk in list(files)[:1]}

    monkeypatch.setitem(kamers._KAMERS, "proef", kamers.Kamer("proef", attention=attention))
    return asked


def test_groep_stand_format_and_school_narrow_the_list(world, enter):
    anja, noor = enter("anja"), Groeidocument.unguarded.select_related("format_versie").get(pk=world.noor)
    Leerling.unguarded.filter(pk=noor.leerling_id).update(groep="8")
    Groeidocument.unguarded.filter(pk=world.sem).update(afgesloten_op=timezone.now())
    asked = {
        "groep=8": {world.noor},
        "groep=6": {world.sem},
        "stand=lopend": {world.noor},
        "stand=afgesloten": {world.sem},
        f"format={noor.format_versie.format_id}": {world.noor, world.sem},
        f"format={world.noor}": set(),
        f"school={noor.school_id}&groep=8&stand=lopend": {world.noor},
    }
    for query, found in asked.items():
        assert set(listed(anja.get(f"{LIST}?{query}"))) == {str(pk) for pk in found}, query


def test_the_list_is_sorted_as_asked(world, enter):
    anja = enter("anja")
    Leerling.unguarded.filter(voornaam="Semkanarie").update(groep="1")
    Groeidocument.unguarded.filter(pk=world.sem).update(gewijzigd_op=timezone.now())
    noor, sem = str(world.noor), str(world.sem)
    assert listed(anja.get(f"{LIST}?sorteer=naam")) == [noor, sem]
    assert listed(anja.get(f"{LIST}?sorteer=groep")) == [sem, noor]
    assert listed(anja.get(LIST)) == [sem, noor]


@pytest.mark.parametrize(
    "query",
    [
        "groep=%00",
        "stand=x",
        "format=x",
        "school=%00",
        "sorteer=x",
        "page=x",
        "page=-1",
        "aandacht=x",
        "groep=" + "x" * 10_000,
        "zoek=Noor",
        "x=y",
    ],
)
def test_an_address_that_makes_no_sense_still_shows_a_page(query, world, enter):
    assert enter("anja").get(f"{LIST}?{query}").status_code == 200


def test_a_name_that_is_searched_for_stands_in_no_address(world, enter):
    anja = enter("anja")
    answer = anja.post(f"{LIST}zoeken/?groep=6&sorteer=naam", {"zoek": "noorkan"})
    assert answer.status_code == 302 and answer["Location"] == f"{LIST}?groep=6&sorteer=naam"
    page = anja.get(answer["Location"])
    assert listed(page) == [str(world.noor)]
    assert not re.search(r'(href|action)="[^"]*noorkan', page.content.decode()), "no link takes the words along"
    assert listed(anja.get(LIST)) == [str(world.noor)], "kept until other words come"
    anja.post(f"{LIST}zoeken/", {})
    assert len(listed(anja.get(LIST))) == 2


def test_a_whole_name_is_found_with_what_stands_between(world, enter):
    anja = enter("anja")
    Leerling.unguarded.filter(groeidocumenten=world.sem).update(tussenvoegsel="van", achternaam="Dijk")
    for words in ("Semkanarie van Dijk", "van dijk", "DIJK van"):
        assert listed(anja.post(f"{LIST}zoeken/", {"zoek": words}, follow=True)) == [str(world.sem)], words
        page = anja.post(f"{LIST}zoeken/", {"zoek": words, "lijst": "leerlingen"}, follow=True).content.decode()
        assert "Semkanarie" in page and "Noorkanarie" not in page, words


@pytest.mark.parametrize("words", ["\x00", "x" * 10_000, "🌻", "\u202e\u202eabc", "%' OR 1=1 --", "  "])
def test_any_words_can_be_searched_for(words, world, enter):
    anja = enter("anja")
    assert anja.post(f"{LIST}zoeken/", {"zoek": words}).status_code == 302
    assert anja.get(LIST).status_code == 200 and anja.get(f"{LIST}leerlingen/").status_code == 200


def test_a_search_among_pupils_finds_one_without_a_file_and_none_of_another_school(world, enter):
    anja, school = enter("anja"), Groeidocument.unguarded.get(pk=world.noor).school
    Leerling.unguarded.create(school=school, voornaam="Zonderkanarie", achternaam="Dossier", geboortedatum="2017-01-01")
    answer = anja.post(f"{LIST}zoeken/", {"zoek": "kanarie", "lijst": "leerlingen"}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain[-1][0] == f"{LIST}leerlingen/"
    assert "Zonderkanarie" in page and "Noorkanarie" in page and "Daankanarie" not in page


def test_what_asks_attention_stands_beside_the_file_and_can_be_all_that_is_shown(world, enter, attentive):
    anja = enter("anja")
    assert "een vraag wacht" in anja.get(LIST).content.decode()
    assert len(listed(anja.get(f"{LIST}?aandacht=1"))) == 1


def test_attention_and_the_queries_are_asked_once_for_a_whole_page(world, enter, person, attentive):
    anja = enter("anja")

    def queries() -> int:
        anja.get(f"{LIST}?sorteer=naam")
        attentive.clear()
        with CaptureQueriesContext(connection) as captured:
            anja.get(f"{LIST}?sorteer=naam")
        return len(captured)

    before = queries()
    assert attentive == [2]
    start_files(person("anja"), version(1), 30)
    # More than a page of files adds the count for the page numbers, once; a second format adds nothing.
    assert queries() <= before + 1
    assert attentive == [25]


def test_a_teacher_sees_until_when_a_file_can_be_opened_and_then_not_at_all(world, enter):
    joke = enter("joke")
    rows = GroeidocumentUserPermission.objects.filter(user__username="joke", content_object=world.noor)
    assert "U kunt dit groeidocument openen tot" not in joke.get(LIST).content.decode()
    rows.update(tot=timezone.now() + timedelta(days=3))
    assert "U kunt dit groeidocument openen tot" in joke.get(LIST).content.decode()
    rows.update(van=timezone.now() - timedelta(days=3), tot=timezone.now() - timedelta(seconds=1))
    assert listed(joke.get(LIST)) == []


def test_a_head_of_school_sees_dates_and_states_and_no_child(world, enter):
    ria, noor = enter("ria"), Groeidocument.unguarded.get(pk=world.noor)
    Groeidocument.unguarded.filter(pk=world.sem).update(afgesloten_op=timezone.now())
    overview = ria.get(LIST).content.decode()
    page = ria.get(f"{LIST}school/{noor.school_id}/").content.decode()
    assert noor.kenmerk in page and "Proefformat" in page and "afgesloten op" in page and "1 lopend, 1 afgesloten" in page
    for text in (overview, page):
        assert (
            "kanarie" not in text
            and "14 mei 2016" not in text
            and str(world.noor) not in text
            and "groep" not in text.lower().replace("groeidoc", "")
        )
    other = Groeidocument.unguarded.get(pk=world.daan).school_id
    assert ria.get(f"{LIST}school/{other}/").status_code == 404
    assert enter("anja").get(f"{LIST}school/{noor.school_id}/").status_code == 404


def test_the_list_of_a_head_of_school_costs_the_same_for_two_files_and_for_thirty(world, enter, person):
    ria, school = enter("ria"), Groeidocument.unguarded.get(pk=world.noor).school_id

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert ria.get(f"{LIST}school/{school}/").status_code == 200
        return len(captured)

    queries()
    before = queries()
    start_files(person("anja"), version(1), 28)
    assert queries() == before
