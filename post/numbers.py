"""Mobile numbers as people write them, and as gateways want them."""

import re

_DUTCH_MOBILE = re.compile(r"^\+316\d{8}$")
_ABROAD = re.compile(r"^\+[1-9]\d{7,14}$")


def normalise(text: str) -> str:
    """A mobile number in the international way: `06-12 34 56 78` becomes `+31612345678`.

    Raises:
        ValueError: with a sentence for people, when this is no mobile number.
    """
    number = re.sub(r"[\s().\-\u00a0\u2010-\u2015/]", "", text)
    if number.startswith("00"):
        number = "+" + number[2:]
    elif number.startswith("06"):
        number = "+31" + number[1:]
    if number.startswith("+3106"):
        number = "+31" + number[4:]
    if _DUTCH_MOBILE.match(number) or (_ABROAD.match(number) and not number.startswith("+31")):
        return number
    raise ValueError("Vul een mobiel nummer in, zoals 06-12345678. Een buitenlands nummer begint met +.")
