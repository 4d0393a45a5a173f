"""The reason of the term against adopting: later than six weeks after the start asks why. Late is possible; unexplained late is not.

WPO 40a lid 2, WEC 41a, WVO 2020 2.44 (dossier 2.4). The reason is kept with the adoption and is read by school and parents. The day of adopting
is always today (`opp.vaststellen`), so nothing can be dated back.
"""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format

from groeidocumenten.opp.belemmeringen import Belemmering, Voornemen

from .feiten import terms_of_files
from .wet import BEGIN, Grond


def on_time(voornemen: Voornemen) -> Iterator[Belemmering]:
    """Adopting for the first time, after the last day of the six weeks."""
    if voornemen.ronde != 0:
        return
    file = voornemen.geopend.groeidocument
    telling = terms_of_files([file.pk], voornemen.datum)[file.pk].telling
    if telling is None or voornemen.datum <= telling.uiterlijk:
        return
    last, first = date_format(telling.uiterlijk, "j F Y"), date_format(telling.begin, "j F Y")
    since = f"de dag waarop de school aan dit OPP begon ({first})" if telling.vermoed else f"{Grond(telling.grond).label} ({first})"
    yield Belemmering(
        "termijn",
        f"Dit OPP had uiterlijk op {last} vastgesteld moeten zijn: zes weken na {since}.",
        BEGIN[telling.grond].artikel(voornemen.opp.onderwijstype),
        reverse("termijnen:begin", args=[file.pk]),
        "Waarom is het later geworden?",
    )
