"""Talks: who sees which, the agenda beforehand, a report that is concept until it is agreed, afspraken, and reminders."""

import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from groeidocumenten.dossiers.access import AccessOver, Recht, Viewer, open_dossier
from groeidocumenten.dossiers.models import Groeidocument
from groeidocumenten.gesprekken import attention, reminders
from groeidocumenten.gesprekken.actions import add_point, add_talk, agree_report, propose_time, react, save_report, share
from groeidocumenten.gesprekken.agreements import finish, save_agreement
from groeidocumenten.gesprekken.models import Afspraak, Gesprek, Gespreksversie, Verslagversie
from groeidocumenten.gesprekken.register import persons
from groeidocumenten.gesprekken.talks import report_history, talk_for, talks_for
from post.models import Zending
from tests.builders.sharing import make_guest
from tests.builders.talks import about, agreement

DAY = timedelta(days=1)


def at(world, name="lijst", *keys):
    return reverse(f"gesprekken:{name}", args=[world.noor, *keys])


def talked(geopend, soort="ondersteuningsteam", wanneer=None, *keys):
    return add_talk(geopend=geopend, soort=soort, wanneer=wanneer, inhoud=about("Over het vervolg.", *keys), verzoek=uuid.uuid4())


def agreed_upon(geopend, talk, wie=None, uiterlijk=None, wat="Belt de logopedist."):
    once = uuid.uuid4()
    wanted = {"van_wie": wie.pk if wie else None, "uiterlijk": uiterlijk, "versie": 0, "verzoek": once}
    save_agreement(geopend=geopend, gesprek=talk, afspraak=None, inhoud=agreement(wat), **wanted)
    return Afspraak.unguarded.get(pk=once)


@pytest.fixture
def talk(opened):
    return talked(opened(), "ondersteuningsteam", timezone.now() + 3 * DAY)


@pytest.fixture
def report(opened, talk):
    save_report(geopend=opened(), gesprek=talk, tekst="Wij spraken over lezen.", versie=0)
    return talk


def sees(viewer_opened, talk):
    return talk.pk in [one.gesprek.pk for one in talks_for(viewer_opened)]


def as_guest(world, name):
    link = world.guests[name].link
    return open_dossier(Viewer(user=link.gebruiker, link=link), world.noor, Recht.LEZEN)


def test_a_talk_is_for_the_school_and_parents_and_for_the_pupil_when_it_is_marked(opened, talk):
    assert all(sees(opened(name), talk) for name in ("anja", "joke", "fatima", "peter")) and not sees(opened("noor"), talk)
    share(geopend=opened(), gesprek=talk, ouders=False, leerling=True)
    assert sees(opened("noor"), talk)
    share(geopend=opened(), gesprek=talk, ouders=False, leerling=False)
    assert not sees(opened("noor"), talk)


def test_a_guest_of_the_whole_file_sees_only_the_talks_it_takes_part_in(world, opened, talk):
    key = f"link:{world.guests['gast_leest_alles'].link.pk}"
    own = talked(opened(), "ondersteuningsteam", None, key)
    guest = as_guest(world, "gast_leest_alles")
    assert sees(guest, own) and not sees(guest, talk)
    assert talks_for(as_guest(world, "gast_leest_twee")) == []


def test_the_concept_is_for_the_school_and_parents_and_the_agreed_report_for_all_who_see_the_talk(world, opened):
    key = f"link:{world.guests['gast_leest_alles'].link.pk}"
    talk = talked(opened(), "ondersteuningsteam", None, key)
    share(geopend=opened(), gesprek=talk, ouders=True, leerling=True)
    save_report(geopend=opened(), gesprek=talk, tekst="Concepttekst.", versie=0)
    react(geopend=opened("fatima"), gesprek=talk, tekst="Dat zie ik anders.", verzoek=uuid.uuid4())
    outside = (opened("noor"), as_guest(world, "gast_leest_alles"))
    for viewer in outside:
        found = talk_for(viewer, talk.pk)
        assert found.verslag is None and not found.reacties and found.stand != "concept"
    assert talk_for(opened("peter"), talk.pk).concept
    agree_report(geopend=opened(), gesprek=talk, versie=1, met_wie="beide ouders")
    for viewer in (opened("noor"), as_guest(world, "gast_leest_alles")):
        found = talk_for(viewer, talk.pk)
        assert found.verslag.antwoorden["tekst"] == "Concepttekst." and not found.reacties
    assert [stem.tekst for stem in talk_for(opened("peter"), talk.pk).reacties] == ["Dat zie ik anders."]


def test_what_was_said_in_a_kindgesprek_is_its_makers_alone_until_it_is_shared(world, enter, opened):
    talk = talked(opened("joke"), "kindgesprek")
    save_report(geopend=opened("joke"), gesprek=talk, tekst="Ik vertel een geheim.", versie=0)
    agreed_upon(opened("joke"), talk, wat="Geheime afspraak.")
    assert "Ik vertel een geheim." in enter("joke").get(at(world, "gesprek", talk.pk)).content.decode()
    page = enter("anja").get(at(world, "gesprek", talk.pk)).content.decode()
    assert "Ik vertel een geheim." not in page and "Geheime afspraak." not in page
    assert enter("fatima").get(at(world, "gesprek", talk.pk)).status_code == 404
    for name in ("verslag", "vaststellen", "delen", "afspraak_nieuw", "verslag_geschiedenis"):
        assert enter("anja").get(at(world, name, talk.pk)).status_code == 404, name
    with pytest.raises(AccessOver):
        share(geopend=opened(), gesprek=talk, ouders=True, leerling=False)
    assert "Geheime afspraak." not in str(attention.open_matters(opened()))
    assert "vertrouwen" in enter("joke").get(at(world, "verslag", talk.pk)).content.decode()
    answer = enter("joke").post(at(world, "delen", talk.pk), {"ouders": "on", "verzonden": "ja"})
    assert answer.status_code == 302
    assert "Ik vertel een geheim." in enter("fatima").get(at(world, "gesprek", talk.pk)).content.decode()


def test_a_double_click_plans_one_talk(world, enter):
    client, before, once = enter("anja"), Gesprek.unguarded.count(), str(uuid.uuid4())
    sent = {
        "verzoek": once,
        "soort": "anders",
        "doel": "Kennismaken",
        "datum": "2027-03-18",
        "tijd": "15:30",
        "anderen": "Tolk\n\nJeugdarts",
    }
    for _ in range(2):
        assert client.post(at(world, "nieuw"), sent).status_code == 302
    assert Gesprek.unguarded.count() == before + 1
    page = client.get(at(world, "gesprek", once)).content.decode()
    assert "Tolk" in page and "Jeugdarts" in page and "18 maart 2027, 15:30" in page
    assert "Kennismaken" not in Gespreksversie.unguarded.get(gesprek=once).inhoud


def test_participants_come_from_the_register_and_stay_when_they_leave_it(world, enter, opened):
    page = enter("anja").get(at(world, "nieuw")).content.decode()
    for label in (
        "Fatima el Amrani (ouder met gezag)",
        "Joke Bakker (leerkracht)",
        "Anja de Vries (begeleider",
        "(leerling)",
        "(gast met een link)",
    ):
        assert label in page, label
    assert "Ex Ouder" not in page
    talk = talked(opened(), "anders", None, f"link:{uuid.uuid4()}")
    kept = enter("anja").get(at(world, "wijzigen", talk.pk)).content.decode()
    assert "staat niet meer in de lijst" in kept
    wrong = enter("anja").post(at(world, "wijzigen", talk.pk), {"versie": 1, "doel": "x", "deelnemers": [f"link:{uuid.uuid4()}"]})
    assert wrong.status_code == 422 and "Kies deelnemers uit de lijst" in wrong.content.decode()


def test_parents_add_points_and_propose_times_until_the_talk_begins(world, enter, opened, talk):
    client, later = enter("fatima"), timezone.localtime() + 5 * DAY
    once = {"verzoek": str(uuid.uuid4()), "tekst": "Hoe gaat het met buitenspelen?"}
    for _ in range(2):
        assert client.post(at(world, "agenda", talk.pk), once).status_code == 302
    assert (
        client.post(at(world, "tijd", talk.pk), {"verzoek": uuid.uuid4(), "datum": f"{later:%Y-%m-%d}", "tijd": "10:15"}).status_code == 302
    )
    found = talk_for(opened("peter"), talk.pk)
    assert [(punt.naam, punt.tekst) for punt in found.agenda] == [("Fatima el Amrani", "Hoe gaat het met buitenspelen?")]
    [tijd] = found.tijden
    assert client.post(at(world, "tijd_kiezen", talk.pk), {"tijd": tijd.pk}).status_code == 404
    assert enter("anja").post(at(world, "tijd_kiezen", talk.pk), {"tijd": tijd.pk}).status_code == 302
    talk.refresh_from_db()
    assert talk.wanneer == tijd.tijdstip and Gespreksversie.unguarded.filter(gesprek=talk).count() == 2
    Gesprek.unguarded.filter(pk=talk.pk).update(wanneer=timezone.now())
    late = client.post(at(world, "agenda", talk.pk), {"verzoek": uuid.uuid4(), "tekst": "Te laat getypt."})
    assert late.status_code == 422 and "geweest" in late.content.decode() and "Te laat getypt." in late.content.decode()


def test_two_people_change_a_talk_and_both_texts_are_shown(world, enter, talk):
    first = enter("anja").post(at(world, "wijzigen", talk.pk), {"versie": 1, "doel": "van anja"})
    late = enter("joke").post(at(world, "wijzigen", talk.pk), {"versie": 1, "doel": "van joke"})
    assert (first.status_code, late.status_code) == (302, 409)
    assert "van anja" in late.content.decode() and "van joke" in late.content.decode()


def test_two_people_write_one_report_and_every_state_stays(world, enter, opened, report):
    first = enter("anja").post(at(world, "verslag", report.pk), {"versie": 1, "tekst": "Verslag van anja."})
    late = enter("joke").post(at(world, "verslag", report.pk), {"versie": 1, "tekst": "Verslag van joke."})
    assert (first.status_code, late.status_code) == (302, 409)
    assert "Verslag van anja." in late.content.decode() and "Verslag van joke." in late.content.decode()
    assert [state.antwoorden["tekst"] for state in report_history(opened(), report.pk)] == ["Verslag van anja.", "Wij spraken over lezen."]
    assert "Wij spraken over lezen." in enter("peter").get(at(world, "verslag_geschiedenis", report.pk)).content.decode()


def test_a_report_is_concept_until_it_is_agreed_and_then_only_additions_come(world, enter, report):
    anja, fatima = enter("anja"), enter("fatima")
    page = fatima.get(at(world, "gesprek", report.pk)).content.decode()
    assert "gp-concept" in page and "Reageer op het concept" in page
    assert fatima.post(at(world, "reactie", report.pk), {"verzoek": uuid.uuid4(), "tekst": "Het was langer."}).status_code == 302
    assert anja.post(at(world, "vaststellen", report.pk), {"versie": 1, "met_wie": "beide ouders"}).status_code == 302
    late = anja.post(at(world, "verslag", report.pk), {"versie": 1, "tekst": "Stiekem anders."})
    assert late.status_code == 422 and Verslagversie.unguarded.filter(gesprek=report).count() == 1
    assert anja.post(at(world, "wijzigen", report.pk), {"versie": 1, "doel": "Stiekem anders."}).status_code == 422
    assert fatima.post(at(world, "reactie", report.pk), {"verzoek": uuid.uuid4(), "tekst": "Een aanvulling."}).status_code == 302
    page = fatima.get(at(world, "gesprek", report.pk)).content.decode()
    assert "gp-concept" not in page and "Stiekem" not in page
    assert (
        page.index("Reacties op het concept")
        < page.index("Het was langer.")
        < page.index("Aanvullingen na")
        < page.index("Een aanvulling.")
    )


@pytest.mark.parametrize("versie", ["0", "2", "", "x", "99999999999"])
def test_only_the_report_that_was_shown_can_be_agreed(versie, world, enter, report):
    answer = enter("anja").post(at(world, "vaststellen", report.pk), {"versie": versie, "met_wie": "ouders"})
    assert answer.status_code == 422 and "ouders" in answer.content.decode()
    report.refresh_from_db()
    assert report.vastgesteld_op is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("doel", ""),
        ("doel", "x" * 10_000),
        ("doel", "a\x00b"),
        ("tijd", ""),
        ("tijd", "half vier"),
        ("datum", "31-02-2027"),
        ("datum", "9999-12-31"),
        ("soort", "feest"),
        ("anderen", "naam\n" * 40),
        ("deelnemers", "gebruiker:x"),
    ],
)
def test_a_wrong_talk_is_told_beside_the_field_and_keeps_what_was_typed(name, value, world, enter):
    before = Gesprek.unguarded.count()
    sent = {
        "verzoek": str(uuid.uuid4()),
        "soort": "anders",
        "doel": "Praten",
        "datum": "2027-03-18",
        "tijd": "15:30",
        "plaats": "Zaal 🌱 ‮x",
    }
    answer = enter("anja").post(at(world, "nieuw"), sent | {name: value})
    assert answer.status_code == 422 and f'href="#id_{name}' in answer.content.decode() and "Zaal 🌱 ‮x" in answer.content.decode()
    assert Gesprek.unguarded.count() == before


def test_whose_afspraak_it_is_says_that_it_is_done_and_others_do_not(world, enter, person, opened, talk):
    deed = agreed_upon(opened(), talk, person("fatima"))
    assert enter("peter").post(at(world, "gedaan", talk.pk, deed.pk), {"gedaan": "ja"}).status_code == 404
    for _ in range(2):
        assert enter("fatima").post(at(world, "gedaan", talk.pk, deed.pk), {"gedaan": "ja"}).status_code == 302
    deed.refresh_from_db()
    assert deed.gedaan_op and deed.gedaan_door == person("fatima")
    enter("joke").post(at(world, "gedaan", talk.pk, deed.pk), {"gedaan": "nee"})
    enter("joke").post(at(world, "gedaan", talk.pk, deed.pk), {"gedaan": "\x00"})
    deed.refresh_from_db()
    assert deed.gedaan_op is None
    with pytest.raises(AccessOver):
        finish(geopend=opened("peter"), afspraak=deed, gedaan=True)


def test_an_afspraak_is_written_once_changed_in_turns_and_fixed_with_the_report(world, enter, person, opened, report):
    client, once = enter("anja"), str(uuid.uuid4())
    page = client.get(at(world, "afspraak_nieuw", report.pk)).content.decode()
    [gezag] = opened().groeidocument.leerling.gezagsrelaties.filter(gebruiker=person("fatima"))
    assert f'value="gezag:{gezag.pk}"' in page
    sent = {"verzoek": once, "wat": "Leest voor", "van": f"gezag:{gezag.pk}", "uiterlijk": "2027-01-01"}
    for _ in range(2):
        assert client.post(at(world, "afspraak_nieuw", report.pk), sent).status_code == 302
    assert Afspraak.unguarded.get(pk=once).van_wie == person("fatima")
    changed = {"versie": 1, "wat": "Leest samen", "van": "", "wie": "oma"}
    assert client.post(at(world, "afspraak", report.pk, once), changed).status_code == 302
    late = enter("joke").post(at(world, "afspraak", report.pk, once), changed | {"wat": "Leest alleen"})
    assert late.status_code == 409 and "Leest samen" in late.content.decode() and "Leest alleen" in late.content.decode()
    assert Afspraak.unguarded.get(pk=once).van_wie is None
    nobody = client.post(at(world, "afspraak_nieuw", report.pk), {"verzoek": uuid.uuid4(), "wat": "Iets", "van": "", "wie": ""})
    assert nobody.status_code == 422 and "Kies wie het doet" in nobody.content.decode()
    agree_report(geopend=opened(), gesprek=report, versie=1, met_wie="ouders")
    assert client.post(at(world, "afspraak", report.pk, once), {"versie": 2, "wat": "Anders", "wie": "oma"}).status_code == 422
    assert client.post(at(world, "afspraak_nieuw", report.pk), sent | {"verzoek": uuid.uuid4()}).status_code == 302


def test_who_waits_for_what(opened, person, report):
    agreed_upon(opened(), report, person("peter"))
    said = {
        name: [zaak.tekst for zaak in attention.waiting(opened(name)) if str(report.pk) in zaak.adres]
        for name in ("anja", "fatima", "peter")
    }
    day = said["fatima"][0].partition("gesprek van ")[2].partition(" ligt")[0]
    assert said["anja"] == [f"Het verslag van het gesprek van {day} is nog niet vastgesteld"]
    assert said["fatima"] == [f"Het verslag van het gesprek van {day} ligt als concept voor u klaar"]
    assert said["peter"] == ["1 afspraak staat op uw naam", *said["fatima"]]
    react(geopend=opened("fatima"), gesprek=report, tekst="Goed zo.", verzoek=uuid.uuid4())
    assert not [zaak for zaak in attention.waiting(opened("fatima")) if str(report.pk) in zaak.adres]
    assert attention.waiting(opened("noor")) == []


def test_a_talk_that_is_near_asks_parents_for_points(opened, talk):
    assert any("wilt u iets op de agenda zetten?" in zaak.tekst for zaak in attention.waiting(opened("fatima")))
    add_point(geopend=opened("fatima"), gesprek=talk, tekst="x", verzoek=uuid.uuid4())
    assert not [zaak for zaak in attention.waiting(opened("fatima")) if str(talk.pk) in zaak.adres]


def test_late_afspraken_ask_attention_of_the_school_and_of_whose_they_are(world, person, opened, talk):
    agreed_upon(opened(), talk, person("fatima"), timezone.localdate() - DAY)
    agreed_upon(opened(), talk, person("joke"), timezone.localdate() - DAY)
    agreed_upon(opened(), talk, person("peter"), timezone.localdate())
    found = {name: attention.attention(Viewer(user=person(name)), [world.noor, world.sem]) for name in ("anja", "fatima", "peter")}
    assert found == {"anja": {world.noor: ["2 afspraken te laat"]}, "fatima": {world.noor: ["1 afspraak te laat"]}, "peter": {}}


def test_open_afspraken_and_concepts_are_asked_about_when_the_file_closes(opened, person, report):
    deed = agreed_upon(opened(), report, person("fatima"), wat="Zoekt een sportclub.")
    said = [zaak.tekst for zaak in attention.open_matters(opened())]
    assert "Open afspraak: Zoekt een sportclub." in said and "Verslag dat nog niet is vastgesteld: Ondersteuningsteam of MDO" in said
    finish(geopend=opened("fatima"), afspraak=deed, gedaan=True)
    assert "Open afspraak: Zoekt een sportclub." not in [zaak.tekst for zaak in attention.open_matters(opened())]


def test_a_reminder_says_nothing_of_a_child_and_is_sent_once(world, person, opened, talk, django_capture_on_commit_callbacks):
    for days in (-1, 2):
        agreed_upon(opened(), talk, person("fatima"), timezone.localdate() + days * DAY)
    agreed_upon(opened(), talk, person("peter"), timezone.localdate() + 30 * DAY)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("herinner_afspraken", verbosity=0)
    [sent] = mail.outbox
    assert sent.to == [person("fatima").email] and "2 afspraken" in sent.body and at(world) in sent.body
    everything = sent.subject + sent.body
    assert not any(word in everything for word in ("Noor", "anarie", "logopedist", "Jansen", "Fatima"))
    assert reminders.remind() == 0
    Afspraak.unguarded.filter(herinnerd_op__isnull=False).update(herinnerd_op=timezone.now() - 8 * DAY)
    with django_capture_on_commit_callbacks(execute=True):
        assert reminders.remind() == 1, "what is late is said again after a week, and what is only near is not"
    assert "Er staat een afspraak op uw naam" in mail.outbox[-1].body


@pytest.mark.parametrize("why", ["no access", "file closed", "talk called off", "done", "pupil not shown", "kindgesprek"])
def test_nobody_is_reminded_of_what_cannot_be_opened(why, world, person, opened, talk):
    who, day = person("noor" if why == "pupil not shown" else "fatima"), timezone.localdate()
    talk = talked(opened(), "kindgesprek") if why == "kindgesprek" else talk
    deed = agreed_upon(opened(), talk, who, day)
    if why == "no access":
        opened().groeidocument.leerling.gezagsrelaties.filter(gebruiker=who).update(geldig_van=day - 9 * DAY, geldig_tot=day - DAY)
    elif why == "file closed":
        Groeidocument.unguarded.filter(pk=world.noor).update(afgesloten_op=timezone.now())
    elif why == "talk called off":
        Gesprek.unguarded.filter(pk=talk.pk).update(afgezegd_op=timezone.now())
    elif why == "done":
        Afspraak.unguarded.filter(pk=deed.pk).update(gedaan_op=timezone.now())
    assert reminders.remind() == 0 and not Zending.objects.exists()


def test_a_reminder_waits_for_a_mail_server_that_is_down(mail_server_down, person, opened, talk, django_capture_on_commit_callbacks):
    agreed_upon(opened(), talk, person("fatima"), timezone.localdate())
    with django_capture_on_commit_callbacks(execute=True):
        call_command("herinner_afspraken", verbosity=0)
    assert [row.status for row in Zending.objects.all()] == ["wacht"] and reminders.remind() == 0


def test_calling_off_asks_first_and_keeps_the_talk(world, enter, opened, talk):
    client = enter("anja")
    assert client.post(at(world, "afzeggen", talk.pk)).status_code == 200
    assert client.post(at(world, "afzeggen", talk.pk), {"bevestig": "ja"}).status_code == 302
    assert talk_for(opened("fatima"), talk.pk).stand == "afgezegd"
    late = enter("fatima").post(at(world, "agenda", talk.pk), {"verzoek": uuid.uuid4(), "tekst": "x"})
    assert late.status_code == 422


def test_the_list_and_a_talk_cost_the_same_for_few_and_for_many(world, enter, opened, person, report):
    client, pages = enter("anja"), (at(world), at(world, "gesprek", report.pk), f"/groeidocumenten/{world.noor}/")
    agreed_upon(opened(), report)

    def queries(page):
        client.get(page)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page).status_code == 200
        return len(captured)

    before = [queries(page) for page in pages]
    for _ in range(8):
        more = talked(opened(), "anders", timezone.now() + 2 * DAY)
        save_report(geopend=opened(), gesprek=more, tekst="x", versie=0)
        agreed_upon(opened(), more, person("joke"))
        for place in (more, report):
            add_point(geopend=opened("fatima"), gesprek=place, tekst="x", verzoek=uuid.uuid4())
            propose_time(geopend=opened("fatima"), gesprek=place, tijdstip=timezone.now() + 4 * DAY, verzoek=uuid.uuid4())
        agreed_upon(opened(), report)
    assert [queries(page) for page in pages] == before


def test_the_people_to_choose_from_cost_the_same_however_many_links_run(world, person):
    geopend = open_dossier(Viewer(person("anja")), world.noor, Recht.SCHRIJVEN)
    sharing, counted, shown = open_dossier(Viewer(person("anja")), world.noor, Recht.DELEN), [], []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            shown.append(len(persons(geopend)))
        counted.append(len(captured))
        for number in range(3):
            make_guest(sharing, name=f"Gast {number}")
    assert counted[0] == counted[1] and shown[1] == shown[0] + 3
