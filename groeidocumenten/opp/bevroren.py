"""The tables of this room in which nothing is ever changed or removed: the database refuses it, not only the models.

A migration that makes SQLite rebuild one of these tables ends with `refusals()` again (formats/triggers.py says why).
"""

from django.db import migrations

from formats.triggers import refuse

# Table → its columns that stay as they are, and its unique sets beside the key. What is not named may become empty when an account, a link or
# a talk is erased, or is written once by its own writer (`ingetrokken_op`).
AUTHOR = ("id", "groeidocument_id", "naam", "op")
FROZEN: dict[str, tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]] = {
    "opp_oppversie": (
        ("opp_id", "nummer", "ronde", "moment", "format_versie_id", "variant", "inhoud", "bestand_id", "sha256", "sha256_handelingsdeel"),
        (("opp_id", "nummer"),),
    ),
    "opp_oppantwoord": (("opp_id", "sectie", "versie", "antwoorden"), (("opp_id", "sectie", "versie"),)),
    "opp_perspectief": (("opp_id", "peildatum", "inhoud"), ()),
    "opp_factor": (("opp_id", "richting", "bron", "inhoud", "vervangt_id"), (("vervangt_id",),)),
    "opp_hoormoment": (
        ("opp_id", "ronde", "moment", "datum", "vorm", "uitkomst", "inhoud", "bijlage_id", "vervangt_id"),
        (("vervangt_id",), ("bijlage_id",)),
    ),
    "opp_hooropvolging": (("hoormoment_id", "tekst"), ()),
    "opp_toezending": (("versie_id", "gesprek_op", "inhoud"), (("versie_id",),)),
    "opp_bespreking": (("opp_id", "versie_id", "ronde", "gehouden_op", "inhoud"), ()),
    "opp_opmerking": (("versie_id", "plek", "tekst"), ()),
    "opp_opmerkingantwoord": (("opmerking_id", "uitkomst", "tekst"), (("opmerking_id",),)),
    "opp_cvbadvies": (("opp_id", "versie_id", "ronde", "datum", "strekking", "inhoud"), ()),
    "opp_oppvaststelling": (("opp_id", "versie_id", "ronde", "datum", "elders", "redenen"), (("versie_id",), ("opp_id", "ronde"))),
    "opp_evaluatieronde": (
        ("opp_id", "versie_id", "ronde", "gehouden_op", "schooljaar", "perspectief", "ondersteuning", "inhoud"),
        (),
    ),
    "opp_oppeinde": (("opp_id", "datum", "reden", "toelichting"), (("opp_id",),)),
}
# Signatures and what belongs to them, added after the tables above.
SIGNED: dict[str, tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]] = {
    "opp_handtekening": (
        ("versie_id", "sha256", "over", "betekenis", "rol", "wie", "wijze", "getekend_op", "kring", "inhoud", "vervangt_id", "bewijs"),
        (("vervangt_id",), ("bewijs",)),
    ),
    "opp_papiercontrole": (("handtekening_id", "uitkomst", "toelichting"), (("handtekening_id",),)),
    "opp_vertegenwoordiging": (("leerling_zelf", "inhoud"), ()),
    "opp_herstel": (("was_id", "werd_id", "reden"), (("was_id",), ("werd_id",))),
    "opp_geenovereenstemming": (("opp_id", "versie_id", "vastgesteld_op", "uitgevoerd", "inhoud", "sha256"), ()),
    "opp_vervolgstap": (("geschil_id", "stap", "datum", "tekst"), ()),
    "opp_afgegeven": (("versie_id", "sha256"), (("sha256",),)),
}
MESSAGE = "Wat in een OPP is vastgelegd, verandert nooit en wordt niet verwijderd."


def refusals(tables: dict[str, tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]] = FROZEN) -> list[migrations.RunPython]:
    """The steps of a migration that make the database refuse changes in all these tables."""
    return [
        refuse(table, columns=(*AUTHOR, *columns), message=MESSAGE, unique=(("id",), *unique))
        for table, (columns, unique) in tables.items()
    ]
