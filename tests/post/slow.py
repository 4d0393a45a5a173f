"""A mail server that takes its time, for workers that meet at one message."""

import time

from django.core.mail.backends.base import BaseEmailBackend

SENT: list[str] = []


class SlowBackend(BaseEmailBackend):
    """Remembers whom it mailed, a moment after it was asked."""

    def send_messages(self, email_messages):
        time.sleep(0.05)
        SENT.extend(address for message in email_messages for address in message.to)
        return len(email_messages)
