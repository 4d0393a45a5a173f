"""The reader of EDEXML alone: what it keeps, what it never holds, and what it refuses. No database."""

import io
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from groeidocumenten.inlezen import edexml as reader
from groeidocumenten.inlezen.edexml import Lezer, Onleesbaar
from tests.builders.administration import edexml

TODAY = date(2026, 12, 1)
SHIPPED = Path(reader.__file__).parent / "static" / "inlezen" / "voorbeeld-edexml.xml"
NOOR = ("k1", "Noor", "van", "Dijk", "2016-05-14", "a")


def read(content: bytes):
    lezer = Lezer(today=TODAY)
    return list(lezer.pupils(io.BytesIO(content))), lezer.kop


def refused(content: bytes) -> str:
    with pytest.raises(Onleesbaar) as no:
        read(content)
    return " ".join(no.value.redenen)


def test_the_shipped_example_is_read_and_nothing_else_than_is_named():
    pupils, kop = read(SHIPPED.read_bytes())
    assert [(one.sleutel, one.roepnaam, one.voorvoegsel, one.achternaam, one.jaargroep, one.groep) for one in pupils][:2] == [
        ("L1001", "Tess", "de", "Wit", "5", "G5"),
        ("L1002", "Lucas", "", "Peters", "6", "G6A"),
    ]
    assert pupils[2].achternaam == "Güneş" and pupils[0].geboortedatum == date(2017, 6, 11)
    assert (kop.brin, kop.dependance, kop.groepen["G5"], kop.begeleiders) == ("99AA", "00", "Groep 5", ["Ilse van der Meer"])
    assert "000000000" not in repr((pupils, vars(kop))) and "Verzonnenlaan" not in repr(pupils)


def test_a_bsn_is_never_held_not_even_for_a_moment(monkeypatch):
    held = []
    told = Lezer.data

    def watch(self, text):
        told(self, text)
        held.extend(self._text or [])

    monkeypatch.setattr(Lezer, "data", watch)
    read(edexml([NOOR]))
    assert "Noor" in held and not [text for text in held if "kanarie" in text]


ENTITIES = b'<?xml version="1.0"?><!DOCTYPE EDEX [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><EDEX><school><brincode>&b;</brincode></school></EDEX>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE EDEX SYSTEM "file:///etc/passwd"><EDEX/>'
BAD = {
    "entity expansion": (ENTITIES, "entiteiten"),
    "an external entity": (OUTSIDE, "entiteiten"),
    "another root": (b"<html><body/></html>", "geen EDEXML-bestand"),
    "no xml": (b"Naam;Geboortedatum\n", "geen goede XML"),
    "a file cut off": (edexml([NOOR])[:-40], "niet compleet"),
    "latin-1 that says utf-8": (
        edexml([("k1", "Zoë", "", "Smit", "2016-05-14", "a")]).decode().encode("latin-1"),
        "letters in dit bestand",
    ),
    "utf-16": (edexml([NOOR]).decode().encode("utf-16"), "lettercodering"),
    "an encoding that nobody knows": (edexml([NOOR], encoding="klingon"), "lettercodering"),
    "too deep": (b"<EDEX>" + b"<a>" * 50, "te diep"),
    "a name without end": (b"<EDEX><leerlingen><leerling key='1'><roepnaam>" + b"a" * 500, "meer dan 200 tekens"),
    "no pupils": (edexml([]), "geen leerlingen"),
    "duplicate keys": (
        edexml([NOOR, ("k1", "Sem", "", "Bos", "2015-01-01", "a")]),
        "Leerling 2 in het bestand: heeft dezelfde sleutel als leerling 1",
    ),
    "no key": (edexml([("", *NOOR[1:])]), "heeft geen sleutel"),
    "no birth date": (edexml([(*NOOR[:4], "", "a")]), "heeft geen geboortedatum"),
    "a birth date to come": (edexml([(*NOOR[:4], "2026-12-01", "a")]), "kan niet kloppen"),
    "no date at all": (edexml([(*NOOR[:4], "14 mei", "a")]), "kan niet kloppen"),
    "a name too long": (edexml([("k1", "N" * 61, "", "Dijk", "2016-05-14", "a")]), "langer dan 60"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_file_that_cannot_be_right_is_refused_in_clear_words(what):
    content, words = BAD[what]
    said = refused(content)
    assert words in said and "Noor" not in said


def test_latin_1_that_says_so_is_read():
    content = edexml([("k1", "Zoë", "", "Smit", "2016-05-14", "a")], encoding="ISO-8859-1").decode().encode("latin-1")
    assert read(content)[0][0].roepnaam == "Zoë"


class Endless(io.RawIOBase):
    """A file of a hundred thousand pupils that is made while it is read."""

    def __init__(self, count: int) -> None:
        whole = edexml([NOOR]).decode()
        self.head, rest = whole.split("<leerling ", 1)
        self.one, self.tail = rest.split("</leerling>", 1)
        self.count, self.at, self.left = count, 0, self.head.encode()

    def read(self, size: int = -1) -> bytes:
        while len(self.left) < size and self.at <= self.count:
            self.at += 1
            last = self.at > self.count
            self.left += (self.tail if last else f"<leerling {self.one.replace('k1', f'k{self.at}')}</leerling>").encode()
        piece, self.left = self.left[:size], self.left[size:]
        return piece


def test_many_pupils_are_read_without_holding_them():
    lezer, count = Lezer(today=TODAY), 0
    tracemalloc.start()
    for _ in lezer.pupils(Endless(20_000)):
        count += 1
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    # The file is more than six megabytes; what is held are the keys that were seen.
    assert count == 20_000 and peak < 6_000_000
