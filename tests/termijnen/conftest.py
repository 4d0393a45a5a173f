"""An OPP of the pupil Sem to do things with, as in tests/opp."""

from tests.opp.conftest import adopted, opp, parent, school, versie  # noqa: F401
