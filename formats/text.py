"""Cleaning of typed text: what every answer and every label passes through before anything else looks at it."""

import re
from typing import Any

# Control characters (NUL among them) break databases, XML and print; lone surrogates cannot be written as UTF-8. Tab and newline stay.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LINE_END = re.compile("\r\n?")


def clean_text(value: Any) -> str:
    """The text without characters that cannot be stored or printed, with one kind of line end, without white space around it."""
    if not isinstance(value, str):
        return ""
    return _UNWRITABLE.sub("", _LINE_END.sub("\n", value)).strip()
