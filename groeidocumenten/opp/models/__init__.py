"""The ontwikkelingsperspectief (OPP) of a pupil: one plan for one period of extra support, made together, with everything that happened to it.

The idea. An `Opp` has a *working* side and a *frozen* side. The school, the parents and the pupil write on the working side: answers to the
format (`Oppantwoord`), the expected destination (`Perspectief`), factors (`Factor`) and what the pupil said (`Hoormoment`); goals and
agreements are those of the file itself. Nobody outside the school reads the school's work there. When the school sends a concept, everything
is put together in one canonical text and frozen as an `OppVersie` with two hashes: of the whole, and of the handelingsdeel alone. Parents
read, discuss, comment on, sign and adopt only frozen versions; the database refuses to change one.

What state an OPP is in follows from dated facts that each stand in a row of their own and are never changed: sent (`Toezending`), discussed
(`Bespreking`), remarks and answers (`Opmerking`, `Opmerkingantwoord`), advice (`CvbAdvies`), adopted (`OppVaststelling`), evaluated
(`Evaluatieronde`), ended (`OppEinde`); `opp.stand` derives it. A *ronde* is the work from one adoption to the next: the first has number 0.
Signatures (`Handtekening`) stand under the version that was shown; `opp.instemming` derives whether the handelingsdeel is agreed, and
`GeenOvereenstemming` says what is done when it is not.
`vaststellen` adopts the newest frozen version, and only when nobody names a reason against it (`opp.belemmeringen`).

Texts and names are sealed with the file's key; dates and choices stay readable columns, so that lists need not open anything.
"""

from .feiten import Bespreking, CvbAdvies, Evaluatieronde, Opmerking, Opmerkingantwoord, OppEinde, OppVaststelling, Toezending
from .inbreng import Factor, Hoormoment, Hooropvolging, Perspectief
from .ondertekening import (
    Afgegeven,
    GeenOvereenstemming,
    Handtekening,
    Herstel,
    Papiercontrole,
    Vertegenwoordiging,
    Vervolgstap,
)
from .opp import Moment, Opp, Oppantwoord, OppQuerySet
from .versie import FrozenVersion, OppVersie

__all__ = [
    "Afgegeven",
    "Bespreking",
    "CvbAdvies",
    "Evaluatieronde",
    "Factor",
    "FrozenVersion",
    "GeenOvereenstemming",
    "Handtekening",
    "Herstel",
    "Hoormoment",
    "Hooropvolging",
    "Moment",
    "Opmerking",
    "Opmerkingantwoord",
    "Opp",
    "OppEinde",
    "OppQuerySet",
    "OppVaststelling",
    "OppVersie",
    "Oppantwoord",
    "Papiercontrole",
    "Perspectief",
    "Toezending",
    "Vertegenwoordiging",
    "Vervolgstap",
]
