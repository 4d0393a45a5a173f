"""Every private address × every kind of person × GET and POST, with canary texts: the fifth lock of the door.

The table of who may do what stands here a second time, apart from the code, so that a mistake in the door cannot agree with itself. The
addresses come from the URLconf: a new private view is in the matrix by itself, and an address with an unknown part stops the suite.
"""

import functools
import io
import re
import uuid

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from groeidocumenten.dossiers.access import Recht
from groeidocumenten.dossiers.checks import private_models, private_patterns
from tests.builders.world import CHAPTERS

R = Recht
ALLES = frozenset(R)
# What each person may do with Noor's file.
MAY = {
    "anoniem": frozenset(),
    "anja": ALLES,
    "joke": {R.LEZEN, R.SCHRIJVEN, R.AANVULLEN},
    "fatima": {R.LEZEN, R.AANVULLEN, R.INSTEMMEN},
    "peter": {R.LEZEN, R.AANVULLEN, R.INSTEMMEN},
    "noor": {R.LEZEN, R.AANVULLEN},
    "gast_leest_alles": {R.LEZEN},
    "gast_schrijft_alles": {R.LEZEN, R.SCHRIJVEN, R.AANVULLEN},
    "gast_leest_twee": {R.LEZEN},
    "gast_schrijft_twee": {R.LEZEN, R.SCHRIJVEN, R.AANVULLEN},
    "gast_stelt_voor": {R.LEZEN, R.AANVULLEN},
    "gast_leest_document": {R.LEZEN},
    "gast_geeft_toestemming": {R.LEZEN},
    "gast_ondertekent": {R.LEZEN},
    "gast_van_sem": frozenset(),
    "gast_verlopen": frozenset(),
    "gast_ingetrokken": frozenset(),
    "gast_op_slot": frozenset(),
    "gast_zonder_toestemming": frozenset(),
    "mehmet": frozenset(),
    "kees": frozenset(),
    "ria": frozenset(),
    "oud_ib": frozenset(),
    "nog_niet_ib": frozenset(),
    "buurvrouw": frozenset(),
    "ex_ouder": frozenset(),
    "zonder_gezag": frozenset(),
    "niemand": frozenset(),
    "nood_leest": {R.LEZEN},
    "nood_onbevestigd": frozenset(),
    "nood_voorbij": frozenset(),
    "nood_ingetrokken": frozenset(),
    "nood_vertrokken": frozenset(),
    "redactie": frozenset(),
    "eindredactie": frozenset(),
    "beheer": frozenset(),
    "wortel": frozenset(),
}
# Guests see only these hoofdstukken of Noor's file; everybody else who may read sees all.
SCOPE = {
    "gast_leest_twee": {"hoofdstuk-twee"},
    "gast_schrijft_twee": {"hoofdstuk-twee"},
    "gast_leest_document": set(),
    "gast_geeft_toestemming": set(),
    "gast_ondertekent": set(),
}
# Who is walked past every hoofdstuk: guests, for whom one may differ from another, and one person for whom none does.
EVERY_CHAPTER = {"anja", *SCOPE}
# Guests whose link opens one thing alone, and what a view says of itself that shows it.
STUK = {"gast_leest_document": "document", "gast_geeft_toestemming": "toestemming", "gast_ondertekent": "handtekening"}
# Who came with a link to sign: reads that one frozen version as a parent does, and nothing else.
SIGNS = {"gast_ondertekent"}
# Who decides about Noor: her parents, and whoever got a link to answer with. The father's is the answer that is still open.
DECIDES = {"fatima", "peter", "gast_geeft_toestemming"}
# Who was asked to look at the paper on which her mother gave toestemming.
CHECKS = {"joke"}
# In whose place each person reads; a view for the school is not there for others, whatever they may do.
SCHOOL = {"anja", "joke", "nood_leest"}
# Who suggests, and fills in nothing.
SUGGESTS = {"gast_stelt_voor"}
# Who fills in the school's questions: a guest with a write link helps the school.
FILLS_SCHOOL = SCHOOL | {"gast_schrijft_alles", "gast_schrijft_twee"}
DOCUMENT_CHANGES = ("<uuid:document_id>/wijzigen/", "<uuid:document_id>/vervangen/", "<uuid:document_id>/verwijderen/")
# Who was asked the question of the world, and what only she does with it.
ASKED = {"fatima"}
FOR_THE_ASKED = ("/onderdeel/<str:onderdeel>/", "/indienen/")
# Who reads a document that names its readers, and one that is closed to guests.
READS_PSYCHOLOGISCH = {"anja", "peter"}
READS_GEVOELIG = SCHOOL | {"fatima", "peter", "noor"}
# Who reads a report that was not agreed yet; whose afspraak of the world's talk is; who sees that talk: its guest takes part, the pupil does not.
CONCEPT = SCHOOL | {"fatima", "peter"}
FINISHES = SCHOOL | {"fatima"}
# Who says something of a frozen OPP (the school answers, a guest reads), whose factor the world has, and who writes that the pupil was heard.
REMARKS = {"fatima", "peter", "noor"}
OWNS_FACTOR = {"anja"}
HEARS = SCHOOL | {"noor"}
# What is said of a concept is between school and parents; what is about home or health is not for guests.
OPP_WORDS = {
    "opptermijn": SCHOOL,
    "opptekenen": SCHOOL,
    "oppgeschil": SCHOOL,
    "oppwerk": SCHOOL,
    "oppoverleg": CONCEPT,
    "oppgevoelig": CONCEPT | SIGNS | {"noor"},
}
TALK = CONCEPT | {"gast_schrijft_alles"}
# Words of which few are readers, whatever right others have.
OWN_WORDS = {
    "voorstel": SCHOOL | {"fatima"},
    "notitie": {"anja"},
    "concept": {"joke"},
    "nagekomen": {"anja"},
    "toestemming": {"anja", "joke"} | DECIDES,
    "weiger": {"anja", "fatima"},
    "bewijs": {"anja", "fatima", "joke"},
    "reden": {"anja"},
    "notitie-link": {"anja"},
    "blokkade": {"anja"},
}
OVER = {"gast_verlopen", "gast_ingetrokken", "gast_op_slot", "gast_zonder_toestemming"}
GUIDES = {"anja", "mehmet"}
# Who guides Noor's school: the record of the pupil, and a closed file, are for them alone.
GUIDES_NOOR = {"anja"}
# Who sees who looked into the file; line by line, and as a file to download, only who guides the school.
SEES_JOURNAAL = GUIDES_NOOR | {"fatima", "peter", "noor"}
# Who may ask for an emergency opening or oversees them; whose business the one of the world is, and who oversees it.
NOOD = GUIDES | {"joke", "kees", "ria", "nood_leest", "nood_onbevestigd", "nood_voorbij", "nood_ingetrokken"}
OVERSEES_NOOR = {"anja", "ria"}
NOOD_OF_NOOR = OVERSEES_NOOR | {"kees", "joke"}
# Views of the lobby: who gets more than "there is nothing here".
LOBBY = {
    "overzicht": {name for name in MAY if not name.startswith(("gast", "anoniem"))},
    "leerling_nieuw": GUIDES,
    "starten": GUIDES,
    "leerlingen": GUIDES,
    "zoeken": {name for name in MAY if not name.startswith(("gast", "anoniem"))},
    "school": {"ria"},
    "teruggave": {name for name in MAY if not name.startswith(("gast", "anoniem"))},
    **{name: {name for name in MAY if not name.startswith(("gast", "anoniem"))} for name in ("lijst", "gelezen", "instellingen")},
    "openen": {"fatima"},
    "aanvragen": GUIDES,
    "afgehandeld": {"anja"},
    "noodopeningen": NOOD,
    "noodopening": NOOD_OF_NOOR,
    "nood_bevestigen": NOOD_OF_NOOR,
    "nood_weigeren": NOOD_OF_NOOR,
    "nood_intrekken": OVERSEES_NOOR,
    "nood_beoordelen": OVERSEES_NOOR,
    "schooljournaal": GUIDES_NOOR,
    "schooljournaal_csv": GUIDES_NOOR,
    "voorgelegd": {"ria"},
    # The terms of Noor's school: by name for who guides it, by reference for who heads it. A calendar address for whoever does either.
    "schooltermijnen": {"anja", "ria"},
    **dict.fromkeys(("agenda", "agenda_weg"), GUIDES | {"ria"}),
    # Numbers alone: for who heads a school, and for the beheerder of the samenwerkingsverband.
    "cijfers": {"ria", "beheer"},
    "cijfers_bestand": {"ria", "beheer"},
    **dict.fromkeys(("inlezen", "inlezen_ronde", "inlezen_bevestigen", "inlezen_weg"), GUIDES_NOOR),
    **dict.fromkeys(("rod", "rod_csv", "rod_verwerkt", "rod_terug"), GUIDES_NOOR),
    "verlaten": {name for name in MAY if name != "anoniem" and name not in OVER},
    "alle": GUIDES,
    "bevestigen": GUIDES,
    "persoon": GUIDES_NOOR,
    "verlengen": {name for name in MAY if name.startswith("gast") and name not in OVER},
    None: set(),
}


@functools.cache
def routes() -> tuple[tuple[str, str], ...]:
    """(name, route) of every private address."""
    return tuple(sorted({(pattern.name or "", route) for route, pattern in private_patterns()}))


def fill(route: str, world, chapter: str, dossier: uuid.UUID, leerling: uuid.UUID | None = None) -> str:
    """A route with every part filled in for Noor's file (or another's).

    Fails for a part it does not know: who adds an address says here what to put in it.
    """
    section = f"{chapter}-bestanden" if "<str:veld>" in route else f"{chapter}-sectie"
    parts = parts_of_noor(world, chapter) | {"dossier_id": dossier, "sectie": section}
    parts |= {"antwoord_id": parts["papier_id"]} if "controle/" in route else {}
    parts |= {"onderdeel": "opp-sectie-stem"} if "<uuid:opp_id>" in route else {}
    parts |= {"leerling_id": leerling} if leerling else {}
    filled = re.sub(r"<(?:\w+:)?(\w+)>", lambda match: str(parts[match[1]]), route.replace("^(?P<path>.+)$", "<path>"))
    assert not set("<>^$") & set(filled), f"the matrix cannot fill {route}"
    return "/" + filled


_PARTS: dict[str, dict[str, object]] = {}


def parts_of_noor(world, chapter: str) -> dict[str, object]:
    """What the parts of an address are for Noor's file: rows of the world, which are the same in every test of this process."""
    if chapter not in _PARTS:
        _PARTS[chapter] = _look_up_parts(world, chapter)
    return _PARTS[chapter]


def _look_up_parts(world, chapter: str) -> dict[str, object]:
    from groeidocumenten.dossiers.models import Groeidocument

    noor, link = world.noor, world.guests["gast_leest_alles"].link
    leerling = Groeidocument.unguarded.get(pk=noor).leerling
    return {
        **goals_of(noor),
        **talk_of(noor),
        **opp_of(world),
        "leerling_id": leerling.pk,
        "gezag_id": leerling.gezagsrelaties.get(gebruiker__username="fatima").pk,
        "regel_id": leerling.loopbaan.get().pk,
        "grens": 16,
        "school_id": leerling.school_id,
        "hoofdstuk": chapter,
        "veld": f"{chapter}-bestand",
        "versie": 1,
        "vraag": f"{chapter}-verhaal",
        "soort": "gesprek",
        "voorstel_id": _newest("Voorstel", noor, hoofdstuk=chapter),
        "verzoek_id": _newest("Correctieverzoek", noor, hoofdstuk=chapter),
        "aanvulling_id": _newest("Aanvulling", noor, hoofdstuk=chapter),
        "notitie_id": _newest("Gespreksnotitie", noor),
        "tekst_id": _newest("NagekomenTekst", noor),
        "bijlage_id": apps.get_model("inhoud.Bijlage").unguarded.get(groeidocument=noor, veld=f"{chapter}-bestand").pk,
        "link_id": link.pk,
        **sharing_of(world),
        "gebruiker_id": apps.get_model("accounts.User").objects.get(username="joke").pk,
        "document_id": world.documents["gewoon"],
        "nood_id": world.nood,
        "inschrijving_id": world.inschrijving,
        "ronde_id": world.ronde,
        "nummer": 1,
        "vorm": "csv",
        "versie_id": world.versie,
        "oppversie_id": apps.get_model("opp.OppVersie").unguarded.get(opp=world.opp).pk,
        "vraag_id": world.vraag,
        "bericht_id": world.bericht,
        "aanvraag_id": world.aanvraag,
        "kenmerk": "BCDF-2345",
        "onderdeel": "vraag-sectie",
        "path": "bestaat/niet/",
        "token": "x" * 43,
    }


def goals_of(noor: uuid.UUID) -> dict[str, object]:
    """A goal of Noor's file and what hangs on it."""
    doel = apps.get_model("doelen.Doel").unguarded.get(groeidocument=noor, overgenomen_op__isnull=False)
    return {"doel_id": doel.pk, "evaluatie_id": doel.evaluaties.get().pk, "interventie_id": doel.interventies.get().pk}


def sharing_of(world) -> dict[str, object]:
    """The question for toestemming with its open answer and the one on paper, the ground of the law, and the order."""
    answers = apps.get_model("dossiers.Toestemmingsantwoord").unguarded.filter(toestemming=world.toestemming)
    return {
        "toestemming_id": world.toestemming,
        "antwoord_id": answers.get(gegeven_op__isnull=True).pk,
        "papier_id": answers.get(wijze="papier").pk,
        "grondslag_id": apps.get_model("dossiers.Grondslag").unguarded.get(groeidocument=world.noor, gezag__isnull=True).pk,
        "blokkade_id": apps.get_model("dossiers.Blokkade").unguarded.get(leerling__groeidocumenten=world.noor).pk,
        "pad": "hoofdstuk/hoofdstuk-een/",
    }


def talk_of(noor: uuid.UUID) -> dict[str, object]:
    """The talk of Noor's file and its afspraak."""
    gesprek = apps.get_model("gesprekken.Gesprek").unguarded.get(groeidocument=noor)
    return {"gesprek_id": gesprek.pk, "afspraak_id": gesprek.afspraken.get().pk}


def opp_of(world) -> dict[str, object]:
    """The OPP of Noor's file: a factor of the school's, the drawing of the pupil, and a remark of a parent that has no answer."""
    opp = apps.get_model("opp.Opp").unguarded.get(pk=world.opp)
    return {
        "opp_id": opp.pk,
        "factor_id": opp.factoren.filter(bron="school").first().pk,
        "hoormoment_id": opp.hoormomenten.get(bijlage__isnull=False).pk,
        "opmerking_id": apps.get_model("opp.Opmerking").unguarded.get(versie__opp=opp, antwoord__isnull=True).pk,
        "handtekening_id": apps.get_model("opp.Handtekening").unguarded.get(versie__opp=opp).pk,
        # Nothing was put before a directeur: tests/opp has a test of its own for who gets something there, and of nothing else.
        "voorlegging_id": uuid.uuid4(),
        "richting": "bevorderend",
        "plek": "opp-sectie-begeleiding",
    }


def _newest(model: str, noor: uuid.UUID, **where: str) -> uuid.UUID:
    return apps.get_model(f"inhoud.{model}").unguarded.filter(groeidocument=noor, **where).latest("op").pk


# Views of one row, or of who writes what: beside the right, only for these people.
WRITERS = {
    "voorstellen": {"fatima", "peter", "noor", "gast_stelt_voor"},
    "voorstel": SCHOOL | {"fatima"},
    "correctie_vragen": {"fatima", "peter", "noor"},
    "correctie": SCHOOL | {"fatima"},
    "aanvulling_wijzigen": {"anja"},
    "notities": SCHOOL | {"fatima", "peter", "noor"},
    "notitie": {"anja"},
}


@functools.cache
def name_of(route: str) -> str:
    return next(name for name, other in routes() if other == route)


@functools.cache
def callback(route: str):
    return next(pattern.callback for other, pattern in private_patterns() if other == route)


def may_open(person: str, route: str, chapter: str) -> bool:
    """What the tables above say about a person and an address of Noor's file."""
    needed = callback(route).door
    if "<str:hoofdstuk>" in route and chapter not in SCOPE.get(person, set(CHAPTERS)):
        return False
    if name_of(route) in WRITERS and "inhoud" in callback(route).__module__ and person not in WRITERS[name_of(route)]:
        return False
    if "/gekeken/" in route:
        return person in (GUIDES_NOOR if route.endswith("csv/") else SEES_JOURNAAL)
    if ("/geschiedenis/" in route or "/terugzetten/" in route) and person.startswith("gast"):
        return False  # a link shows what stands there now
    if "vervallen/bestand" in route:
        return False  # nothing of the world's files has lost its question
    if needed == "leerling" or route.endswith("<uuid:dossier_id>/leerling/"):
        return person in GUIDES_NOOR
    if person in STUK and getattr(callback(route), "stuk", None) != STUK[person]:
        return False  # one thing alone, and no other view is
    if "/tekenlinks/versie/" in route and (person not in SIGNS or route.endswith(("/bestand/", "<uuid:handtekening_id>/"))):
        return False  # no version of the world is a file, and this guest signed nothing
    if "/delen/mijn/" in route and person not in DECIDES:
        return False
    if "/delen/controle/" in route and person not in CHECKS:
        return False
    if getattr(callback(route), "als", None) == "school" and person not in SCHOOL:
        return False
    if getattr(callback(route), "heel", False) and person in SCOPE and person not in STUK:
        return False
    if ("<str:veld>" in route or route.endswith("weghalen/")) and person not in FILLS_SCHOOL:
        return False
    if name_of(route) in ("sectie", "concept", "concept_weg", "overnemen", "terugzetten") and person in SUGGESTS:
        return False  # a guest who only suggests fills nothing in, so there is nothing to keep or to take over
    if route.endswith(DOCUMENT_CHANGES) and person not in SCHOOL:
        return False  # the documents of the world were added by the school
    if "<uuid:vraag_id>" in route and person not in (ASKED if route.endswith(FOR_THE_ASKED) else SCHOOL | ASKED):
        return False  # a question is between the school and whoever was asked; only the last fills it in
    if "<uuid:gesprek_id>" in route and person not in sees_of_talk(route):
        return False
    if "/opp-papier/" in route:
        return R.LEZEN in MAY[person] and prints_of_opp(person, route)
    if "<uuid:opp_id>" in route and not acts_on_opp(person, route):
        return False
    return needed in MAY[person]


def prints_of_opp(person: str, route: str) -> bool:
    """Who gets a print of the world's OPP: a guest signs nothing, and the exchange about it is between school and parents."""
    if route.endswith("/bundel/"):
        return person in CONCEPT
    return not (route.endswith("/tekenblad/") and person.startswith("gast"))


def acts_on_opp(person: str, route: str) -> bool:
    """Who finds an address of the world's OPP, beside the right that its view asks."""
    if "/factor/" in route:
        return person in OWNS_FACTOR
    if route.endswith("/horen/"):
        return person in HEARS
    if "/opmerking/" in route and "<uuid:opmerking_id>" not in route:
        return person in REMARKS
    if route.endswith("/tekenen/"):
        return not person.startswith("gast")  # a guest signs nothing
    if "<uuid:handtekening_id>" in route:
        return person == "joke" and "/bewijs/" in route  # her own signature; the world has none on paper to check
    # No version of the world's OPP is a file.
    return not route.endswith("<int:nummer>/bestand/")


def sees_of_talk(route: str) -> set[str]:
    """Who finds an address of the world's talk, whose report is a concept."""
    if "/verslag/" in route:
        return CONCEPT
    return FINISHES if route.endswith("gedaan/") else TALK


def words_of(answer) -> str:
    """All that an answer says. Of a PDF its pages and the files inside too, without white space and hyphens: a line can break anywhere."""
    plain = answer.content.decode("utf-8", "replace")
    if answer.get("Content-Type") != "application/pdf":
        return plain
    try:
        reader = PdfReader(io.BytesIO(answer.content))
        inside = [one.decode("utf-8", "replace") for files in reader.attachments.values() for one in files]
        return plain + squeezed(" ".join([*(page.extract_text() for page in reader.pages), *inside, str(reader.metadata)]))
    except PyPdfError:  # a file of the world that only begins as a PDF
        return plain


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u00ad\u200b-]", "", text)


def snapshot() -> dict[str, int]:
    """How many rows there are of everything private, and the newest change: what a refused request must not touch.

    The journaal is left out: that somebody looked is written down. So are the counters of the entrance: that somebody knocked is counted.
    """
    models = [model for model in private_models() if not model.__name__.startswith(("Journaal", "Teller"))]
    counts = " UNION ALL ".join(f"SELECT '{model.__name__}', COUNT(*) FROM \"{model._meta.db_table}\"" for model in models)
    with connection.cursor() as cursor:
        cursor.execute(counts)
        counted = dict(cursor.fetchall())
    versions = apps.get_model("inhoud.Sectieantwoord").unguarded.values_list("pk", "versie")
    return counted | {"versions": hash(frozenset(versions))}


class Watch:
    """Says whether the database was written to, so that only then every table is counted again: that takes longer than most requests."""

    def __init__(self):
        self.written = False

    def __call__(self, execute, sql, params, many, context):
        self.written = self.written or not sql.lstrip("( \n").upper().startswith(("SELECT", "SAVEPOINT", "RELEASE"))
        return execute(sql, params, many, context)

    def changed(self) -> bool:
        """Whether something was written since the last time this was asked."""
        written, self.written = self.written, False
        return written


def canaries_hidden_from(person: str, world) -> set[str]:
    """Every canary that this person may never read."""
    hidden = world.canaries["daan"] | {one for chapter in CHAPTERS for one in world.canaries[f"daan:{chapter}"]}
    if person not in ("anja",):
        hidden |= world.canaries["sem"] | {one for chapter in CHAPTERS for one in world.canaries[f"sem:{chapter}"]}
        hidden |= {"gastadres-kanarie"} | world.canaries["leerling"]
    if person == "mehmet":
        hidden -= world.canaries["daan"] | {one for chapter in CHAPTERS for one in world.canaries[f"daan:{chapter}"]}
    if person in ("buurvrouw", "kees", "gast_van_sem"):
        hidden -= world.canaries["sem"] | {one for chapter in CHAPTERS for one in world.canaries[f"sem:{chapter}"]}
    if R.LEZEN not in MAY[person]:
        hidden |= world.canaries["noor"] | {one for chapter in CHAPTERS for one in world.canaries[f"noor:{chapter}"]}
    if person not in GUIDES_NOOR:
        hidden |= {"aanvraagkanarie"} | world.canaries["inlezen"]
    if person not in READS_PSYCHOLOGISCH:
        hidden |= {"psychkanarie"}
    if person not in READS_GEVOELIG:
        hidden |= {"gevoeligkanarie"}
    if person not in SCHOOL | ASKED:
        hidden |= {"vraagkanarie"}
    if person not in OVERSEES_NOOR | {"joke"}:
        hidden |= world.canaries["nood"]
    # The goals stand in the frozen version too.
    if R.LEZEN not in MAY[person] or (person in SCOPE and person not in SIGNS):
        hidden |= world.canaries["noor:doelen"]
    if R.LEZEN not in MAY[person] or (person in SCOPE and person not in SIGNS):
        hidden |= world.canaries["noor:opp"]
    hidden |= set().union(*(world.canaries[f"noor:{kind}"] for kind, people in OPP_WORDS.items() if person not in people))
    if person not in TALK:
        hidden |= world.canaries["noor:gesprekken"]
    hidden |= set().union(*(world.canaries[f"noor:{kind}"] for kind, people in OWN_WORDS.items() if person not in people))
    for chapter in set(CHAPTERS) - SCOPE.get(person, set(CHAPTERS)):
        hidden |= world.canaries[f"noor:{chapter}"]
    return hidden


@pytest.mark.parametrize("person", MAY)
def test_every_private_address_answers_each_person_as_the_table_says(person, world, enter):
    client = enter(person)
    hidden = canaries_hidden_from(person, world)
    before, watch = snapshot(), Watch()
    for name, route in routes():
        for chapter in CHAPTERS if "<str:hoofdstuk>" in route and person in EVERY_CHAPTER else CHAPTERS[:1]:
            address = fill(route, world, chapter, world.noor)
            for method in ("get", "post"):
                if name == "verlaten" and method == "post":
                    continue  # leaves; has a test of its own
                with connection.execute_wrapper(watch):
                    answer = getattr(client, method)(address)
                where = f"{method.upper()} {route} ({chapter}) as {person}: {answer.status_code}"
                body = words_of(answer)
                assert not [canary for canary in hidden if canary in body or squeezed(canary) in body], where
                expect(person, name, route, chapter, answer, where)
                assert answer.status_code < 500, where
                is_kept_by_nobody(answer, where)
                if method == "post" and watch.changed():
                    after = snapshot()
                    # Whoever was let in once may ask the school for a new link, also when it is over.
                    asked = name == "aanvragen_na_bezoek" and person.startswith("gast")
                    assert after == before or may_open(person, route, chapter) or asked, where
                    before = after


def expect(person: str, name: str, route: str, chapter: str, answer, where: str) -> None:
    """One cell of the matrix."""
    kind = callback(route).door
    if answer.status_code == 405:
        return  # the wrong method is told to everybody alike, before anything is looked up
    if kind == "entrance":
        assert answer.status_code in (200, 403, 422), where
    elif kind == "doorstep":
        # A guest of the world agreed already, and is led on.
        expected = 403 if person in OVER else 302 if person.startswith(("gast", "anoniem")) else 404
        assert answer.status_code == expected, where
    elif person == "anoniem":
        assert answer.status_code == 302 and answer["Location"].startswith("/inloggen/?next="), where
    elif person in OVER:
        assert answer.status_code == 403 and "De toegang is voorbij" in answer.content.decode(), where
    elif kind == "lobby":
        allowed = person in LOBBY[name or None] if name in LOBBY else False
        assert (answer.status_code not in (403, 404)) == allowed, where
    elif may_open(person, route, chapter):
        assert answer.status_code not in (403, 404) and not answer.get("Location", "").startswith("/inloggen/"), where
    else:
        assert answer.status_code == 404, where


def is_kept_by_nobody(answer, where: str) -> None:
    """No browser, proxy or search engine keeps a private answer, whatever it says."""
    assert "no-store" in answer["Cache-Control"] and "private" in answer["Cache-Control"], where
    assert "noindex" in answer["X-Robots-Tag"], where
    assert "'unsafe-inline'" not in answer["Content-Security-Policy"], where


STRANGERS = [name for name in MAY if name != "anoniem" and name not in OVER and not MAY[name]]


@pytest.mark.parametrize("number", range(len(STRANGERS)), ids=STRANGERS)
def test_a_file_that_is_not_yours_looks_exactly_like_one_that_does_not_exist(number, world, enter):
    client = enter(STRANGERS[number])
    of_a_file = [route for _, route in routes() if "dossier_id" in route or "leerling_id" in route]
    # That it is not found, every stranger asks of every address above; what that page looks like, a sixth of them asks of each address.
    for route in of_a_file[number % 6 :: 6]:
        real = client.get(fill(route, world, CHAPTERS[0], world.noor))
        invented = client.get(fill(route, world, CHAPTERS[0], uuid.uuid4(), uuid.uuid4()))
        assert (real.status_code, real.content) == (invented.status_code, invented.content), route
        assert dict(real.headers) == dict(invented.headers), route


def test_the_overview_lists_exactly_what_can_be_opened(world, enter):
    for person in MAY:
        if person in ("anoniem",) or person.startswith("gast"):
            continue
        client = enter(person)
        listed = set(re.findall(r"/groeidocumenten/([0-9a-f-]{36})/", client.get("/groeidocumenten/").content.decode()))
        openable = {str(pk) for pk in (world.noor, world.sem, world.daan) if client.get(f"/groeidocumenten/{pk}/").status_code == 200}
        assert listed == openable, person


def test_searching_the_overview_finds_only_own_pupils(world, enter):
    found = enter("mehmet").post("/groeidocumenten/zoeken/", {"zoek": "kanarie"}, follow=True).content.decode()
    assert "Daankanarie" in found
    assert "Noorkanarie" not in found and "Semkanarie" not in found


def test_the_matrix_has_people_who_may_and_people_who_may_not(world, enter):
    """A positive control: the canaries are really there to be found."""
    page = enter("anja").get(reverse("inhoud:hoofdstuk", args=[world.noor, CHAPTERS[0]])).content.decode()
    assert all(canary in page for canary in world.canaries[f"noor:{CHAPTERS[0]}"] | {"Noorkanarie"})
