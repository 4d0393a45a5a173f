"""A running file and a newer version of its format: nothing changes by itself, nothing is lost by moving, and nobody gets to see more unseen."""

import uuid
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from formats.answers import has_answer, is_empty, stored
from formats.models import Format, publish_version
from formats.readable import readable_veld
from formats.schema import Bestand, Deel, FormatSchema, Keuze, KorteTekst, LangeTekst, Sectie, Variant, Voorwaarde
from groeidocumenten.dossiers.access import Recht, Viewer, open_dossier
from groeidocumenten.dossiers.actions import start_groeidocument
from groeidocumenten.dossiers.models import Groeidocument, Handeling, Journaalregel
from groeidocumenten.inhoud.actions import newest_rows, save_section
from groeidocumenten.inhoud.content import read_content
from groeidocumenten.inhoud.files import add_file
from groeidocumenten.inhoud.filetypes import accept
from groeidocumenten.inhoud.models import Antwoordversie, Formatwissel
from groeidocumenten.inhoud.moves import Move, dropped, newer_version
from groeidocumenten.inhoud.versions import ASKED, NOT_ASKED, NOT_SHOWN, SHOWN, plan_move
from tests.builders.world import make_guest
from tests.formats.all_kinds import ANSWERS, every_kind


def one_part(*velden: Any, key: str = "d", **more: Any) -> Deel:
    return Deel(key=key, titel=f"Deel {key}", secties=(Sectie(key=f"{key}-s", titel=f"Sectie {key}", velden=velden),), **more)


def schema(*delen: Deel, **more: Any) -> FormatSchema:
    return FormatSchema(titel="Verhuizend", soort="groeidocument", delen=delen, **more)


FIRST = schema(
    one_part(
        LangeTekst(key="blijft", label="Vraag die blijft"),
        LangeTekst(key="heet", label="Oude naam"),
        LangeTekst(key="weg", label="Vraag die vervalt"),
        LangeTekst(key="dicht-weg", label="Gesloten vraag die vervalt", lezers=()),
        Keuze(key="keuze", label="Kies", opties=("oud", "nieuw")),
    ),
    one_part(LangeTekst(key="gaat", label="Vraag die verhuist"), key="e"),
)
SECOND = schema(
    one_part(
        LangeTekst(key="blijft", label="Vraag die blijft"),
        LangeTekst(key="heet", label="Nieuwe naam"),
        LangeTekst(key="gaat", label="Vraag die verhuist"),
        Keuze(key="keuze", label="Kies", opties=("nieuw", "ander")),
        KorteTekst(key="nieuw", label="Vraag die erbij komt"),
    ),
    one_part(LangeTekst(key="anders", label="Iets anders"), key="e"),
)
TEXTS = {
    "blijft": "blijfkanarie",
    "heet": "heetkanarie",
    "weg": "wegkanarie",
    "dicht-weg": "dichtwegkanarie",
    "keuze": "oud",
    "gaat": "gaatkanarie",
}


@pytest.fixture
def format(db):
    return Format.objects.create(titel="Verhuizend", soort="groeidocument")


@pytest.fixture
def file(world, person, format):
    versie = publish_version(format=format, schema=FIRST)
    leerling = Groeidocument.unguarded.get(pk=world.noor).leerling
    viewer = Viewer(user=person("anja"))
    made = start_groeidocument(viewer=viewer, leerling=leerling, format_versie=versie, verzoek=uuid.uuid4())
    geopend = open_dossier(viewer, made.pk, Recht.DELEN)
    for _deel, sectie in geopend.schema.secties():
        answers = {veld.key: TEXTS[veld.key] for veld in sectie.velden}
        save_section(geopend=geopend, sectie=sectie, antwoorden=answers, versie=0)
    return geopend


def again(file, user=None, recht=Recht.LEZEN):
    return open_dossier(Viewer(user=user) if user else file.viewer, file.groeidocument.pk, recht)


def address(file, name: str = "nieuwere_versie") -> str:
    return reverse(f"inhoud:{name}", args=[file.groeidocument.pk])


def shown(client, file) -> dict[str, str]:
    """What the preview's button sends."""
    page = client.get(address(file)).content.decode()
    return {name: page.partition(f'name="{name}" value="')[2].partition('"')[0] for name in ("versie", "stand")}


def snapshot(file):
    groeidocument = Groeidocument.unguarded.get(pk=file.groeidocument.pk)
    rows = Antwoordversie.unguarded.filter(groeidocument=groeidocument).count()
    return groeidocument.format_versie_id, groeidocument.variant, rows, Formatwissel.unguarded.count()


def test_publishing_changes_nothing_in_a_running_file_and_only_the_ib_is_told(file, format, enter):
    before = snapshot(file)
    newer = publish_version(format=format, schema=SECOND)
    page = reverse("inhoud:dossier", args=[file.groeidocument.pk])
    assert address(file) in enter("anja").get(page).content.decode() and address(file) not in enter("fatima").get(page).content.decode()
    assert snapshot(file) == before and newer.nummer == 2
    enter("anja").get(address(file))
    assert snapshot(file) == before, "looking is not moving"


def test_without_a_newer_version_there_is_nothing_to_choose(file, enter):
    anja, before = enter("anja"), snapshot(file)
    assert "nieuwste versie" in anja.get(address(file)).content.decode()
    assert anja.post(address(file), {"versie": str(file.groeidocument.format_versie_id), "stand": "x"}).status_code == 409
    assert snapshot(file) == before


def test_the_preview_says_of_each_question_what_happens(file, format, enter):
    publish_version(format=format, schema=SECOND)
    page = enter("anja").get(address(file)).content.decode()
    for text in ("Vraag die vervalt", "Heette: “Oude naam”", "van Deel e › Sectie e naar Deel d › Sectie d", "Vraag die erbij komt"):
        assert text in page, text
    assert "“oud” staat niet meer in de lijst" in page
    assert "wegkanarie" not in page, "the preview tells about questions, not about the child"


def test_moving_keeps_every_answer_with_its_question_and_the_rest_under_vervallen(file, format, enter, person):
    newer = publish_version(format=format, schema=SECOND)
    anja = enter("anja")
    assert anja.post(address(file), shown(anja, file)).status_code == 302
    geopend = again(file)
    assert geopend.groeidocument.format_versie_id == newer.pk
    assert read_content(geopend).per_sectie["d-s"] == {key: TEXTS[key] for key in ("blijft", "heet", "gaat", "keuze")}
    page = anja.get(address(file, "vervallen")).content.decode()
    assert "wegkanarie" in page and "dichtwegkanarie" in page and "Vraag die vervalt" in page
    for_parent = enter("fatima").get(address(file, "vervallen")).content.decode()
    assert "wegkanarie" in for_parent and "dichtwegkanarie" not in for_parent and "Gesloten vraag" not in for_parent
    [wissel] = Formatwissel.unguarded.all()
    assert (wissel.van.nummer, wissel.naar.nummer, wissel.door) == (1, 2, person("anja"))
    assert Journaalregel.unguarded.filter(groeidocument_id=file.groeidocument.pk, handeling=Handeling.FORMAT_NIEUWER).count() == 1
    for client in (anja, enter("fatima")):
        assert "dichtwegkanarie" not in client.get(reverse("inhoud:hoofdstuk", args=[file.groeidocument.pk, "d"])).content.decode()


def test_a_section_that_keeps_all_its_answers_keeps_its_writer_too(file, format, enter, person):
    publish_version(
        format=format, schema=schema(FIRST.delen[0], one_part(LangeTekst(key="gaat", label="Vraag die verhuist, beter gezegd"), key="e"))
    )
    before = {row.sectie: row.pk for row in newest_rows(file.groeidocument)}
    anja = enter("anja")
    assert anja.post(address(file), shown(anja, file)).status_code == 302
    assert {row.sectie: row.pk for row in newest_rows(file.groeidocument)} == before


def test_an_even_newer_version_or_a_changed_answer_refuses_what_was_shown(file, format, enter):
    publish_version(format=format, schema=SECOND)
    anja = enter("anja")
    sent, before = shown(anja, file), snapshot(file)
    save_section(geopend=file, sectie=FIRST.sectie("e-s")[1], antwoorden={"gaat": "anders"}, versie=1)
    answer = anja.post(address(file), sent)
    assert answer.status_code == 409 and "ondertussen" in answer.content.decode()
    sent = shown(anja, file)
    publish_version(format=format, schema=schema(*SECOND.delen, one_part(KorteTekst(key="z", label="Z"), key="z")))
    assert anja.post(address(file), sent).status_code == 409
    assert snapshot(file)[0] == before[0] and not Formatwissel.unguarded.exists()
    assert anja.post(address(file), shown(anja, file)).status_code == 302


@pytest.mark.parametrize("sent", [{}, {"versie": "x", "stand": "y"}, {"versie": "\x00"}, {"versie": str(uuid.uuid4()), "stand": "é" * 999}])
def test_crafted_posts_move_nothing(sent, file, format, enter):
    publish_version(format=format, schema=SECOND)
    before = snapshot(file)
    assert enter("anja").post(address(file), sent).status_code == 409 and snapshot(file) == before


@pytest.mark.parametrize("name", ["joke", "fatima", "noor", "mehmet", "ria"])
def test_only_who_guides_the_file_may_move_it(name, file, format, enter):
    publish_version(format=format, schema=SECOND)
    sent, before = shown(enter("anja"), file), snapshot(file)
    assert enter(name).post(address(file), sent).status_code == 404 and snapshot(file) == before


def test_sending_the_move_twice_moves_once(file, format, enter):
    publish_version(format=format, schema=SECOND)
    anja = enter("anja")
    sent = shown(anja, file)
    assert [anja.post(address(file), sent).status_code for _ in range(2)] == [302, 409]
    assert Formatwissel.unguarded.count() == 1


def test_who_was_typing_while_the_file_moved_gets_the_text_back(file, format, enter):
    anja, joke = enter("anja"), enter("anja")
    place = reverse("inhoud:sectie", args=[file.groeidocument.pk, "d", "d-s"])
    page = joke.get(place).content.decode()
    sent = {name: page.partition(f'name="{name}" value="')[2].partition('"')[0] for name in ("versie", "vorm")}
    publish_version(format=format, schema=SECOND)
    anja.post(address(file), shown(anja, file))
    answer = joke.post(place, sent | {"veld_blijft": "net getypt", "veld_weg": "ook getypt"})
    page = answer.content.decode()
    # 422: the form also says that an option is gone.
    assert answer.status_code in (409, 422) and "net getypt" in page and "ook getypt" in page
    gone = joke.post(reverse("inhoud:sectie", args=[file.groeidocument.pk, "e", "weg-s"]), sent | {"veld_gaat": "zonder plaats"})
    assert gone.status_code == 404


def test_an_act_that_judged_with_the_old_form_writes_nothing(file, format, enter):
    publish_version(format=format, schema=SECOND)
    anja, old = enter("anja"), again(file, recht=Recht.AANVULLEN)
    anja.post(address(file), shown(anja, file))
    from groeidocumenten.dossiers.access import AccessOver

    with pytest.raises(AccessOver):
        save_section(geopend=old, sectie=FIRST.sectie("d-s")[1], antwoorden={"weg": "te laat"}, versie=1)


def test_a_link_to_some_hoofdstukken_is_not_stretched_by_a_move(file, format, enter, person):
    from groeidocumenten.dossiers.actions import record_gezag  # noqa: F401  Noor's parents hold gezag in the world

    made = make_guest(file, hoofdstukken=["d"], name="Vera")
    publish_version(format=format, schema=SECOND)
    anja, before = enter("anja"), snapshot(file)
    page = anja.get(address(file)).content.decode()
    assert made.link.ontvanger_naam in page
    assert anja.post(address(file), shown(anja, file)).status_code == 409 and snapshot(file) == before
    made.link.ingetrokken_op = timezone.now()
    made.link.save()
    assert anja.post(address(file), shown(anja, file)).status_code == 302


def test_the_preview_says_who_may_read_more_afterwards(file, format, enter):
    opened = schema(one_part(LangeTekst(key="dicht-weg", label="Gesloten vraag die vervalt")))
    publish_version(format=format, schema=opened)
    assert "ouders en de leerling en gasten met een link kunnen dit hierna ook lezen" in enter("anja").get(address(file)).content.decode()


def test_the_preview_says_that_a_dropped_condition_lets_more_people_read(world, person, enter):
    """Who may not read the question that a condition asks about does not read what it opens either: the door's rule, and so the preview's."""
    asks = Keuze(key="vraag", label="Gesloten vraag", opties=("ja", "nee"), lezers=())
    hangs = LangeTekst(key="hangt", label="Hangt eraan", voorwaarden=(Voorwaarde(bron="vraag", waarden=("ja",)),))
    own = Format.objects.create(titel="Met voorwaarde", soort="groeidocument")
    file = started(own, schema(one_part(asks, hangs)), world, person, {"vraag": "ja", "hangt": "hangkanarie"})
    publish_version(format=own, schema=schema(one_part(asks, hangs.model_copy(update={"voorwaarden": ()}))))
    assert "ouders en de leerling en gasten met een link kunnen dit hierna ook lezen" in enter("anja").get(address(file)).content.decode()


def test_an_answer_that_comes_back_says_who_will_read_it(file, format, enter):
    anja = enter("anja")
    publish_version(format=format, schema=SECOND)
    assert anja.post(address(file), shown(anja, file)).status_code == 302
    publish_version(format=format, schema=schema(one_part(LangeTekst(key="dicht-weg", label="Terug", lezers=("ouder",)))))
    page = anja.get(address(file)).content.decode()
    assert "het eerdere antwoord komt terug. Wie het hierna kan lezen: de school en ouders." in page


@pytest.mark.parametrize(("hoofdstukken", "refused"), [(["d"], True), (["e"], False), (["d", "e"], False)])
def test_a_link_to_some_hoofdstukken_does_not_get_an_answer_that_comes_back(hoofdstukken, refused, file, format, enter):
    """The answer was given in hoofdstuk e, lost its question there, and comes back in d."""
    anja = enter("anja")
    publish_version(format=format, schema=schema(FIRST.delen[0], one_part(LangeTekst(key="los", label="Los"), key="e")))
    assert anja.post(address(file), shown(anja, file)).status_code == 302
    back = one_part(*FIRST.delen[0].secties[0].velden, LangeTekst(key="gaat", label="Vraag die terugkomt"))
    publish_version(format=format, schema=schema(back, one_part(LangeTekst(key="los", label="Los"), key="e")))
    make_guest(again(file, recht=Recht.DELEN), hoofdstukken=hoofdstukken)
    assert (anja.post(address(file), shown(anja, file)).status_code == 409) == refused


def test_the_preview_names_every_answer_that_goes_out_of_sight(file, format, enter):
    """By a condition of its hoofdstuk, and by a variant that the file does not have; and one that comes into sight again."""
    hidden = one_part(
        LangeTekst(key="gaat", label="Vraag die verhuist"), key="e", voorwaarden=(Voorwaarde(bron="keuze", waarden=("nieuw",)),)
    )
    lang = LangeTekst(key="blijft", label="Vraag die blijft", varianten=("lang",))
    forms = (Variant(key="kort", naam="Kort"), Variant(key="lang", naam="Uitgebreid"))
    publish_version(format=format, schema=schema(one_part(lang, *FIRST.delen[0].secties[0].velden[1:]), hidden, varianten=forms))
    anja = enter("anja")
    assert told(file) == {"blijft": NOT_SHOWN, "gaat": NOT_SHOWN} and NOT_SHOWN in anja.get(address(file)).content.decode()
    assert anja.post(address(file), shown(anja, file)).status_code == 302
    assert read_content(again(file)).saved["e-s"].antwoorden == {"gaat": TEXTS["gaat"]}
    publish_version(format=format, schema=FIRST)
    assert told(file) == {"blijft": SHOWN, "gaat": SHOWN}


def test_an_empty_question_that_is_no_longer_asked_is_not_called_unchanged(format, world, person):
    v, w = LangeTekst(key="v", label="V"), KorteTekst(key="w", label="W")
    file = started(format, schema(one_part(v), one_part(w, key="e")), world, person, {"v": "ja"})
    publish_version(
        format=format, schema=schema(one_part(v), one_part(w, key="e", voorwaarden=(Voorwaarde(bron="v", vergelijking="leeg"),)))
    )
    assert told(file) == {"w": NOT_ASKED}


def told(file) -> dict[str, str]:
    """What the move to the newest version says of answers that are in sight or not, by question."""
    groeidocument = again(file).groeidocument
    steps = Move(groeidocument, newer_version(groeidocument)).plan.stappen
    return {stap.key: stap.let_op[-1] for stap in steps if stap.let_op and stap.let_op[-1] in (NOT_ASKED, NOT_SHOWN, ASKED, SHOWN)}


def started(format: Format, first: FormatSchema, world, person, answers: dict[str, Any]):
    """A file on the first version of a format, with answers in its only section."""
    viewer, leerling = Viewer(user=person("anja")), Groeidocument.unguarded.get(pk=world.noor).leerling
    versie = publish_version(format=format, schema=first)
    made = start_groeidocument(viewer=viewer, leerling=leerling, format_versie=versie, verzoek=uuid.uuid4())
    geopend = open_dossier(viewer, made.pk, Recht.DELEN)
    save_section(geopend=geopend, sectie=first.delen[0].secties[0], antwoorden=answers, versie=0)
    return geopend


def test_a_question_that_comes_back_brings_its_answer_back(file, format, enter):
    anja = enter("anja")
    for newer in (SECOND, schema(*FIRST.delen)):
        publish_version(format=format, schema=newer)
        assert anja.post(address(file), shown(anja, file)).status_code == 302
    geopend = again(file)
    assert {key: value for key, value in read_content(geopend).alles.items() if key in TEXTS} == TEXTS
    assert not dropped(geopend, read_content(geopend).vervallen)


def test_a_file_whose_question_went_can_still_be_fetched_by_who_might_read_it(world, person, enter):
    kept = Bestand(key="f", label="Bestanden", lezers=("ouder",))
    first = schema(one_part(kept, LangeTekst(key="v", label="V")))
    own = Format.objects.create(titel="Met bestand", soort="groeidocument")
    viewer, leerling = Viewer(user=person("anja")), Groeidocument.unguarded.get(pk=world.noor).leerling
    versie = publish_version(format=own, schema=first)
    made = start_groeidocument(viewer=viewer, leerling=leerling, format_versie=versie, verzoek=uuid.uuid4())
    file, pk = open_dossier(viewer, made.pk, Recht.DELEN), uuid.uuid4()
    add_file(geopend=file, sectie=first.sectie("d-s")[1], veld=kept, accepted=accept("kaart.pdf", b"%PDF-1.4 kaart"), verzoek=pk)
    publish_version(format=own, schema=schema(one_part(LangeTekst(key="v", label="V"))))
    anja = enter("anja")
    gone = reverse("inhoud:vervallen_bestand", args=[made.pk, pk])
    assert anja.get(gone).status_code == 404, "not before its question went"
    assert anja.post(address(file), shown(anja, file)).status_code == 302
    assert gone in anja.get(address(file, "vervallen")).content.decode()
    assert anja.get(gone).content == enter("fatima").get(gone).content == b"%PDF-1.4 kaart"
    assert enter("noor").get(gone).status_code == 404
    assert anja.get(reverse("inhoud:bestand", args=[made.pk, "d", pk])).status_code == 404


# --- Answers of every kind ----------------------------------------------------------------------


def elsewhere(whole: FormatSchema) -> FormatSchema:
    """The same questions, all in one section of one new part, in the opposite order."""
    velden = tuple(reversed([veld for _deel, _sectie, veld in whole.velden()]))
    return FormatSchema(
        titel=whole.titel,
        soort=whole.soort,
        delen=(Deel(key="nieuw-d", titel="N", secties=(Sectie(key="nieuw-s", titel="N", velden=velden),)),),
    )


def test_answers_of_every_kind_move_whole():
    whole = every_kind()
    moved = plan_move(whole, elsewhere(whole), ANSWERS, {}, "v1")
    kinds = set()
    for _deel, sectie, veld in whole.velden():
        before, after = stored(veld, ANSWERS.get(sectie.key, {})), stored(veld, moved.per_sectie["nieuw-s"])
        assert before == after, veld.key
        if not is_empty(veld, before):
            kinds.add(veld.type)
    assert not moved.vervallen and moved.per_sectie["nieuw-s"]["_herkomst"] == ANSWERS["s-tekst"]["_herkomst"]
    assert kinds >= {veld.type for _d, _s, veld in whole.velden() if has_answer(veld)}, "every kind had an answer to lose"


def test_answers_of_every_kind_stay_readable_when_their_question_goes():
    whole = every_kind()
    moved = plan_move(whole, schema(one_part(KorteTekst(key="los", label="Los"))), ANSWERS, {}, "v1")
    for _deel, sectie, veld in whole.velden():
        before = stored(veld, ANSWERS.get(sectie.key, {}))
        if has_answer(veld) and not is_empty(veld, before):
            assert stored(veld, {veld.key: moved.vervallen[veld.key]["waarde"]}) == before, veld.key
            assert not readable_veld(veld, {veld.key: moved.vervallen[veld.key]["waarde"]}).leeg


@pytest.mark.parametrize("key", ["doelen", "hulp", "verzuim", "helpt", "zorg", "start", "uren", "verslag", "tekenen", "factoren"])
def test_what_does_not_fit_the_new_kind_is_kept_as_it_was(key):
    whole = every_kind()
    newer = schema(one_part(JaNeeLike(key)))
    moved = plan_move(whole, newer, ANSWERS, {}, "v1")
    [(_deel, sectie, veld)] = [place for place in whole.velden() if place[2].key == key]
    assert stored(veld, {key: moved.vervallen[key]["waarde"]}) == stored(veld, ANSWERS[sectie.key])
    assert any("Vervallen velden" in text for stap in moved.stappen if stap.key == key for text in stap.let_op)


def JaNeeLike(key: str):
    """A kind that none of the tried answers fits."""
    from formats.schema import PictogramKeuze

    return PictogramKeuze(key=key, label="Plaatje", opties=())


def test_a_column_that_goes_takes_nothing_with_it():
    whole = every_kind()
    [(_d, _s, doelen)] = [place for place in whole.velden() if place[2].key == "doelen"]
    fewer = doelen.model_copy(update={"kolommen": doelen.kolommen[:2]})
    moved = plan_move(whole, schema(one_part(fewer)), ANSWERS, {}, "v1")
    assert moved.per_sectie["d-s"]["doelen"] == [{"wat": "Vlot lezen", "wie": "Juf"}]
    assert moved.vervallen["doelen"]["waarde"] == ANSWERS["s-rijen"]["doelen"]


# --- Variants -----------------------------------------------------------------------------------


def test_another_variant_shows_other_questions_and_keeps_all_answers(world, person, enter):
    both = schema(
        one_part(LangeTekst(key="samen", label="Samen"), LangeTekst(key="extra", label="Alleen lang", varianten=("lang",))),
        varianten=(Variant(key="kort", naam="Kort"), Variant(key="lang", naam="Uitgebreid")),
    )
    versie = publish_version(format=Format.objects.create(titel="Twee vormen", soort="groeidocument"), schema=both)
    leerling = Groeidocument.unguarded.get(pk=world.noor).leerling
    viewer = Viewer(user=person("anja"))
    made = start_groeidocument(viewer=viewer, leerling=leerling, format_versie=versie, variant="lang", verzoek=uuid.uuid4())
    file = open_dossier(viewer, made.pk, Recht.DELEN)
    save_section(geopend=file, sectie=both.sectie("d-s")[1], antwoorden={"samen": "s", "extra": "extrakanarie"}, versie=0)
    anja, chapter = enter("anja"), reverse("inhoud:hoofdstuk", args=[made.pk, "d"])
    assert "extrakanarie" in anja.get(chapter).content.decode()
    for sent in ({"variant": "kort", "was": "verkeerd"}, {"variant": "geen", "was": "lang"}, {}, {"variant": "\x00"}):
        assert anja.post(address(file, "variant"), sent).status_code in (200, 422)
    assert anja.post(address(file, "variant"), {"variant": "kort", "was": "lang"}).status_code == 302
    assert "extrakanarie" not in anja.get(chapter).content.decode() and "Alleen lang" not in anja.get(chapter).content.decode()
    short = open_dossier(viewer, made.pk, Recht.DELEN)
    save_section(geopend=short, sectie=both.sectie("d-s")[1], antwoorden={"samen": "t", "extra": "langs de vorm"}, versie=1)
    assert anja.post(address(file, "variant"), {"variant": "lang", "was": "kort"}).status_code == 302
    assert "extrakanarie" in anja.get(chapter).content.decode()
    assert Journaalregel.unguarded.filter(groeidocument_id=made.pk, handeling=Handeling.VARIANT).count() == 2
    assert enter("joke").post(address(file, "variant"), {"variant": "kort", "was": "lang"}).status_code == 404
