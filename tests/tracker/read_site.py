"""Reads every public page of a site's database: `python -m tests.tracker.read_site`.

With `--first` only the first page. Prints one line for each address that links lead
to, with its status and the hash of what it shows.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys

LINK = re.compile(rb'(?:href|src)="(/[^"?#]*)"')
LEFT_OUT = re.compile(
    r"^/(?:admin|static|es|embed)/|\.(?:pdf|docx|xlsx|zip|svg)$|badge"
)


def main() -> None:
    """Follow links from the first page until there is none left."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    import django

    django.setup()
    from django.test import Client

    client = Client(HTTP_HOST="localhost")
    seen, waiting = {"/"}, ["/"]
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        body = (
            b"".join(response.streaming_content)
            if response.streaming
            else response.content
        )
        print(address, response.status_code, hashlib.sha256(body).hexdigest())
        for found in [] if "--first" in sys.argv else LINK.findall(body):
            link = found.decode()
            if link not in seen and not LEFT_OUT.search(link):
                seen.add(link)
                waiting.append(link)


if __name__ == "__main__":
    main()
