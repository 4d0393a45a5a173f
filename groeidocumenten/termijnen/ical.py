"""A calendar as text, by RFC 5545: whole days with a title. Nothing here knows what the days mean.

Written out here because the product needs one kind of event: lines end in CRLF and fold at 75 octets without breaking a character; text escapes
backslash, semicolon, comma and line ends.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LONGEST_LINE = 75
PRODUCT = "-//Groeiportaal//Termijnen//NL"


@dataclass(frozen=True)
class Dag:
    """One whole day in a calendar.

    Args:
        sleutel: stays the same for the same day and kind, so that a calendar changes its event instead of adding one.
    """

    sleutel: str
    dag: date
    titel: str
    uitleg: str = ""


def calendar(naam: str, dagen: Iterable[Dag], *, adres: str, gemaakt: datetime) -> str:
    """The text of a calendar.

    Args:
        adres: where somebody reads more; in every event.
        gemaakt: when it was made.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [
        f"X-WR-CALNAME:{escaped(naam)}",
        "X-WR-TIMEZONE:Europe/Amsterdam",
        "REFRESH-INTERVAL;VALUE=DURATION:PT12H",
        "X-PUBLISHED-TTL:PT12H",
    ]
    for dag in dagen:
        lines += _event(dag, adres, gemaakt)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in folded(line))


def escaped(text: str) -> str:
    """A text as a value (RFC 5545 3.3.11)."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    return plain.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, each but the first with a blank in front (RFC 5545 3.1); no character is cut in two."""
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > LONGEST_LINE:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    yield piece


def _event(dag: Dag, adres: str, gemaakt: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{dag.sleutel}",
        f"DTSTAMP:{gemaakt.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{dag.dag:%Y%m%d}",
        # The end of a whole day is the day after it, which is not in it.
        f"DTEND;VALUE=DATE:{dag.dag + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{escaped(dag.titel)}",
        *([f"DESCRIPTION:{escaped(dag.uitleg)}"] if dag.uitleg else []),
        f"URL:{adres}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]
