"""Every error of the API in one shape: problem+json (RFC 9457), in Dutch, naming the parameter and never repeating its value."""

import json
from typing import Any

from django.http import HttpResponse

PROBLEM = "application/problem+json; charset=utf-8"
TITLES = {
    400: "Ongeldige vraag",
    401: "Meld u eerst aan",
    403: "Dit mag niet",
    404: "Niet gevonden",
    405: "Deze methode kan hier niet",
    406: "Deze vorm is er niet",
    422: "Ongeldige vraag",
    429: "Te veel vragen",
    500: "Er ging iets mis bij ons",
}
DETAILS = {
    400: "De vraag klopt niet.",
    404: "Dit bestaat niet, of het is niet openbaar.",
    405: "Deze API kan alleen lezen.",
    429: "Probeer het over een paar minuten opnieuw.",
    500: "Probeer het over een paar minuten opnieuw.",
}
# What pydantic calls a mistake → what we say about it.
REASONS = {
    "int_parsing": "Geef een heel getal.",
    "int_type": "Geef een heel getal.",
    "int_parsing_size": "Dit getal is te groot.",
    "greater_than_equal": "Dit getal is te klein.",
    "less_than_equal": "Dit getal is te groot.",
    "string_too_long": "Deze tekst is te lang.",
    "string_too_short": "Deze tekst is te kort.",
    "missing": "Deze parameter is nodig.",
    "literal_error": "Deze waarde kennen we niet.",
    "enum": "Deze waarde kennen we niet.",
}


class BadQuestion(Exception):
    """The query string asks something that cannot be asked.

    Args:
        errors: the name of each wrong parameter and what is wrong with it.
    """

    def __init__(self, errors: dict[str, str]) -> None:
        super().__init__("bad question")
        self.errors = errors


def problem(status: int, detail: str = "", errors: dict[str, str] | None = None) -> HttpResponse:
    """An error as an answer.

    Args:
        status: the HTTP status.
        detail: one sentence; without it the usual one of this status.
        errors: the name of each wrong parameter and what is wrong with it.
    """
    title = TITLES.get(status, "Er ging iets mis")
    body: dict[str, Any] = {"type": "about:blank", "title": title, "status": status, "detail": detail or DETAILS.get(status, title)}
    if errors:
        body["errors"] = [{"in": "query", "name": name, "detail": reason} for name, reason in errors.items()]
    return HttpResponse(json.dumps(body, ensure_ascii=False), status=status, content_type=PROBLEM)
