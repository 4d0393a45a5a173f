"""The pieces of a document's file and of its picture: sealed with the key of the groeidocument when they are kept, and put together again."""

from groeidocumenten.dossiers.kluis import KluisError
from groeidocumenten.inhoud.files import PIECE
from groeidocumenten.inhoud.judging import Judged

from .models import Documentstuk, Documentversie


def describe(versie: Documentversie, judged: Judged) -> None:
    """Put into a version that is not stored yet what is readable of its file: kind, sizes, pages."""
    versie.soort, versie.grootte, versie.paginas = judged.soort, len(judged.inhoud), judged.paginas
    versie.aantal_stukken = len(_cut(judged.inhoud))
    versie.beeld_soort = judged.beeld_soort if judged.beeld else ""
    versie.aantal_beeldstukken = len(_cut(judged.beeld))


def keep(versie: Documentversie, judged: Judged) -> None:
    """Seal and store the pieces, in the transaction that stored the version."""
    for beeld, inhoud in ((False, judged.inhoud), (True, judged.beeld)):
        pieces = _cut(inhoud)
        for number, piece in enumerate(pieces):
            sealed = versie.groeidocument.kluis.seal_bytes(piece, place=_place(versie, beeld, number, len(pieces)))
            Documentstuk.unguarded.create(versie=versie, beeld=beeld, volgnummer=number, inhoud=sealed)


def contents(versie: Documentversie, *, beeld: bool = False) -> bytes:
    """The bytes of a version's file, or of the picture that stands for it.

    Raises:
        KluisError: if a piece was changed, moved or taken away.
    """
    pieces = [bytes(stuk.inhoud) for stuk in versie.stukken.filter(beeld=beeld)]
    total = versie.aantal_beeldstukken if beeld else versie.aantal_stukken
    if len(pieces) != total:
        raise KluisError("Van dit document ontbreekt een stuk.")
    kluis = versie.groeidocument.kluis
    return b"".join(kluis.open_bytes(piece, place=_place(versie, beeld, number, total)) for number, piece in enumerate(pieces))


def _cut(inhoud: bytes) -> list[bytes]:
    return [inhoud[at : at + PIECE] for at in range(0, len(inhoud), PIECE)]


def _place(versie: Documentversie, beeld: bool, number: int, total: int) -> str:
    """A piece belongs to one version, as file or as picture, at one place of so many: none can be swapped or left out unseen."""
    return f"{Documentstuk._meta.db_table}|{versie.pk}|{'beeld' if beeld else 'bestand'}|{number}/{total}"
