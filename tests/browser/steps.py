"""What people in the journeys do more than once, in the words of the product. Each step only uses the screen, as they would."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from .person import Person

FORMAT = "Groeidocument primair onderwijs"


@dataclass(frozen=True)
class Uitnodiging:
    """What a guest has got: the link from the mail, and the pincode over the telephone."""

    link: str
    pincode: str


def adds_a_leerling(ib: Person, voornaam: str, achternaam: str) -> None:
    """A new pupil of the IB'er's school."""
    ib.opens("/groeidocumenten/")
    ib.follows("Nieuwe leerling")
    ib.fills("Voornaam", voornaam)
    ib.fills("Achternaam", achternaam)
    ib.fills("Geboortedatum", "2016-04-12")
    ib.fills("Groep", "6")
    ib.presses("Voeg de leerling toe")


def starts_a_groeidocument(ib: Person, leerling: str, *, on: str = FORMAT) -> str:
    """A groeidocument on a format; returns its address."""
    ib.opens("/groeidocumenten/starten/")
    ib.chooses("Leerling", leerling)
    ib.chooses("Format", on)
    ib.presses("Start het groeidocument")
    ib.stands_on(leerling)
    return ib.page.url


def has_a_groeidocument(ib: Person, voornaam: str, achternaam: str) -> str:
    """A pupil and a groeidocument in one go; returns its address."""
    adds_a_leerling(ib, voornaam, achternaam)
    return starts_a_groeidocument(ib, f"{voornaam} {achternaam}")


def opens_a_sectie(writer: Person, dossier: str, hoofdstuk: str, sectie: str) -> None:
    """From the groeidocument by its hoofdstuk to the form of a sectie."""
    writer.opens(dossier)
    writer.follows(hoofdstuk, within=writer.page.locator("main"))
    writer.page.get_by_role("link", name=re.compile(rf"(Vul in|Wijzig)\s*: {re.escape(sectie)}")).click()
    writer.stands_on(sectie)


def records_gezag(ib: Person, dossier: str, naam: str) -> None:
    """A parent with gezag."""
    ib.opens(dossier)
    ib.follows("Wie kan erbij?")
    ib.follows("Leg een ouder of verzorger vast")
    ib.fills("Naam", naam)
    ib.chooses("Relatie", "ouder met gezag")
    ib.fills("Hoe weet de school dit?", "verklaring van de ouder op het inschrijfformulier")
    ib.presses("Leg vast")


def records_toestemming(ib: Person, dossier: str, *, ouder: str, voor: str, hoofdstukken: list[str]) -> None:
    """Permission of a parent for one recipient and some hoofdstukken, for a month; ends at the form of the link."""
    ib.opens(dossier)
    ib.follows("Wie kan erbij?")
    ib.follows("Leg gegeven toestemming vast")
    ib.ticks(ouder)
    ib.fills("Voor wie", voor)
    ib.ticks(
        "uitwisselen tussen de leden van het ondersteuningsteam", "Alleen de hoofdstukken die ik aankruis", *hoofdstukken, "in een gesprek"
    )
    ib.fills("De toestemming geldt tot en met", (date.today() + timedelta(days=28)).isoformat())
    ib.presses("Leg de toestemming vast")
    ib.stands_on("Maak een link")


def makes_a_link(ib: Person, *, email: str, schrijven: bool = False, hoofdstukken: list[str] | None = None) -> Uitnodiging:
    """A link on the permission that was just recorded; the pincode stands on the screen, the link in the mail."""
    sent = len(ib.stage.post())
    ib.fills("E-mailadres van de ontvanger", email)
    ib.page.get_by_label("Lezen en schrijven" if schrijven else "Lezen", exact=True).check()
    if hoofdstukken is not None:
        for box in ib.page.get_by_role("group", name="Welke hoofdstukken?").get_by_role("checkbox").all():
            box.uncheck()
        ib.ticks(*hoofdstukken)
    ib.presses("Maak de link")
    ib.stands_on("De link is gemaakt")
    pincode = ib.page.locator(".gp-secret").inner_text().replace(" ", "")
    [mail] = [mail for mail in ib.stage.post()[sent:] if f"To: {email}" in mail]
    found = re.search(r"http://\S+/toegang/\S+/", mail)
    assert found, mail
    assert pincode not in mail
    return Uitnodiging(found[0], pincode)


def lets_in(ib: Person, dossier: str, *, gast: str, email: str, hoofdstukken: list[str], schrijven: bool = False) -> Uitnodiging:
    """All that comes before a guest can come in: gezag, permission, link."""
    records_gezag(ib, dossier, f"Ouder van {gast}")
    records_toestemming(ib, dossier, ouder=f"Ouder van {gast}", voor=gast, hoofdstukken=hoofdstukken)
    return makes_a_link(ib, email=email, schrijven=schrijven)


def comes_in(gast: Person, uitnodiging: Uitnodiging) -> None:
    """Open the mailed link, give the pincode, and agree to the rules when this browser is asked."""
    gast.opens(uitnodiging.link)
    gast.fills("Pincode", uitnodiging.pincode)
    gast.presses("Open het groeidocument")
    if gast.page.get_by_role("heading", name="Voordat u verdergaat").count():
        gast.ticks("Ik ben", "Ik houd mij")
        gast.presses("Akkoord")
