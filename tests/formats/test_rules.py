"""What must be right in a format before it can be published or read in: every problem is found, with its place, and a good format has none."""

from typing import Any

import pytest

from formats.schema import VELDEN, FormatSchema
from formats.schema.rules import problems


def veld(key: str = "v", type_: str = "korte_tekst", label: str = "Vraag", **parts: Any) -> dict[str, Any]:
    return {"type": type_, "key": key, "label": label, **parts}


def sectie(*velden: dict[str, Any], key: str = "sectie", titel: str = "Doelen", **parts: Any) -> dict[str, Any]:
    return {"key": key, "titel": titel, "velden": velden, **parts}


def deel(*secties: dict[str, Any], key: str = "deel", titel: str = "Perspectief", **parts: Any) -> dict[str, Any]:
    return {"key": key, "titel": titel, "secties": secties, **parts}


def made(*delen: dict[str, Any], **parts: Any) -> FormatSchema:
    return FormatSchema.model_validate({"titel": "Proef", "soort": "opp", "delen": delen, **parts})


def of(*velden: dict[str, Any], **parts: Any) -> list[str]:
    """The problems of a format with one section that has these fields."""
    return [str(one) for one in problems(made(deel(sectie(*velden)), **parts))]


def als(bron: str, *waarden: str, vergelijking: str = "is") -> dict[str, Any]:
    return {"bron": bron, "vergelijking": vergelijking, "waarden": waarden}


KOLOM = {"key": "k", "label": "Wat?"}
HAVO = veld("k", "keuze", "Bestemming", opties=["havo", "vwo"])
HERE = "Deel 1 ‘Perspectief’, sectie ‘Doelen’, vraag ‘Vraag’: "


def good() -> list[dict[str, Any]]:
    """One field of every kind, as it should be."""
    return [
        veld("kort"),
        veld("lang", "lange_tekst", wettelijk=["onderbouwing"], okr="c", vertrouwelijk="gevoelig", voorvullen="vraag:abc-1"),
        veld("mooi", "opgemaakte_tekst"),
        veld("tel", "gegeven", vorm="telefoon", voorvullen="school.brin"),
        veld("getal", "getal", minimum=1, maximum=10),
        veld("datum", "datum"),
        veld("later", "berekend", formule="datum_plus", bronnen=["datum"], aantal=6),
        veld("som", "berekend", formule="som", bronnen=["getal", "rijen/n", "schaal/waarde"]),
        veld("hoeveel", "berekend", formule="aantal", bronnen=["rijen"]),
        veld("keuze", "keuze", opties=["havo", "vwo"]),
        veld(
            "dan",
            "keuze",
            opties=["a", "b", "c"],
            afhankelijk_van="keuze",
            groepen=[gr("havo", "a", "b"), gr("vwo", "b", "c")],
            anders=True,
        ),
        veld("meer", "meerkeuze", opties=["x", "y"], voorwaarden=[als("keuze", "havo"), als("getal", "3,5", vergelijking="minstens")]),
        veld("plaatjes", "pictogram_keuze", opties=[{"label": "ja", "pictogram": "blij"}, {"label": "nee", "pictogram": "boos"}]),
        veld("groep", "groepkeuze", opties=[{"key": "a", "label": "A", "kolommen": [KOLOM]}, {"key": "b", "label": "B"}]),
        veld("janee", "ja_nee", voorwaarden=[als("groep", "A"), als("meer", "x", vergelijking="is_niet")]),
        veld("rijen", "rijen", kolommen=[KOLOM, {"key": "n", "label": "Getal", "type": "getal"}], min_rijen=1),
        veld("schaal", "schaal", voorwaarden=[als("rijen", vergelijking="gevuld"), als("janee", "ja")]),
        veld("bank", "bank", bank="Factoren", items=[{"label": "Vraagt hulp", "domein": "leren"}]),
        veld("persoon", "persoon", onderdelen=["naam", "rol"]),
        veld("matrix", "matrix", rijen=[{"key": "r", "label": "Rij"}], schaal=["min", "plus"], tekst_label="Waarom?"),
        veld("bestand", "bestand"),
        veld("teken", "ondertekening", slots=[{"key": "o", "rol": "ouder", "betekenissen": ["akkoord"], "aantal": 2}]),
        veld("uitleg", "toelichting", label="", tekst="Lees dit."),
    ]


def gr(label: str, *opties: str) -> dict[str, Any]:
    return {"label": label, "opties": opties}


def test_a_good_format_has_no_problems() -> None:
    varianten = [{"key": "kort", "naam": "Kort"}]
    assert of(*good(), varianten=varianten, onderwijstypen=["bao"]) == []
    assert {one["type"] for one in good()} == set(VELDEN)


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (veld(label=""), "schrijf op wat u wilt vragen"),
        (veld(key="a_b"), "deze vraag is beschadigd"),
        (veld(key=""), "deze vraag is beschadigd"),
        (veld(max_lengte=0), "het hoogste aantal tekens is 1 tot en met 1000; hier staat 0"),
        (veld(hulptekst="a\x00b"), "tekens of spaties die daar niet horen"),
        (veld(hulptekst=" a"), "tekens of spaties die daar niet horen"),
        (veld(kindlabel="a\nb"), "moet op één regel passen"),
        (veld(label="x" * 301), "er passen hoogstens 300 tekens"),
        (veld(hulptekst="x" * 2001), "er passen hoogstens 2.000 tekens"),
        (veld(wettelijk=["Niet goed"]), "onderdeel van de wet dat niet bestaat"),
        (veld(varianten=["weg"]), "variant die er niet meer is"),
        (veld(voorvullen="school.geheim"), "bron die niet bestaat"),
        (veld(voorvullen="vraag:"), "bron die niet bestaat"),
        (veld(voorbeelden=["x"] * 21), "heeft 21 voorbeelden; er passen er hoogstens 20"),
        (veld(type_="getal", minimum=3, maximum=2), "het laagste getal (3) is hoger dan het hoogste (2)"),
        (veld(type_="keuze", opties=["a"]), "ten minste twee antwoorden"),
        (veld(type_="keuze", opties=["a", "a", "b"]), "het antwoord ‘a’ staat er twee keer"),
        (veld(type_="meerkeuze", opties=["a", ""]), "een van de antwoorden is leeg"),
        (veld(type_="meerkeuze", opties=[str(n) for n in range(301)]), "heeft 301 antwoorden; er passen er hoogstens 300"),
        (veld(type_="keuze", opties=["a", "b"], groepen=[gr("G", "a")]), "niet dezelfde als de antwoorden van de vraag"),
        (veld(type_="keuze", opties=["a", "b"], groepen=[gr("G", "a"), gr("H", "a", "b")]), "het antwoord ‘a’ staat in twee groepen"),
        (veld(type_="keuze", opties=["a", "b"], groepen=[gr("G", "a", "b"), gr("G")]), "de groep ‘G’ staat er twee keer"),
        (
            veld(type_="pictogram_keuze", opties=[{"label": "a", "pictogram": "blij"}, {"label": "b", "pictogram": "draak"}]),
            "‘b’ bestaat niet",
        ),
        (veld(type_="groepkeuze", opties=[{"key": "a", "label": "A"}, {"key": "a", "label": "B"}]), "dit antwoord staat er twee keer"),
        (veld(type_="ja_nee", toelichting_label=""), "geef de toelichting een naam"),
        (veld(type_="rijen", kolommen=[]), "voeg een kolom toe"),
        (veld(type_="rijen", kolommen=[KOLOM, KOLOM]), "deze kolom staat er twee keer"),
        (veld(type_="rijen", kolommen=[{"key": "k", "label": ""}]), "geef deze kolom een naam"),
        (veld(type_="rijen", kolommen=[{"key": str(n), "label": "K"} for n in range(13)]), "heeft 13 kolommen"),
        (veld(type_="rijen", kolommen=[{**KOLOM, "type": "keuze"}]), "kolom ‘Wat?’: zet er ten minste twee antwoorden in"),
        (veld(type_="rijen", kolommen=[{**KOLOM, "opties": ["a", "b"]}]), "maar is geen keuze uit een lijst"),
        (veld(type_="rijen", kolommen=[KOLOM], min_rijen=5, max_rijen=2), "het laagste aantal regels (5) is hoger dan het hoogste (2)"),
        (veld(type_="rijen", kolommen=[KOLOM], max_rijen=101), "het hoogste aantal regels is 1 tot en met 100"),
        (veld(type_="schaal", minimum=5, maximum=1), "het laagste getal (5) is hoger"),
        (veld(type_="schaal", minimum=0, maximum=10**9), "een schaal heeft 2 tot 101 cijfers"),
        (veld(type_="bank", bank="", items=[]), "kies een bank"),
        (veld(type_="bank", bank="B", items=[]), "de bank ‘B’ is leeg"),
        (veld(type_="bank", bank="B", items=[{"label": "a"}, {"label": "a"}]), "het antwoord ‘a’ staat er twee keer"),
        (veld(type_="persoon", onderdelen=[]), "kies wat u van deze persoon wilt weten"),
        (veld(type_="persoon", onderdelen=["naam", "naam"]), "vraagt hetzelfde twee keer"),
        (veld(type_="matrix", rijen=[], schaal=["a", "b"]), "voeg een rij toe"),
        (veld(type_="matrix", rijen=[{"key": "r", "label": "R"}]), "voeg een schaal of een kolom toe"),
        (
            veld(type_="matrix", rijen=[{"key": "r", "label": "R"}], schaal=["a", "b"], kolommen_vrij=[KOLOM]),
            "een schaal én eigen kolommen",
        ),
        (veld(type_="matrix", rijen=[{"key": "r", "label": "R"}] * 2, schaal=["a", "b"]), "deze rij staat er twee keer"),
        (
            veld(type_="matrix", rijen=[{"key": "r", "label": "R"}], kolommen_vrij=[{"key": "label", "label": "L"}]),
            "een kolom is beschadigd",
        ),
        (veld(type_="bestand", max_aantal=0), "het hoogste aantal bestanden is 1 tot en met 20"),
        (veld(type_="ondertekening", slots=[]), "voeg toe wie hier ondertekent"),
        (veld(type_="ondertekening", slots=[{"key": "o", "rol": "ouder", "betekenissen": []}]), "kies wat de handtekening kan betekenen"),
        (veld(type_="ondertekening", slots=[{"key": "o", "rol": "", "betekenissen": ["akkoord"]}]), "schrijf op wie hier ondertekent"),
        (veld(type_="berekend", formule="som", bronnen=[]), "heeft 1 tot 40 vragen nodig"),
        (veld(type_="berekend", formule="verschil", bronnen=["weg"]), "heeft 2 vragen nodig"),
        (veld(type_="berekend", formule="aantal", bronnen=["weg"]), "rekent met een vraag die er niet meer is"),
        (veld(type_="berekend", formule="aantal", bronnen=["v"]), "rekent met zichzelf"),
        (veld(voorwaarden=[als("weg", "x")]), "kijkt naar een vraag die er niet meer is"),
        (veld(voorwaarden=[als("v", "x")]), "de voorwaarde kijkt naar zichzelf"),
        (veld(type_="keuze", opties=["a", "b"], afhankelijk_van="weg"), "hangt af van een vraag die er niet meer is"),
        (veld(type_="keuze", opties=["a", "b"], afhankelijk_van="v"), "hangt van zichzelf af"),
    ],
)
def test_a_wrong_field_is_told_with_its_place(wrong: dict[str, Any], told: str) -> None:
    found = of(wrong)
    assert any(told in one for one in found), found
    label = wrong["label"]
    assert all(one.startswith(HERE.removesuffix("‘Vraag’: ") + (f"‘{label[:59]}" if label else "1")) for one in found)


def test_a_text_without_words_is_told() -> None:
    assert of(veld("t", "toelichting", "Uitleg", tekst="")) == [
        "Deel 1 ‘Perspectief’, sectie ‘Doelen’, tekst ‘Uitleg’: schrijf de tekst die mensen hier lezen."
    ]


def test_keys_are_unique_over_all_levels() -> None:
    schema = made(deel(sectie(veld("x"), key="y"), key="x"), deel(sectie(veld("z"), key="z", titel="Plan"), key="y", titel="Handelen"))
    told = [str(one) for one in problems(schema)]
    assert [one.partition(":")[0] for one in told] == [
        "Deel 1 ‘Perspectief’, sectie ‘Doelen’, vraag ‘Vraag’",
        "Deel 2 ‘Handelen’",
        "Deel 2 ‘Handelen’, sectie ‘Plan’, vraag ‘Vraag’",
    ]
    assert all("staat er twee keer, door kopiëren en plakken" in one for one in told)


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        (made(), "Het format: is nog leeg. Voeg een deel toe."),
        (made(deel()), "Deel 1 ‘Perspectief’: voeg een sectie toe."),
        (made(deel(sectie())), "Deel 1 ‘Perspectief’, sectie ‘Doelen’: voeg een vraag toe."),
        (made(deel(sectie(veld()), titel="")), "Deel 1: dit deel heeft nog geen titel."),
        (made(deel(sectie(veld(), titel=""))), "Deel 1 ‘Perspectief’, sectie 1: deze sectie heeft nog geen titel."),
        (made(deel(sectie(veld())), titel=""), "Het format: heeft nog geen titel."),
        (made(deel(sectie(veld())), varianten=[{"key": "a", "naam": ""}]), "Variant 1: geef deze variant een naam."),
        (made(deel(sectie(veld())), varianten=[{"key": "a", "naam": "A"}] * 2), "Variant ‘A’: deze variant staat er twee keer"),
        (
            made(deel(sectie(veld(varianten=["a"]))), varianten=[{"key": "a", "naam": "A"}, {"key": "b", "naam": "B"}]),
            "Variant ‘B’: in deze variant blijft geen enkele vraag over",
        ),
        (made(*[deel(sectie(veld()))] * 31), "Het format: heeft 31 delen; er passen er hoogstens 30."),
        (made(deel(*[sectie(veld())] * 31)), "Deel 1 ‘Perspectief’: heeft 31 secties; er passen er hoogstens 30."),
        (made(deel(sectie(*[veld()] * 61))), "Deel 1 ‘Perspectief’, sectie ‘Doelen’: heeft 61 vragen; er passen er hoogstens 60."),
        (made(*[deel(*[sectie(*[veld()] * 60)] * 7)]), "Het format: heeft 420 vragen; er passen er hoogstens 400."),
        (
            made(deel(sectie(veld()), ondertekenaars=[{"key": "o", "rol": "ouder", "betekenissen": []}])),
            "Deel 1 ‘Perspectief’, ondertekenaar ‘ouder’: kies wat de handtekening kan betekenen",
        ),
    ],
)
def test_a_wrong_whole_is_told(schema: FormatSchema, told: str) -> None:
    found = [str(one) for one in problems(schema)]
    assert any(one.startswith(told) for one in found), found


# --- conditions -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "condition", "told"),
    [
        (HAVO, als("k", "mavo"), "wacht op ‘mavo’, maar dat is geen antwoord bij ‘Bestemming’"),
        (HAVO, als("k"), "vul in met welk antwoord"),
        (HAVO, als("k", "1", vergelijking="minstens"), "kan niet met ‘minstens’ vergelijken"),
        (veld("k", "ja_nee"), als("k", "misschien"), "wacht op ‘misschien’"),
        (veld("k", "getal"), als("k", "veel", vergelijking="minstens"), "heeft één getal nodig"),
        (veld("k", "getal"), als("k", "1", "2", vergelijking="hoogstens"), "heeft één getal nodig"),
        (veld("k", "getal"), als("k", "3,5"), "schrijf 3.5 met een punt"),
        (veld("k", "lange_tekst"), als("k", "x"), "kan niet met ‘is’ vergelijken"),
        (veld("k", "datum"), als("k", "2026", vergelijking="minstens"), "kan niet met ‘minstens’ vergelijken"),
        (veld("k", "rijen", kolommen=[KOLOM]), als("k", "x", vergelijking="is_niet"), "kan niet met ‘is niet’ vergelijken"),
        (veld("k", "toelichting", tekst="Lees"), als("k", vergelijking="gevuld"), "daar geeft niemand antwoord op"),
        (veld("k", "berekend", formule="aantal", bronnen=["r"]), als("k", vergelijking="leeg"), "daar geeft niemand antwoord op"),
    ],
)
def test_a_condition_that_cannot_come_true_is_told(source: dict[str, Any], condition: dict[str, Any], told: str) -> None:
    rijen = veld("r", "rijen", "Regels", kolommen=[KOLOM])
    found = of(source, rijen, veld(voorwaarden=[condition]))
    assert len(found) == 1 and told in found[0], found


@pytest.mark.parametrize(
    ("source", "condition"),
    [
        ({**HAVO, "anders": True}, als("k", "mavo")),
        ({**HAVO, "opties": ["1", "2"]}, als("k", "2", vergelijking="minstens")),
        (veld("k"), als("k", "5b")),
        (veld("k", "bestand"), als("k", vergelijking="gevuld")),
        (veld("k", "bank", bank="B", items=[{"label": "a"}]), als("k", "a")),
    ],
)
def test_a_condition_that_can_come_true_is_left_alone(source: dict[str, Any], condition: dict[str, Any]) -> None:
    assert of(source, veld(voorwaarden=[condition])) == []


def test_a_circle_of_two_questions_is_told_once() -> None:
    found = of(veld("a", label="A", voorwaarden=[als("b", "x")]), veld("b", label="B", voorwaarden=[als("a", "x")]), veld("c", label="C"))
    assert len(found) == 1
    assert found[0].startswith("Deel 1 ‘Perspectief’, sectie ‘Doelen’, vraag ‘A’: de voorwaarden draaien in een kring: ‘A’ → ‘B’ → ‘A’")


def test_a_circle_through_a_section_and_a_part_is_found() -> None:
    """A is asked when C is filled in, and C stands in a section that is asked when A is: nobody ever sees either."""
    schema = made(
        deel(sectie(veld("a", label="A"), key="s1"), voorwaarden=[als("c", vergelijking="gevuld")], key="d1"),
        deel(
            sectie(veld("b", label="B"), key="s2"),
            sectie(veld("c", label="C"), key="s3", titel="Plan", voorwaarden=[als("a", vergelijking="gevuld")]),
            key="d2",
        ),
    )
    assert ["kring" in str(one) for one in problems(schema)] == [True]


def test_a_section_and_a_part_that_hide_their_own_source_are_told() -> None:
    inner = made(deel(sectie(veld("a"), voorwaarden=[als("a", "x")])))
    outer = made(deel(sectie(veld("a")), voorwaarden=[als("a", "x")]))
    assert "een vraag in deze sectie zelf" in str(problems(inner)[0]) and len(problems(inner)) == 1
    assert "een vraag in dit deel zelf" in str(problems(outer)[0]) and len(problems(outer)) == 1


def test_a_long_chain_of_conditions_is_no_circle() -> None:
    chain = [veld("v0")] + [veld(f"v{n}", voorwaarden=[als(f"v{n - 1}", "x")]) for n in range(1, 60)]
    assert of(*chain) == []
    assert len(of(*reversed(chain))) == 0


# --- answers that follow from others --------------------------------------------------------------


def test_a_dependent_choice_has_groups_named_after_the_answers() -> None:
    wrong = veld("v", "keuze", opties=["a", "b"], afhankelijk_van="k", groepen=[gr("havo", "a"), gr("mavo", "b")])
    assert of(HAVO, wrong) == [HERE + "de groep ‘mavo’ is geen antwoord op ‘Bestemming’. Geef de groep dezelfde naam als het antwoord."]
    assert "zet de antwoorden in groepen" in of(HAVO, veld("v", "keuze", opties=["a", "b"], afhankelijk_van="k"))[0]
    assert "geen keuze uit een lijst" in of(veld("k", label="K"), {**wrong, "groepen": [gr("x", "a", "b")]})[0]


@pytest.mark.parametrize(
    ("formule", "bronnen", "told"),
    [
        ("datum_plus", ["n"], "maar dat is geen datum"),
        ("leeftijd", ["r/n"], "maar dat is geen datum"),
        ("som", ["d"], "maar dat is geen getal"),
        ("som", ["r/t"], "maar dat is geen getal"),
        ("som", ["r/weg"], "een kolom van ‘R’ die er niet meer is"),
        ("verschil", ["n", "d"], "maar dat is geen getal"),
        ("aantal", ["n"], "maar dat is geen vraag met regels"),
    ],
)
def test_a_computed_answer_needs_sources_of_its_kind(formule: str, bronnen: list[str], told: str) -> None:
    rijen = veld("r", "rijen", "R", kolommen=[{"key": "n", "label": "N", "type": "getal"}, {"key": "t", "label": "T"}])
    found = of(veld("n", "getal", "N"), veld("d", "datum", "D"), rijen, veld("v", "berekend", formule=formule, bronnen=bronnen))
    assert len(found) == 1 and told in found[0], found


def test_computed_answers_and_dependent_choices_may_not_go_round() -> None:
    ronde = [veld("a", "berekend", "A", formule="som", bronnen=["b"]), veld("b", "berekend", "B", formule="som", bronnen=["a"])]
    assert [one.partition(": ")[2][:32] for one in of(*ronde)] == ["de vragen hangen in een kring va"]


def test_a_choice_may_not_wait_for_a_question_that_waits_for_it() -> None:
    """B is asked when A is answered, and A can only be answered after B: one of each kind of link makes the circle."""
    follows = veld("a", "keuze", "A", opties=["a", "b"], afhankelijk_van="b", groepen=[gr("havo", "a"), gr("vwo", "b")])
    source = veld("b", "keuze", "B", opties=["havo", "vwo"])
    assert of(follows, source) == []
    assert [one.partition(": ")[2] for one in of(follows, {**source, "voorwaarden": [als("a", "a")]})] == [
        "de vragen wachten in een kring op elkaar: ‘A’ → ‘B’ → ‘A’. Haal een ervan weg."
    ]
    schema = made(
        deel(sectie(follows, key="s1"), key="d1"), deel(sectie(source, key="s2", voorwaarden=[als("a", vergelijking="gevuld")]), key="d2")
    )
    assert ["kring" in str(one) for one in problems(schema)] == [True]


def test_a_scale_without_end_costs_nothing() -> None:
    found = of(veld("s", "schaal", maximum=10**9), veld("v", "berekend", formule="som", bronnen=["s/waarde"]))
    assert len(found) == 1
