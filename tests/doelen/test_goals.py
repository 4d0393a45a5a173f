"""Goals: who writes and who proposes, rounds of evaluation, two savers, the history, the next period and the next file."""

import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from formats.list_models import store_bank, store_lijst
from formats.schema import Bankitem
from groeidocumenten.doelen import attention, carry
from groeidocumenten.doelen.actions import add_goal, add_voice, decide, evaluate, next_period, save_goal, save_interventie
from groeidocumenten.doelen.chart import chart
from groeidocumenten.doelen.goals import goal_for, goals_for, history
from groeidocumenten.doelen.models import Doel, Doelversie, Evaluatie
from groeidocumenten.dossiers.access import Recht, Viewer
from groeidocumenten.dossiers.models import Handeling, Journaalregel
from groeidocumenten.inhoud.actions import Conflict
from tests.builders.goals import contents, evaluation

TODAY = timezone.localdate


def at(world, name="lijst", *keys, file="noor"):
    return reverse(f"doelen:{name}", args=[getattr(world, file), *keys])


def form(**more):
    return {"omschrijving": "Telt tot duizend.", "gebied": "rekenen", "soort": "nieuw", "ingebracht_door": "school"} | more


@pytest.fixture
def goal(opened):
    return add_goal(geopend=opened(), inhoud=contents("Leest een bladzijde."), verzoek=uuid.uuid4())


@pytest.fixture
def proposal(opened):
    return add_goal(geopend=opened("fatima"), inhoud=contents("Zwemt een baantje.", ingebracht_door="ouder"), verzoek=uuid.uuid4())


def test_a_double_click_makes_one_goal(world, enter):
    client, before, once = enter("joke"), Doel.unguarded.count(), str(uuid.uuid4())
    for _ in range(2):
        assert client.post(at(world, "nieuw"), form(verzoek=once, wie_0="juf", wat_0="oefent")).status_code == 302
    made = Doel.unguarded.get(pk=once)
    assert Doel.unguarded.count() == before + 1 and made.stand == "loopt"
    assert Journaalregel.unguarded.filter(handeling=Handeling.DOEL_BEWAARD, onderwerp=once).count() == 1


def test_what_is_stored_of_a_goal_cannot_be_read_without_the_key(goal):
    assert "bladzijde" not in Doelversie.unguarded.get(doel=goal).inhoud


def test_the_id_of_another_files_goal_makes_nothing_and_shows_nothing(world, enter):
    there = at(world, "nieuw", file="daan")
    theirs = str(uuid.uuid4())
    assert enter("mehmet").post(there, form(verzoek=theirs, omschrijving="Geheim van Daan.")).status_code == 302
    answer = enter("anja").post(at(world, "nieuw"), form(verzoek=theirs))
    assert answer.status_code == 422 and "al gebruikt" in answer.content.decode() and "Geheim" not in answer.content.decode()
    assert enter("anja").get(at(world, "doel", theirs)).status_code == 404


def test_the_second_saver_sees_both_texts_and_every_state_stays(world, enter, goal, opened):
    anja, joke, address = enter("anja"), enter("joke"), at(world, "wijzigen", goal.pk)
    assert anja.post(address, form(versie=1, omschrijving="van anja")).status_code == 302
    late = joke.post(address, form(versie=1, omschrijving="van joke"))
    assert late.status_code == 409 and "van anja" in late.content.decode() and "van joke" in late.content.decode()
    assert 'name="versie" value="2"' in late.content.decode()
    assert joke.post(address, form(versie=2, omschrijving="van joke")).status_code == 302
    kept = [state.antwoorden["omschrijving"] for state in history(opened(), goal.pk)]
    assert kept == ["van joke", "van anja", "Leest een bladzijde."]
    page = enter("fatima").get(at(world, "geschiedenis", goal.pk)).content.decode()
    assert all(text in page for text in kept)


@pytest.mark.parametrize("versie", ["", "0", "-1", "9", "x", "١", "9" * 30, "\x00"])
def test_a_crafted_version_overwrites_nothing(versie, world, enter, goal, opened):
    assert enter("joke").post(at(world, "wijzigen", goal.pk), form(versie=versie)).status_code == 409
    assert goal_for(opened(), goal.pk).inhoud["omschrijving"] == "Leest een bladzijde."


def test_saving_the_same_once_more_adds_no_state(opened, goal):
    save_goal(geopend=opened(), doel=goal, inhoud=contents("Leest een bladzijde."), versie=1)
    assert len(history(opened(), goal.pk)) == 1


@pytest.mark.parametrize("who", ["fatima", "noor", "gast_schrijft_alles"])
def test_who_may_only_add_makes_a_proposal_under_the_own_name(who, world, enter, opened):
    once = str(uuid.uuid4())
    sent = form(verzoek=once, omschrijving="Durft te vragen.", ingebracht_door="school", soort="onderhoud")
    assert enter(who).post(at(world, "nieuw"), sent).status_code == 302
    made = goal_for(opened(), uuid.UUID(once))
    assert made.stand == "voorstel" and made.inhoud["ingebracht_door"] == {"fatima": "ouder", "noor": "leerling"}.get(who, "deskundige")
    assert enter(who).post(at(world, "wijzigen", once), form(versie=1)).status_code == 404
    assert enter(who).post(at(world, "beslissen", once), {"besluit": "overnemen"}).status_code == 404


def test_a_proposal_is_taken_over_and_the_first_words_stay(world, enter, proposal, opened):
    answer = enter("anja").post(at(world, "beslissen", proposal.pk), {"besluit": "overnemen", "reden": ""})
    assert answer["Location"] == at(world, "wijzigen", proposal.pk)
    assert goal_for(opened(), proposal.pk).stand == "loopt"
    enter("anja").post(at(world, "wijzigen", proposal.pk), form(versie=1, omschrijving="Zwemt elke week."))
    assert history(opened(), proposal.pk)[-1].door == "Fatima el Amrani"


def test_declining_a_proposal_takes_a_reason_and_both_stay_to_be_read(world, enter, proposal):
    client, address = enter("anja"), at(world, "beslissen", proposal.pk)
    refused = client.post(address, {"besluit": "afwijzen", "reden": "  "})
    assert refused.status_code == 422 and "Schrijf waarom" in refused.content.decode()
    assert client.post(address, {"besluit": "afwijzen", "reden": "Zwemmen hoort bij thuis."}).status_code == 302
    page = enter("fatima").get(at(world, "doel", proposal.pk)).content.decode()
    assert "Zwemt een baantje." in page and "Zwemmen hoort bij thuis." in page


def test_the_first_answer_to_a_proposal_stands(opened, proposal):
    decide(geopend=opened(), doel=proposal, overgenomen=False, reden="eerst")
    decide(geopend=opened("joke"), doel=proposal, overgenomen=True, reden="later")
    found = goal_for(opened(), proposal.pk)
    assert found.stand == "afgewezen" and found.besluit.tekst == "eerst"


def held(opened, goal, days_ago, vervolg="doorgaan", cijfer=5, following=None):
    return evaluate(
        geopend=opened(),
        doel=goal,
        gehouden_op=TODAY() - timedelta(days=days_ago),
        vervolg=vervolg,
        inhoud=evaluation(voortgang=cijfer),
        evalueren_op=following,
        verzoek=uuid.uuid4(),
    )


def test_several_rounds_are_drawn_in_order_and_the_table_says_the_same(world, enter, goal, opened):
    for days, cijfer in ((10, 7), (40, 4), (70, 2)):
        held(opened, goal, days, cijfer=cijfer)
    line = chart(goal_for(opened(), goal.pk))
    assert [punt.cijfer for punt in line.punten] == [2, 4, 7]
    assert [int(punt.x) for punt in line.punten] == sorted(int(punt.x) for punt in line.punten)
    assert int(line.punten[0].y) > int(line.punten[2].y), "more is higher"
    page = enter("fatima").get(at(world, "doel", goal.pk)).content.decode()
    assert 'role="img"' in page and page.count('class="gp-table__number">') == 4


def test_one_measurement_is_no_line(opened, goal):
    held(opened, goal, 1)
    assert chart(goal_for(opened(), goal.pk)) is None


def test_an_evaluation_ends_a_goal_and_a_next_one_opens_it_again(opened, goal):
    held(opened, goal, 5, vervolg="afronden")
    found = Doel.unguarded.get(pk=goal.pk)
    assert found.stand == "afgerond" and found.afgerond_op == TODAY() - timedelta(days=5) and found.evalueren_op is None
    held(opened, goal, 1, following=TODAY() + timedelta(days=30))
    found.refresh_from_db()
    assert found.stand == "loopt" and found.evalueren_op == TODAY() + timedelta(days=30)


def test_evaluating_twice_with_one_form_adds_one_round(world, enter, goal):
    client, once = enter("anja"), str(uuid.uuid4())
    sent = {"verzoek": once, "gehouden_op": TODAY().isoformat(), "uitkomst": "behaald", "vervolg": "afronden", "voortgang": "9"}
    for _ in range(2):
        assert client.post(at(world, "evalueren", goal.pk), sent).status_code == 302
    assert Evaluatie.unguarded.filter(doel=goal).count() == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("gehouden_op", "2999-01-01"),
        ("gehouden_op", "gisteren"),
        ("voortgang", "11"),
        ("voortgang", "veel"),
        ("uitkomst", "verzonnen"),
        ("vervolg", "weg"),
        ("toelichting", "x" * 10_000),
        ("toelichting", "a\x00b"),
        ("evalueren_op", "2000-01-01"),
    ],
)
def test_a_wrong_evaluation_is_told_beside_the_field_and_keeps_what_was_typed(name, value, world, enter, goal):
    sent = {"verzoek": str(uuid.uuid4()), "gehouden_op": TODAY().isoformat(), "uitkomst": "behaald", "vervolg": "doorgaan"}
    answer = enter("anja").post(at(world, "evalueren", goal.pk), sent | {"ouders": "Wij 🌱 zijn blij ‮", name: value})
    page = answer.content.decode()
    assert answer.status_code == 422 and f'href="#id_{name}' in page and "Wij 🌱 zijn blij ‮" in page
    assert not Evaluatie.unguarded.filter(doel=goal).exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("omschrijving", ""),
        ("omschrijving", "x" * 10_000),
        ("gebied", "elders"),
        ("tot", "2020-01-01"),
        ("van", "9999-01-01"),
        ("wat_0", "iets"),
    ],
)
def test_a_wrong_goal_is_told_beside_the_field_and_nothing_is_saved(name, value, world, enter):
    before = Doel.unguarded.count()
    sent = form(verzoek=str(uuid.uuid4()), van=TODAY().isoformat(), aanpak="Elke dag oefenen", wie_0="") | {name: value}
    answer = enter("anja").post(at(world, "nieuw"), sent)
    where = name.replace("wat_", "wie_")
    assert answer.status_code == 422 and f'href="#id_{where}"' in answer.content.decode() and "Elke dag oefenen" in answer.content.decode()
    assert Doel.unguarded.count() == before


def test_smarti_helps_and_blocks_nothing(world, enter):
    assert "Tijdgebonden" in enter("anja").get(at(world, "nieuw")).content.decode()
    assert enter("anja").post(at(world, "nieuw"), form(verzoek=str(uuid.uuid4()), omschrijving="Blij zijn")).status_code == 302


def test_the_effect_of_an_interventie_is_a_next_state_and_a_conflict_shows_both(world, enter, goal, opened):
    deed = {"wat": "Samen lezen", "wie": "", "hoe_vaak": "", "van": None, "tot": None, "effect": ""}
    once = uuid.uuid4()
    for _ in range(2):
        save_interventie(geopend=opened(), doel=goal, interventie=None, inhoud=deed, versie=0, verzoek=once)
    address = at(world, "interventie", goal.pk, once)
    assert enter("anja").post(address, {"wat": "Samen lezen", "effect": "Vlotter", "versie": 1, "verzoek": uuid.uuid4()}).status_code == 302
    late = enter("joke").post(address, {"wat": "Samen lezen", "effect": "Trager", "versie": 1, "verzoek": uuid.uuid4()})
    assert late.status_code == 409 and "Vlotter" in late.content.decode() and "Trager" in late.content.decode()
    [found] = goal_for(opened(), goal.pk).interventies
    assert found.saved.antwoorden["effect"] == "Vlotter" and found.saved.versie == 2


def test_a_voice_stands_under_the_own_name_beside_its_evaluation(world, enter, goal, opened):
    ronde = held(opened, goal, 3)
    client, address = enter("peter"), at(world, "stem_bij_evaluatie", goal.pk, ronde.pk)
    assert client.post(address, {"verzoek": uuid.uuid4(), "tekst": "Thuis lukt het al."}).status_code == 302
    [said] = goal_for(opened("fatima"), goal.pk).evaluaties[0].stemmen
    assert (said.naam, said.tekst) == ("Peter Jansen", "Thuis lukt het al.")
    assert client.get(at(world, "stem_bij_evaluatie", goal.pk, uuid.uuid4())).status_code == 404


def test_the_pupil_reads_the_own_words_first_and_is_said_je(world, enter, opened):
    inhoud = contents("Vergroot de woordenschat.", kindtaal="Ik leer tien nieuwe woorden.")
    made = add_goal(geopend=opened(), inhoud=inhoud, verzoek=uuid.uuid4())
    page = enter("noor").get(at(world, "doel", made.pk)).content.decode()
    assert page.index("Ik leer tien nieuwe woorden.") < page.index("Vergroot de woordenschat.")
    assert "<h1>Ik leer tien nieuwe woorden.</h1>" in page and "jij" in page
    assert "Mijn doelen" in enter("noor").get(at(world)).content.decode()


def test_the_list_says_the_balance_and_shows_one_area(world, enter, opened):
    for words in (contents("Schrijft foutloos.", gebied="spelling"), contents("Houdt het vol.", gebied="thuis", soort="onderhoud")):
        add_goal(geopend=opened(), inhoud=words, verzoek=uuid.uuid4())
    client = enter("anja")
    assert "2 nieuwe doelen en 1 onderhoudsdoel" in client.get(at(world)).content.decode()
    one = client.get(at(world), {"gebied": "spelling"}).content.decode()
    assert "Schrijft foutloos." in one and "Houdt het vol." not in one
    assert "Houdt het vol." in client.get(at(world), {"gebied": "\x00bestaat niet"}).content.decode()


def test_unfinished_goals_go_on_in_a_next_period_and_others_stay(opened, goal, proposal):
    done = add_goal(geopend=opened(), inhoud=contents("Klaar."), verzoek=uuid.uuid4())
    held(opened, done, 2, vervolg="afronden")
    dates = {"van": date(2027, 2, 1), "tot": date(2027, 7, 1), "evalueren_op": None}
    chosen = [goal.pk, done.pk, proposal.pk]
    assert next_period(geopend=opened(), doelen=chosen, **dates) == 1
    assert next_period(geopend=opened(), doelen=chosen, **dates) == 0, "once more changes nothing"
    assert goal_for(opened(), goal.pk).inhoud["van"] == "2027-02-01" and len(history(opened(), goal.pk)) == 2


def test_goals_go_along_to_a_next_file_with_their_origin_once(opened, goal, proposal):
    first, second = opened(), opened(file="sem")
    held(opened, goal, 2)
    offered = carry.offers(first)
    assert str(proposal.pk) not in [keuze.key for keuze in offered] and next(k for k in offered if k.key == str(goal.pk)).vooraf
    for _ in range(2):
        carry.carry(first, second, [str(goal.pk), "onzin", str(uuid.uuid4())])
    [taken] = goals_for(opened(file="sem"))
    assert taken.inhoud["omschrijving"] == "Leest een bladzijde." and "deels behaald" in taken.herkomst["laatste"]
    assert taken.stand == "loopt" and not taken.evaluaties


def test_a_finished_goal_goes_along_as_onderhoudsdoel(opened, goal):
    held(opened, goal, 2, vervolg="afronden")
    carry.carry(opened(), opened(file="sem"), [str(goal.pk)])
    [taken] = goals_for(opened(file="sem"))
    assert taken.onderhoud and taken.stand == "loopt"


def test_who_waits_for_what(opened, goal, proposal):
    save_goal(geopend=opened(), doel=goal, inhoud=contents("Leest.", evalueren_op=TODAY().isoformat()), versie=1)
    said = [zaak.tekst for zaak in attention.waiting(opened("joke"))]
    assert said == ["2 voorstellen voor een doel wachten op antwoord", "1 doel is toe aan evaluatie"]
    assert [zaak.tekst for zaak in attention.waiting(opened("fatima"))] == ["1 doel wordt binnenkort besproken: wat vindt u ervan?"]
    assert [zaak.tekst for zaak in attention.waiting(opened("noor"))] == ["1 doel wordt binnenkort besproken: wat vind jij ervan?"]
    add_voice(geopend=opened("fatima"), doel=goal, evaluatie=None, tekst="Goed.", verzoek=uuid.uuid4())
    assert attention.waiting(opened("fatima")) == [] and attention.waiting(opened("peter"))


def test_late_goals_ask_attention_of_the_school_and_of_nobody_else(world, person, opened, goal):
    save_goal(geopend=opened(), doel=goal, inhoud=contents("Leest.", evalueren_op=(TODAY() - timedelta(days=1)).isoformat()), versie=1)
    files = [world.noor, world.sem]
    found = attention.attention(Viewer(user=person("anja")), files)
    assert found == {world.noor: ["evaluatie van een doel is te laat", "voorstel voor een doel"]}
    assert attention.attention(Viewer(user=person("fatima")), files) == {}


def test_open_goals_are_asked_about_when_the_file_closes(opened, goal):
    before = len(attention.open_matters(opened()))
    held(opened, goal, 1, vervolg="afronden")
    assert len(attention.open_matters(opened())) == before - 1


def test_a_right_that_ended_meanwhile_saves_nothing(opened, goal, world):
    from groeidocumenten.dossiers.access import AccessOver
    from groeidocumenten.dossiers.models import Groeidocument

    mine = opened(recht=Recht.SCHRIJVEN)
    Groeidocument.unguarded.filter(pk=world.noor).update(afgesloten_op=timezone.now())
    with pytest.raises(AccessOver):
        save_goal(geopend=mine, doel=goal, inhoud=contents("Te laat."), versie=1)
    assert Doelversie.unguarded.filter(doel=goal).count() == 1


def test_a_conflict_is_raised_before_anything_is_written(opened, goal):
    save_goal(geopend=opened(), doel=goal, inhoud=contents("Tweede."), versie=1)
    with pytest.raises(Conflict):
        save_goal(geopend=opened(), doel=goal, inhoud=contents("Ook tweede."), versie=1)
    assert Doelversie.unguarded.filter(doel=goal).count() == 2


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_the_list_and_a_goal_cost_the_same_for_few_and_for_many(world, enter, opened, goal):
    client, pages = enter("anja"), (at(world), at(world, "doel", goal.pk), f"/groeidocumenten/{world.noor}/")
    held(opened, goal, 2)
    before = [queries(client, page) for page in pages]
    for number in range(8):
        made = add_goal(geopend=opened(), inhoud=contents(f"Doel {number}"), verzoek=uuid.uuid4())
        held(opened, made, 3)
        held(opened, goal, 3 + number)
        add_voice(geopend=opened("fatima"), doel=goal, evaluatie=None, tekst="x", verzoek=uuid.uuid4())
    assert [queries(client, page) for page in pages] == before


def test_the_swvs_own_lists_and_bank_are_offered_and_a_word_that_left_the_list_stays(world, enter, opened):
    site = opened().groeidocument.school.samenwerkingsverband.site
    store_lijst(site=site, naam="Gebieden van doelen", opties=("muziek", "dans"))
    store_bank(site=site, naam="Doelen: kunst", soort="doelen", items=[Bankitem(label="tekent een paard", domein="tekenen")])
    page = enter("anja").get(at(world, "nieuw")).content.decode()
    assert "tekent een paard" in page and ">muziek<" in page and ">spelling<" not in page
    made = add_goal(geopend=opened(), inhoud=contents("Rekent.", gebied="rekenen"), verzoek=uuid.uuid4())
    kept = enter("anja").post(at(world, "wijzigen", made.pk), form(versie=1, gebied="rekenen", omschrijving="Rekent door."))
    assert kept.status_code == 302
