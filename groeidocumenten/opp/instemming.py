"""Whether the handelingsdeel of one version is agreed: derived from who signed what and when, and from nothing else. Pure.

The law. Instemming is asked on the handelingsdeel only (WPO 40a lid 3, WEC 41a, WVO 2020 2.44); there is no instemming on the expected
destination, so no meaning of a signature says so. Parents with joint gezag act together, but one may act alone as long as no objection of the
other has appeared (BW 1:253i lid 1). From 18 the pupil decides, or who represents the pupil (WEC 41a; BW 1:245).

Agreement is a fact of a day. It never is a part of something: who has to agree does, or agreement was not reached. Every signature keeps the
`Kring` of its own day, so that an objection that becomes known later does not undo what was agreed before it; a new text asks everybody
again. A signature counts for the version that its signer was shown, and for a version of the same round with the very same handelingsdeel.
It goes along to another text in one way only: the correction of an obvious slip (`Getoond.herstelt`), which shows what changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Betekenis(StrEnum):
    """What somebody signs. GEZIEN is about the whole OPP, the other two about the handelingsdeel."""

    GEZIEN = "gezien"
    AKKOORD = "akkoord"
    NIET_AKKOORD = "niet_akkoord"


class Overeenstemming(StrEnum):
    """How it stands with the agreement on a version."""

    OPEN = "open"
    BEREIKT = "bereikt"
    NIET = "niet"


class Grond(StrEnum):
    """Why the signatures there are suffice."""

    ENIGE = "enige"
    ALLEN = "allen"
    # BW 1:253i lid 1: one of several, while no objection is known.
    VERMOEDEN = "vermoeden"


@dataclass(frozen=True)
class Kring:
    """Who decides at one moment.

    Args:
        beslissers: those of whom the law asks instemming.
        allen: all of them have to agree: an objection is known, or the policy of the samenwerkingsverband asks it.
        ook: whose agreement the policy asks beside that of the beslissers. Policy adds; it cannot take anybody away.
    """

    beslissers: frozenset[str]
    allen: bool = False
    ook: frozenset[str] = frozenset()

    @property
    def stem(self) -> frozenset[str]:
        """Everybody whose no stands in the way."""
        return self.beslissers | self.ook


@dataclass(frozen=True)
class Getoond:
    """A frozen version: its number, its round, the digest of its handelingsdeel, and the version of which it corrects a slip."""

    nummer: int
    ronde: int
    handelingsdeel: str
    herstelt: int | None = None


@dataclass(frozen=True)
class Tekening:
    """A signature on the version that was shown. `telt` is False for one on paper that nobody checked yet, or that was turned down."""

    wie: str
    versie: int
    betekenis: Betekenis
    op: datetime
    kring: Kring
    telt: bool = True


@dataclass(frozen=True)
class Uitslag:
    """How it stands, since when and on which ground; who did not sign yet and who said no, of those whose agreement is asked now."""

    staat: Overeenstemming
    sinds: datetime | None = None
    grond: Grond | None = None
    wacht_op: frozenset[str] = frozenset()
    tegen: frozenset[str] = frozenset()
    akkoord: frozenset[str] = frozenset()

    @property
    def bereikt(self) -> bool:
        """Whether agreement was reached."""
        return self.staat is Overeenstemming.BEREIKT


def same_text(versies: Iterable[Getoond], nummer: int) -> frozenset[int]:
    """The versions of which a signature counts for this one: itself, those of its round with the very same handelingsdeel, and those of which
    it corrects an obvious slip.
    """
    known = {versie.nummer: versie for versie in versies}
    found: set[int] = set()
    todo = [nummer] if nummer in known else []
    while todo:
        one = known[todo.pop()]
        if one.nummer in found:
            continue
        found.add(one.nummer)
        # Only what was shown before or is this very one: a later text never lends its signatures to an earlier one.
        todo += [
            other.nummer
            for other in known.values()
            if other.nummer < one.nummer and other.ronde == one.ronde and other.handelingsdeel == one.handelingsdeel != ""
        ]
        if one.herstelt is not None and one.herstelt in known:
            todo.append(one.herstelt)
    return frozenset(found)


def standing(tekeningen: Iterable[Tekening], nummers: frozenset[int], tot: datetime | None = None) -> Mapping[str, Tekening]:
    """What each signer says of the handelingsdeel of these versions: the last that counts, up to and including a moment."""
    said: dict[str, Tekening] = {}
    for one in sorted(tekeningen, key=lambda row: row.op):
        if one.telt and one.versie in nummers and one.betekenis is not Betekenis.GEZIEN and (tot is None or one.op <= tot):
            said[one.wie] = one
    return said


def judge(versies: Sequence[Getoond], tekeningen: Sequence[Tekening], nummer: int, nu: Kring) -> Uitslag:
    """How it stands with the agreement on the handelingsdeel of a version.

    Args:
        versies: every version of the OPP.
        tekeningen: every signature on them.
        nu: who decides today.
    """
    nummers = same_text(versies, nummer)
    said = standing(tekeningen, nummers)
    tegen = frozenset(wie for wie in nu.stem if _is(said.get(wie), Betekenis.NIET_AKKOORD))
    akkoord = frozenset(wie for wie, one in said.items() if one.betekenis is Betekenis.AKKOORD)
    wacht = nu.stem - tegen - akkoord
    if tegen:
        return Uitslag(Overeenstemming.NIET, max(said[wie].op for wie in tegen), None, wacht, tegen, akkoord)
    moments = sorted({one.op for one in tekeningen if one.versie in nummers and one.telt and one.betekenis is Betekenis.AKKOORD})
    for moment in moments:
        for kring in {one.kring for one in tekeningen if one.op == moment and one.versie in nummers and one.telt}:
            if grond := _agreed(kring, standing(tekeningen, nummers, moment), akkoord):
                return Uitslag(Overeenstemming.BEREIKT, moment, grond, wacht if nu.allen else frozenset(), akkoord=akkoord)
    if grond := _agreed(nu, said, akkoord):
        return Uitslag(Overeenstemming.BEREIKT, moments[-1] if moments else None, grond, akkoord=akkoord)
    return Uitslag(Overeenstemming.OPEN, None, None, wacht, akkoord=akkoord)


def _agreed(kring: Kring, said: Mapping[str, Tekening], nog: frozenset[str]) -> Grond | None:
    """Whether those who decide in this circle agreed, and did not come back on it. Nobody who decides is no agreement."""
    yes = {wie for wie in kring.stem if _is(said.get(wie), Betekenis.AKKOORD)} & nog
    no = {wie for wie in kring.stem if _is(said.get(wie), Betekenis.NIET_AKKOORD)}
    who = yes & kring.beslissers
    if no or not who or not kring.ook <= yes or (kring.allen and who != kring.beslissers):
        return None
    if len(kring.beslissers) == 1:
        return Grond.ENIGE
    return Grond.ALLEN if who == kring.beslissers else Grond.VERMOEDEN


def _is(one: Tekening | None, betekenis: Betekenis) -> bool:
    return one is not None and one.betekenis is betekenis
