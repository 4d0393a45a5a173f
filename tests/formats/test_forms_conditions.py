"""Who finds which field in a form: by condition, by the answer it depends on, and by who reads."""

from typing import Any

from formats.forms import SectieForm
from formats.schema import Berekend, Deel, FormatSchema, Getal, Groepkeuze, JaNee, KorteTekst, OptieMetGroep, Sectie, Voorwaarde
from tests.formats.forms_samples import ELDERS, SCHEMA, SECTIE
from tests.formats.sending import html, sends
from tests.formats.test_forms_kinds import ANSWERS, after, form


def asks(made: SectieForm) -> set[str]:
    """The keys of the fields that this form asks."""
    return {invoer.veld.key for invoer in made.invoeren() if invoer.regel is None}


def test_a_field_that_can_still_apply_is_shown_with_its_condition_in_words() -> None:
    page = html(form())
    assert 'name="veld_verzuim"' in page
    assert "Alleen invullen als bij ‘Is er verzuim?’ het antwoord ‘ja’ is." in page
    assert "Alleen invullen als ‘Wat is er afgesproken over verzuim?’ is ingevuld." in page
    assert "data-voorwaarden='" in page or 'data-voorwaarden="[{&quot;bron&quot;: &quot;janee&quot;' in page


def test_an_answer_whose_condition_does_not_hold_is_kept() -> None:
    sent = after({**ANSWERS, "janee": {"antwoord": "nee", "toelichting": ""}}, veld_verzuim="toch bewaard")
    assert sent.is_valid() and sent.answers()["verzuim"] == "toch bewaard"


def elders(answers: dict[str, Any] | None = None, **alles: Any) -> SectieForm:
    return SectieForm(ELDERS, answers or {}, schema=SCHEMA, alles=alles)


def test_a_condition_on_another_section_is_decided_before_anybody_types() -> None:
    assert "hangt" in asks(elders(keuze="havo"))
    assert "hangt" not in asks(elders(keuze="vwo"))
    assert "hangt" in asks(SectieForm(ELDERS, {})), "without the format nobody can know"
    hidden = elders({"hangt": "blijft"}, keuze="vwo")
    sent = SectieForm(ELDERS, {"hangt": "blijft"}, schema=SCHEMA, alles={"keuze": "vwo"}, data=sends(hidden, veld_hangt="gekraakt"))
    assert sent.answers()["hangt"] == "blijft"


def test_a_condition_on_what_this_viewer_cannot_fill_in_is_decided_too() -> None:
    velden = (
        KorteTekst(key="bron", label="Bron"),
        KorteTekst(key="een", label="Een", invuller="ouder", voorwaarden=(Voorwaarde(bron="bron", vergelijking="gevuld"),)),
        KorteTekst(key="twee", label="Twee", invuller="ouder", voorwaarden=(Voorwaarde(bron="een", vergelijking="gevuld"),)),
    )
    sectie = Sectie(key="s", titel="S", velden=velden)
    ouder: dict[str, Any] = {"editable": frozenset({"ouder"}), "lezer": "ouder"}
    assert asks(SectieForm(sectie, {"bron": "x"}, **ouder)) == {"een", "twee"}
    assert asks(SectieForm(sectie, {}, **ouder)) == set(), "what hangs on a question that is not asked is not asked"
    assert asks(SectieForm(sectie, {})) == {"bron", "een", "twee"}


def test_every_kind_of_condition_reads_as_a_sentence() -> None:
    wanted = [
        (Voorwaarde(bron="janee", vergelijking="is", waarden=("ja", "nee")), "bij ‘Gaat het?’ het antwoord ‘ja’ of ‘nee’ is"),
        (Voorwaarde(bron="janee", vergelijking="is_niet", waarden=("ja",)), "bij ‘Gaat het?’ het antwoord niet ‘ja’ is"),
        (Voorwaarde(bron="janee", vergelijking="leeg"), "‘Gaat het?’ leeg is"),
        (Voorwaarde(bron="uren", vergelijking="minstens", waarden=("3",)), "‘Uren’ ‘3’ of hoger is"),
        (Voorwaarde(bron="uren", vergelijking="hoogstens", waarden=("3",)), "‘Uren’ ‘3’ of lager is"),
        (Voorwaarde(bron="groep", waarden=("Logopedie",)), "bij ‘Hulp’ het antwoord ‘Logopedie’ is"),
    ]
    bronnen = (
        JaNee(key="janee", label="Gaat het?"),
        Getal(key="uren", label="Uren"),
        Groepkeuze(key="groep", label="Hulp", opties=(OptieMetGroep(key="l", label="Logopedie"), OptieMetGroep(key="f", label="Fysio"))),
    )
    hangend = tuple(KorteTekst(key=f"k{n}", label=f"K{n}", voorwaarden=(one,)) for n, (one, _words) in enumerate(wanted))
    page = html(SectieForm(Sectie(key="s", titel="S", velden=bronnen + hangend), {}))
    for _one, words in wanted:
        assert f"Alleen invullen als {words}." in page


def test_a_circle_of_conditions_ends() -> None:
    velden = (
        KorteTekst(key="a", label="A", voorwaarden=(Voorwaarde(bron="b", vergelijking="gevuld"),)),
        KorteTekst(key="b", label="B", voorwaarden=(Voorwaarde(bron="a", vergelijking="gevuld"),)),
        KorteTekst(key="c", label="C", voorwaarden=(Voorwaarde(bron="weg"),)),
    )
    assert asks(SectieForm(Sectie(key="s", titel="S", velden=velden), {})) == {"a", "b", "c"}


# --- a choice that depends on another --------------------------------------------------------------


def test_a_pair_that_does_not_fit_is_refused() -> None:
    assert after(None, veld_domein="Taal", veld_onderdeel="spelling").is_valid()
    wrong = after(None, veld_domein="Rekenen", veld_onderdeel="spelling")
    assert wrong.errors == {"veld_onderdeel": ["Dit antwoord past niet bij ‘Rekenen’, het antwoord op ‘Domein’. Kies een ander antwoord."]}
    first = after(None, veld_onderdeel="spelling")
    assert first.errors == {"veld_onderdeel": ["Dit antwoord hoort bij een antwoord op ‘Domein’. Kies daar eerst iets."]}


def test_without_a_script_all_groups_are_shown_under_their_headings() -> None:
    page = html(form())
    place = page[page.index('name="veld_onderdeel"') :]
    assert '<optgroup label="Taal">' in place and '<optgroup label="Rekenen">' in place
    assert 'data-afhankelijk="domein"' in page


def test_when_the_other_question_stands_elsewhere_only_its_group_is_offered() -> None:
    page = html(elders(domein="Rekenen"))
    assert "klok" in page and "spelling" not in page
    assert "spelling" in html(elders())
    sent = SectieForm(ELDERS, {}, schema=SCHEMA, alles={"domein": "Rekenen"}, data={"veld_verder": "spelling"})
    assert "veld_verder" in sent.errors
    kept = SectieForm(ELDERS, {"verder": "lezen"}, schema=SCHEMA, alles={"domein": "Rekenen"}, data={"veld_verder": "lezen"})
    assert kept.is_valid(), "an answer that was there may stay when the other answer changed elsewhere"


# --- who reads ------------------------------------------------------------------------------------


def test_what_a_reader_may_not_read_is_not_in_the_form_and_survives_it() -> None:
    for lezer, closed in (("deskundige", True), ("ouder", False), ("school", False)):
        made = SectieForm(SECTIE, ANSWERS, schema=SCHEMA, lezer=lezer)  # type: ignore[arg-type]
        assert ("Verhuisd" not in html(made)) == closed, lezer
        sent = SectieForm(SECTIE, ANSWERS, schema=SCHEMA, lezer=lezer, data=sends(made))  # type: ignore[arg-type]
        assert sent.answers() == ANSWERS
    gast = SectieForm(SECTIE, ANSWERS, schema=SCHEMA, lezer="deskundige", data={"veld_geheim": "gekraakt"})
    assert gast.answers()["geheim"] == "Verhuisd"


def test_what_is_worked_out_of_a_closed_answer_is_closed_too() -> None:
    velden = (
        Getal(key="een", label="Een", vertrouwelijk="gevoelig"),
        Berekend(key="som", label="Samen", formule="som", bronnen=("een",)),
    )
    sectie = Sectie(key="s", titel="S", velden=velden)
    assert "42" in html(SectieForm(sectie, {"een": "42"}))
    assert "42" not in html(SectieForm(sectie, {"een": "42"}, lezer="deskundige"))


def test_a_pupil_reads_the_question_in_a_childs_words() -> None:
    kind = html(SectieForm(SECTIE, {}, schema=SCHEMA, lezer="leerling"))
    assert ">In welke groep zit je?" in kind and ">Groep " not in kind
    assert "In kindertaal: ‘In welke groep zit je?’" in html(form())


def test_who_fills_in_and_what_is_asked_for_is_said() -> None:
    page = html(form())
    assert "voor ouders" in page
    assert "(nodig om dit deel af te ronden)" in page and "(gewenst)" in page
    assert after().is_valid(), "an answer that is asked for never stops anybody from saving"
    assert "voor ouders" not in html(SectieForm(SECTIE, {}, lezer="ouder"))


def test_a_variant_leaves_its_fields_out_and_keeps_their_answers() -> None:
    velden = (KorteTekst(key="a", label="A"), KorteTekst(key="b", label="B", varianten=("kort",)))
    schema = FormatSchema.model_validate(
        {
            "titel": "V",
            "soort": "opp",
            "varianten": [{"key": "kort", "naam": "Kort"}, {"key": "lang", "naam": "Lang"}],
            "delen": [Deel(key="d", titel="D", secties=(Sectie(key="s", titel="S", velden=velden),)).model_dump()],
        }
    ).for_variant("lang")
    sent = SectieForm(schema.sectie("s")[1], {"a": "1", "b": "2"}, schema=schema, data={"veld_a": "3", "veld_b": "4"})
    assert sent.answers() == {"a": "3", "b": "2"}
