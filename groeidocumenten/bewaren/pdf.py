"""Interim."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PrintRegel:
    label: str
    soort: str
    tekst: str
    lijst: list
    kop: list
    rijen: list
    leeg: bool


@dataclass(frozen=True)
class PrintAanvulling:
    auteur: str
    datum: str
    tekst: str


@dataclass(frozen=True)
class PrintSectie:
    titel: str
    regels: list
    bijgewerkt: str


@dataclass(frozen=True)
class PrintDeel:
    titel: str
    uitleg: str
    secties: list
    aanvullingen: list


class PrintDocument:
    pass


def render(d):
    pass
