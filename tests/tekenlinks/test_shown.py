"""Whatever people do in whatever order, with the real deeds: nobody agrees with a handelingsdeel that was not shown to that very person."""

import uuid
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from groeidocumenten.dossiers.access import AccessOver, Recht, Viewer, open_dossier
from groeidocumenten.opp.herstel import correct_slip
from groeidocumenten.opp.models import Handtekening, Herstel
from groeidocumenten.opp.ondertekenen import Tekenkeuze, sign_version
from groeidocumenten.opp.reading import versions
from groeidocumenten.opp.tekenstand import judged
from groeidocumenten.opp.vaststellen import Vervangen
from groeidocumenten.tekenlinks.actions import sign_by_link
from tests.builders.opp import fill, opened, send
from tests.builders.signing import signing_link

TEKSTEN = ("Elke dag een kwartier lezen.", "Elke dag een kwartier leezen.", "Twee keer per week rekenen.")
MOEDER, VADER = "moeder", "vader"
DADEN = st.one_of(
    st.tuples(st.just("schrijft"), st.sampled_from(TEKSTEN)),
    st.just(("stuurt",)),
    st.just(("herstelt",)),
    st.just(("krijgt_link",)),
    st.tuples(st.just("leest"), st.sampled_from([MOEDER, VADER])),
    st.tuples(st.just("tekent"), st.sampled_from([MOEDER, VADER]), st.sampled_from(["akkoord", "niet_akkoord"])),
)
REFUSED = (Vervangen, ValidationError, AccessOver)


class Toneel:
    """Sem's OPP with his mother, who has an account, and his father, who has the newest link that the school sent him."""

    def __init__(self, world, person, school, opp, vader):
        self.world, self.school, self.opp, self.vader = world, school, opp, vader
        self.mother = opened(world.sem, person("buurvrouw"))
        self.link = None
        # Per person what was on the page that was read last, and every text that was ever read.
        self.open = {MOEDER: "", VADER: ""}
        self.read = {MOEDER: set(), VADER: set()}

    def schrijft(self, tekst):
        fill(self.school, self.opp, "opp-sectie-begeleiding", opp_begeleiding=tekst)

    def stuurt(self):
        send(self.school, self.opp)

    def herstelt(self):
        newest = versions(self.school, self.opp).first()
        correct_slip(geopend=self.school, opp=self.opp, sha256=newest.sha256, reden="Een letter te veel.")

    def krijgt_link(self):
        self.link = signing_link(self.school, self.opp, f"gezag:{self.vader.pk}")

    def leest(self, wie):
        versie = self.page_of(wie)
        if versie is not None:
            self.open[wie] = versie.sha256
            self.read[wie].add(text_of(versie))

    def tekent(self, wie, keuze):
        said = Tekenkeuze(keuze, bezwaar="Liever anders." if keuze == "niet_akkoord" else "", opnieuw=True)
        more = {"sha256": self.open[wie], "keuze": said, "verzoek": uuid.uuid4()}
        if wie == MOEDER:
            sign_version(geopend=self.mother, opp=self.opp, **more)
        elif self.link is not None:
            viewer = Viewer(user=self.link.link.gebruiker, link=self.link.link)
            sign_by_link(geopend=open_dossier(viewer, self.world.sem, Recht.LEZEN), **more)

    def page_of(self, wie):
        """What somebody finds when looking: the newest version, and by a link the one it was made for."""
        if wie == MOEDER:
            return versions(self.school, self.opp).first()
        return self.school.groeidocument.tekenlinks.get(link=self.link.link).versie if self.link else None

    def corrected(self, versie):
        """The text of a version, and those of which it corrects an obvious slip, one after the other."""
        texts, slips = {text_of(versie)}, Herstel.unguarded.filter(werd__opp=self.opp).order_by("-werd__nummer")
        for row in slips:
            texts |= {text_of(row.was)} if text_of(row.werd) in texts else set()
        return texts


def text_of(versie):
    return str(versie.opened()["antwoorden"]["opp-sectie-begeleiding"]["opp-begeleiding"])


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(DADEN, min_size=4, max_size=12))
def test_nobody_agrees_with_a_handelingsdeel_that_was_not_shown_to_that_very_person(world, person, school, opp, vader, daden):
    with transaction.atomic():
        toneel = Toneel(world, person, school, opp, vader)
        keys = {f"gezag:{vader.pk}": VADER}
        for naam, *more in daden:
            with suppress(*REFUSED), transaction.atomic():
                getattr(toneel, naam)(*more)
            for row in Handtekening.unguarded.filter(versie__opp=opp).select_related("versie"):
                wie = keys.get(row.wie, MOEDER)
                assert row.sha256 == row.versie.sha256 and text_of(row.versie) in toneel.read[wie], (naam, row.betekenis)
            newest = versions(school, opp).first()
            agreed = {keys.get(wie, MOEDER) for wie in judged(school, opp, newest).akkoord}
            for wie in agreed:
                # Read as it stands, or as it stood before an obvious slip in it was corrected.
                assert toneel.corrected(newest) & toneel.read[wie], (naam, wie)
        transaction.set_rollback(True)
