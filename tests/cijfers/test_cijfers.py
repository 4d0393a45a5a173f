"""The figures: counted in the database as the rooms count one file, for who heads or administers, the same for few and for many schools."""

import io
import re
import uuid
from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.models import Lidmaatschap, Rol, School
from groeidocumenten.cijfers.tellen import counts
from groeidocumenten.dossiers.models import Groeidocument
from groeidocumenten.opp.models import Evaluatieronde, Opp, OppVaststelling, OppVersie
from groeidocumenten.opp.tijd import schooljaar
from groeidocumenten.termijnen.models import Termijnstart

ADDRESS = "/groeidocumenten/cijfers/"
JAAR = 2026


def noon(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 12))


@pytest.fixture
def horizon(world) -> School:
    return School.objects.get(naam="De Horizon")


@pytest.fixture
def file(world, horizon):
    """A file of De Horizon, from one day until another."""
    daan = Groeidocument.unguarded.get(pk=world.daan)
    Groeidocument.unguarded.filter(pk=world.daan).update(gestart_op=noon(date(2030, 1, 1)))

    def made(started: date, closed: date | None = None) -> Groeidocument:
        ended = noon(closed) if closed else None
        return Groeidocument.unguarded.create(
            leerling=daan.leerling, school=horizon, format_versie=daan.format_versie, gestart_op=noon(started), afgesloten_op=ended
        )

    return made


def opp_of(file: Groeidocument, made: date, adopted: date, *, starts=(), waiting=(), ended=None, elsewhere=False) -> Opp:
    """An OPP with its dates alone; the texts are of no concern here."""
    for day, written in waiting:
        Termijnstart.unguarded.create(groeidocument=file, dag=day, grond="behoefte", op=noon(written), naam="x")
    opp = Opp.unguarded.create(groeidocument=file, onderwijstype="sbo", op=noon(made), begin=adopted, beeindigd_op=ended, naam="x")
    for day, written in starts:
        Termijnstart.unguarded.create(groeidocument=file, opp=opp, dag=day, grond="behoefte", op=noon(written), naam="x")
    versie = OppVersie.unguarded.create(**version_of(file, opp))
    OppVaststelling.unguarded.create(groeidocument=file, opp=opp, versie=versie, ronde=0, datum=adopted, elders=elsewhere, naam="x")
    return opp


def version_of(file: Groeidocument, opp: Opp) -> dict[str, object]:
    """What a frozen version asks; found by its fields, so that only dates matter here."""
    given: dict[str, object] = {"groeidocument": file, "opp": opp}
    for field in OppVersie._meta.concrete_fields:
        if field.name in given or field.has_default() or field.null or field.primary_key:
            continue
        given[field.name] = 1 if "Integer" in field.get_internal_type() else {} if "JSON" in field.get_internal_type() else "x"
    return given


def told(school: School, jaar: int = JAAR):
    return counts([school.pk], jaar)[school.pk]


@pytest.mark.parametrize(
    ("started", "closed", "counted"),
    [
        (date(2026, 8, 1), None, 1),
        (date(2027, 7, 31), None, 1),
        (date(2027, 8, 1), None, 0),
        (date(2025, 1, 1), date(2026, 7, 31), 0),
        (date(2025, 1, 1), date(2026, 8, 1), 1),
    ],
)
def test_a_file_counts_in_each_year_in_which_it_was_open_for_a_day(file, horizon, started, closed, counted):
    file(started, closed)
    assert told(horizon).groeidocumenten == counted


BEGAN = date(2026, 9, 1)
LAST = BEGAN + timedelta(weeks=6)


@pytest.mark.parametrize(
    ("adopted", "more", "in_time"),
    [
        (LAST, {}, 1),
        (LAST + timedelta(days=1), {}, 0),
        (LAST + timedelta(days=1), {"starts": [(BEGAN + timedelta(days=1), BEGAN)]}, 1),
        (LAST, {"starts": [(BEGAN, BEGAN), (BEGAN - timedelta(days=1), BEGAN + timedelta(days=2))]}, 0),
        (LAST, {"waiting": [(BEGAN - timedelta(days=1), BEGAN - timedelta(days=1))]}, 0),
    ],
    ids=["the last day", "a day late", "a later start", "the newest start counts", "a start that waited for the OPP"],
)
def test_a_term_is_kept_up_to_its_last_day_from_the_start_that_counts(file, horizon, adopted, more, in_time):
    opp_of(file(BEGAN), BEGAN, adopted, **more)
    assert (told(horizon).vastgesteld, told(horizon).op_tijd) == (1, in_time)


def test_a_start_that_waited_belongs_to_the_first_opp_and_not_to_the_next(file, horizon):
    one = file(date(2025, 1, 1))
    opp_of(one, date(2025, 2, 1), date(2025, 2, 10), waiting=[(date(2025, 1, 20), date(2025, 1, 20))], ended=date(2026, 3, 1))
    opp_of(one, BEGAN, LAST)
    assert told(horizon).op_tijd == 1


def test_an_opp_that_was_made_elsewhere_runs_here_and_keeps_no_term(file, horizon):
    opp_of(file(BEGAN), BEGAN, date(2026, 9, 2), elsewhere=True)
    assert (told(horizon).opps, told(horizon).vastgesteld) == (1, 0)


def test_an_evaluation_counts_once_per_opp_and_in_its_own_year(file, horizon):
    opp = opp_of(file(BEGAN), BEGAN, LAST)
    versie = opp.oppvaststellingen.get().versie
    for ronde, day in ((1, date(2027, 3, 1)), (2, date(2027, 5, 1))):
        Evaluatieronde.unguarded.create(
            groeidocument=opp.groeidocument, opp=opp, versie=versie, ronde=ronde, gehouden_op=day, schooljaar=schooljaar(day),
            perspectief="ongewijzigd", ondersteuning="doorgaan", naam="x",
        )  # fmt: skip
    assert told(horizon).geevalueerd == 1 and told(horizon, JAAR + 1).geevalueerd == 0 and told(horizon, JAAR + 1).opps == 1


@pytest.mark.parametrize("name", ["anja", "joke", "mehmet", "fatima", "noor", "redactie", "wortel", "niemand"])
def test_who_neither_heads_a_school_nor_administers_finds_nothing(name, world, enter):
    client = enter(name)
    assert [client.get(f"{ADDRESS}{form}").status_code for form in ("", "csv/", "xlsx/")] == [404] * 3


def test_a_beheerder_whose_role_ended_finds_nothing(world, enter):
    Lidmaatschap.objects.filter(rol=Rol.BEHEERDER).update(tot=timezone.localdate() - timedelta(days=1))
    assert enter("beheer").get(ADDRESS).status_code == 404


def test_a_directeur_sees_the_own_school_over_the_years_and_a_beheerder_every_school(world, enter, horizon):
    own = enter("ria").get(f"{ADDRESS}?school={horizon.pk}").content.decode()
    assert "De Regenboog" in own and "De Horizon" not in own and "Per schooljaar" in own
    every = enter("beheer").get(ADDRESS).content.decode()
    assert "De Regenboog" in every and "De Horizon" in every and "Alle scholen samen" in every and "<svg" in every
    assert "Noorkanarie" not in own + every


def test_a_small_number_is_hidden_on_the_page_and_in_the_files(world, enter, horizon, file):
    for _ in range(7):
        file(timezone.localdate())
    client = enter("beheer")
    page = client.get(ADDRESS).content.decode()
    row = re.search(r"De Regenboog</a></th>(.*?)</tr>", page, re.S)[1]
    assert row.count("minder dan 5") >= 5
    # One number alone would follow from the total; so the seven are hidden too, here and where that school is looked at alone.
    shown = [client.get(f"{ADDRESS}{form}").content.decode("utf-8", "replace") for form in ("", "csv/", f"csv/?school={horizon.pk}")]
    assert all("minder dan 5" in one for one in shown)


def test_a_school_that_is_called_like_a_formula_is_text_in_both_files(world, enter, horizon):
    School.objects.filter(pk=horizon.pk).update(naam="=HYPERLINK(1)")
    client = enter("beheer")
    assert '"\'=HYPERLINK(1)"' in client.get(f"{ADDRESS}csv/").content.decode()
    sheet = load_workbook(io.BytesIO(client.get(f"{ADDRESS}xlsx/").content)).active
    cell = next(cell for cell in sheet["A"] if cell.value == "=HYPERLINK(1)")
    assert cell.data_type == "s"


def test_the_figures_cost_the_same_for_three_schools_and_for_thirty(world, enter, horizon):
    client = enter("beheer")

    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(ADDRESS).status_code == 200
        return len(queries)

    before = cost()
    for number in range(27):
        School.objects.create(
            samenwerkingsverband=horizon.samenwerkingsverband, bestuur=horizon.bestuur, naam=f"School {number}", brin=f"{number:02}ZZ",
            onderwijstype="bao",
        )  # fmt: skip
    assert cost() == before


def test_an_address_that_makes_no_sense_is_read_as_if_nothing_was_asked(world, enter):
    client = enter("beheer")
    assert client.get(f"{ADDRESS}?jaar=x&school={uuid.uuid4()}").status_code == 200
    assert client.get(f"{ADDRESS}pdf/").status_code == 404
    assert client.get(reverse("cijfers:cijfers")).status_code == 200
