"""Published versions as files to take elsewhere. What is public may be taken by everybody; the admin's views ask who somebody is first."""

from django.http import HttpResponse

from formats.exchange import ExchangeFile, dump, exchange_file
from formats.exchange_lists import known_banks, known_lists, names_of
from formats.models import FormatVersie

from .models import FormatPage


def export_format(versie: FormatVersie) -> ExchangeFile:
    """The exchange file of a published version, with its lists and banks as they were published."""
    page = FormatPage.objects.filter(format=versie.format_id).only("korte_omschrijving").first()
    lijsten, banken = names_of(versie.schema)
    return exchange_file(
        versie.schema,
        korte_omschrijving=page.korte_omschrijving if page else versie.schema.titel,
        lijsten=known_lists(versie.format.site, lijsten),
        banken=known_banks(versie.format.site, banken),
    )


def exchange_response(versie: FormatVersie, name: str) -> HttpResponse:
    """A version as a file to keep."""
    response = HttpResponse(dump(export_format(versie)), content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}-versie-{versie.nummer}.json"'
    return response
