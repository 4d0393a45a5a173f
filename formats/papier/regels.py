"""From a readable answer to a printable one. Whoever prints answers comes by here, so that paper says what the screen says."""

from formats.papier.document import PrintRegel
from formats.readable import Regel
from formats.rows import Plek
from formats.schema import Slot
from formats.words import BETEKENISSEN


def print_regel(regel: Regel) -> PrintRegel:
    """One question with its answer for paper: files by name, an origin below the answer, a reason instead of an answer or above it."""
    small = [part for part in (regel.kindlabel, regel.strekking, regel.samenvatting) if part]
    same = {"label": regel.label, "leeg_printen": regel.leeg_printen, "noot": regel.herkomst}
    if regel.nvt and not _has_answer(regel):
        return PrintRegel(tekst=regel.nvt_zin, **same)  # type: ignore[arg-type]  # each under its own name
    uitleg = "\n\n".join([*small, regel.nvt_zin] if regel.nvt else small)
    if regel.soort == "bestanden":
        names = [naam or "Bestand zonder naam" for naam, _address in regel.bestanden]
        return PrintRegel(soort="lijst", lijst=names, leeg=regel.leeg, uitleg=uitleg, **same)  # type: ignore[arg-type]
    return PrintRegel(
        soort=regel.soort,
        tekst=regel.tekst,
        lijst=regel.lijst,
        kop=regel.kop,
        rijen=regel.rijen,
        tussenkoppen=regel.tussenkoppen,
        rijkoppen=regel.rijkoppen,
        groepen=regel.groepen,
        plekken=regel.plekken,
        leeg=regel.leeg,
        uitleg="" if regel.leeg and regel.soort != "tekenen" else uitleg,
        **same,  # type: ignore[arg-type]
    )


def print_slots(slots: tuple[Slot, ...]) -> list[Plek]:
    """Places to sign by hand, for signers of whom nobody signed yet."""
    return [Plek(slot.rol, [BETEKENISSEN[betekenis] for betekenis in slot.betekenissen]) for slot in slots for _ in range(slot.aantal)]


def _has_answer(regel: Regel) -> bool:
    return bool(regel.tekst or regel.lijst or regel.groepen or regel.bestanden or any(any(rij) for rij in regel.rijen))
