"""What may be asked of a list: which part of it, and the filters that its page has too. Anything else in the address is refused by name."""

from typing import Any

from django.http import HttpRequest
from ninja import Field, Schema

from .problems import BadQuestion

MAX_TEXT = 200


class Paging(Schema):
    """Which part of a list."""

    page: int = Field(1, ge=1, le=1_000_000, description="Nummer van de pagina, vanaf 1.")
    pageSize: int = Field(20, ge=1, le=100, description="Aantal per pagina, hoogstens 100.")


def refuse_unknown(request: HttpRequest, question: type[Schema] | None = None) -> None:
    """Every key of the query string must be one that this address knows.

    Args:
        request: the request.
        question: the parameters that are known; None where there are none.

    Raises:
        BadQuestion: naming each key that is not known, at most ten.
    """
    known = question.model_fields if question else {}
    odd = [key for key in request.GET if key not in known]
    if odd:
        raise BadQuestion({key[:60]: "Deze parameter kennen we hier niet." for key in odd[:10]})


def chosen(name: str, values: list[str], allowed: Any) -> list[str]:
    """The values of a filter.

    Args:
        name: the parameter.
        values: what was asked.
        allowed: what may be asked.

    Raises:
        BadQuestion: naming the parameter, when a value is none of these.
    """
    if any(value not in allowed for value in values):
        raise BadQuestion({name: "Kies uit: " + ", ".join(str(one) for one in list(allowed)[:40]) + "."})
    return values
