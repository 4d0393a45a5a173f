"""Keeps secrets and names out of log lines: a guest's token, that of a new password or an invitation, the secret of a shared draft,
what somebody searched for, and the rows that PostgreSQL quotes in errors.
"""

import logging
import re

_PLACES = (
    r"toegangscode/bevestigen|toegangscode|toegang/agenda|toegang|voorbeeld|afmelden|inloggen/welkom|inloggen/wachtwoord/nieuw/[^/\s?\"']+"
)
_TOKEN = re.compile(rf"(/(?:{_PLACES})/)[^/\s?\"']+")
# The overview searches pupils by name, and a search is a GET.
_QUESTION = re.compile(r"(/groeidocumenten/[^\s?\"']*\?)[^\s\"']+")
# "DETAIL:  Failing row contains (…)" holds a whole row, over as many lines as its texts have.
_ROW = re.compile(r"(DETAIL:).*?(?=\n\n|\nThe above exception|\Z)", re.DOTALL)


def scrub(text: str) -> str:
    """The same text with three stars for every guest token, every search in the private house and every quoted row."""
    return _ROW.sub(r"\1 ***", _QUESTION.sub(r"\1***", _TOKEN.sub(r"\1***", text)))


# When somebody asks for DEBUG, these write what stands on a page or in a row.
_TALKATIVE = ("django.template", "django.db.backends")


class ScrubFilter(logging.Filter):
    """Rewrites a record's message and arguments before a handler writes it; drops the traceback's local text, keeps its place."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Lets the record through without tokens; not one that tells a developer what is on a page or in a row."""
        if record.levelno <= logging.DEBUG and record.name.startswith(_TALKATIVE):
            return False
        record.msg, record.args = scrub(record.getMessage()), ()
        if record.exc_info and not record.exc_text:
            record.exc_text = scrub(logging.Formatter().formatException(record.exc_info))
        return True
