"""The whole demo in one place. It runs once; a second run finds everything and changes nothing that people typed."""

from django.db import transaction
from wagtail.models import Site

from accounts.models import Samenwerkingsverband
from formats.models import FormatVersie

from .berichten import load_messages
from .documenten import load_documents
from .doelen import load_goals
from .files import load_files
from .formats import load_formats
from .formulieren import link_formats
from .gasten import load_guests
from .gesprekken import load_talks
from .inbreng import load_voices
from .inlezen import load_import
from .leerlingen import load_records
from .opp import load_opp
from .opps import FORMAT as OPP_FORMAT
from .opps import load_opps
from .people import give_second_step, load_people
from .public import load_public
from .rights import give_editor_rights
from .tekenen import load_signatures
from .termijnen import load_terms
from .toezicht import load_oversight


@transaction.atomic
def load_demo(*, password: str, secret: str) -> bool:
    """Load the demo if it is not there.

    Args:
        password: of every demo person.
        secret: of the second step of everybody who must have one.

    Returns:
        Whether anything was made.
    """
    load_public()
    if Samenwerkingsverband.objects.exists():
        load_opp()
        return False
    people = load_people(password=password, site=Site.objects.get(is_default_site=True))
    give_editor_rights(people)
    give_second_step(people, secret=secret)
    versies: dict[str, FormatVersie] = load_formats()
    load_opp()
    link_formats()
    load_files(people, versies["groeidocument_po"])
    load_documents(people, versies)
    load_goals(people)
    load_talks(people)
    load_opps(people, versies)
    load_signatures(people)
    load_terms(people, versies["groeidocument_po"], versies[OPP_FORMAT])
    load_import(people)
    load_records(people, versies["groeidocument_po"])
    load_voices(people)
    load_messages(people)
    load_oversight(people)
    load_guests(people)
    return True
