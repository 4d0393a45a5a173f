"""What checking a guest's pincode costs beside checking a password, in the same run: `python benchmarks/pincode_hash.py`. Prints a ratio, asserts nothing.

The third line is the work done for a link that does not exist; it has to cost the same as for one that does.
"""

import os
import statistics
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "groeiportaal.settings.test"

import django  # noqa: E402

django.setup()

from django.contrib.auth.hashers import Argon2PasswordHasher  # noqa: E402

from groeidocumenten.delen.secrets import hash_pincode, pincode_matches, waste_equal_work  # noqa: E402

ROUNDS = 25


def main() -> None:
    """Measure in turn after one warm-up, and print the medians and their ratios."""
    link, hasher = uuid.uuid4(), Argon2PasswordHasher()
    stored, password = hash_pincode(link, "123456"), hasher.encode("een-lang-wachtwoord", hasher.salt())
    questions: dict[str, Callable[[], object]] = {
        "password": lambda: hasher.verify("een-lang-wachtwoord", password),
        "pincode": lambda: pincode_matches(stored, link, "654321"),
        "no such link": lambda: waste_equal_work("654321"),
    }
    seconds: dict[str, list[float]] = {name: [] for name in questions}
    for number in range(ROUNDS + 1):
        for name, ask in questions.items():
            begin = time.perf_counter()
            ask()
            if number:
                seconds[name].append(time.perf_counter() - begin)
    p50 = {name: statistics.median(times) for name, times in seconds.items()}
    for name, took in p50.items():
        print(f"  {name:13} {took * 1000:6.1f} ms")
    print(f"  pincode/password: {p50['pincode'] / p50['password']:.2f}, no such link/pincode: {p50['no such link'] / p50['pincode']:.2f}")


if __name__ == "__main__":
    main()
