"""What is fetched from other sites while an editor waits; never from a private network."""

import time

import requests
from requests_hardened import Config, Manager

# Names are looked up once, and what lies in a private network is never asked, redirects included.
SAFELY = Manager(
    Config(
        ip_filter_enable=True,
        ip_filter_allow_loopback_ips=False,
        never_redirect=False,
        default_timeout=(3, 5),
        user_agent_override="Koers",
    )
)
# Seconds for the whole of an answer, however slowly it comes.
LONGEST = 10
REDIRECTS = 3
CHUNK = 64 * 1024


class OutsideError(Exception):
    """Nothing could be fetched; `refused` where the other site says that there is nothing."""

    def __init__(self, refused=False):
        self.refused = refused
        super().__init__()


def fetch(address, most):
    """Return the bytes at an https address, at most so many; raises OutsideError."""
    begun = time.monotonic()
    try:
        with SAFELY.get_session() as session:
            session.max_redirects = REDIRECTS
            with session.get(address, stream=True) as answer:
                if not answer.ok:
                    raise OutsideError(refused=answer.status_code < 500)
                found = b""
                for chunk in answer.iter_content(CHUNK):
                    found += chunk
                    if len(found) > most or time.monotonic() - begun > LONGEST:
                        raise OutsideError
                return found
    except (requests.RequestException, ValueError):
        raise OutsideError from None
