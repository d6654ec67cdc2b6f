"""Fetch what a real server serves."""

import urllib.error
import urllib.request


def fetch(address, method="GET", **headers):
    """Return (status, headers, bytes) of an address."""
    request = urllib.request.Request(address, method=method, headers=headers)
    try:
        with urllib.request.urlopen(request) as found:
            return found.status, found.headers, found.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()
