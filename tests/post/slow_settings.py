"""The settings of the test suite, with a mail server that takes its time."""

from groeiportaal.settings.test import *  # noqa: F403

EMAIL_BACKEND = "tests.post.slow.SlowBackend"
