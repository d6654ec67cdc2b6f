"""Videos that stand at YouTube, Vimeo or a PeerTube: which one an address means, and its player."""

import json
import re
from dataclasses import dataclass
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from media.outside import OutsideError, fetch

YOUTUBE = {"youtube.com", "m.youtube.com", "youtube-nocookie.com", "youtu.be"}
VIMEO = {"vimeo.com", "player.vimeo.com"}
YOUTUBE_PATH = re.compile(r"/(?:shorts|embed|live|v)/([\w-]{11})/?", re.ASCII)
YOUTUBE_ID = re.compile(r"[\w-]{11}", re.ASCII)
VIMEO_PATH = re.compile(r"/(?:video/)?(\d{4,12})(?:/([0-9a-f]{6,20}))?/?", re.ASCII)
HASH = re.compile(r"[0-9a-f]{6,20}", re.ASCII)
PEERTUBE_PATH = re.compile(r"/(?:w|videos/watch|videos/embed)/([A-Za-z0-9-]{20,36})/?")
MOST_SAID = 256 * 1024
MOST_PICTURE = 5 * 1024**2


@dataclass(frozen=True)
class External:
    """A video at another site.

    `address` is where people watch it, `player` the address of its player without a time, `time`
    how that takes a second to start at, `oembed` what the address stands behind where the other
    site tells of it (oEmbed 1.0).
    """

    name: str
    address: str
    player: str
    time: str
    oembed: str

    @property
    def said(self):
        """Return where the other site tells of the video."""
        return self.oembed + quote(self.address, safe="")

    @property
    def origin(self):
        """Return the site that the player comes from."""
        parts = urlsplit(self.player)
        return f"{parts.scheme}://{parts.netloc}"

    def player_at(self, second):
        """Return the address of the player, which begins to play at a second."""
        return self.player + (self.time.format(second) if second else "")


@dataclass(frozen=True)
class Told:
    """What another site says of a video: title, duration in seconds or 0, picture or nothing."""

    title: str
    duration: float
    picture: bytes


def recognise(address):
    """Return the `External` that an address means, or None."""
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").removeprefix("www.")
        plain = parts.scheme == "https" and not parts.username and parts.port != 0
    except ValueError:
        return None
    if not plain or not host:
        return None
    if host in YOUTUBE:
        return youtube(host, parts)
    if host in VIMEO:
        return vimeo(parts)
    return peertube(parts)


def youtube(host, parts):
    """Return a video at YouTube, with the player that sets no cookies, or None."""
    if host == "youtu.be":
        asked = parts.path.strip("/")
    elif path := YOUTUBE_PATH.fullmatch(parts.path):
        asked = path.group(1)
    else:
        asked = parse_qs(parts.query).get("v", [""])[0]
    if not YOUTUBE_ID.fullmatch(asked):
        return None
    return External(
        "YouTube",
        f"https://www.youtube.com/watch?v={asked}",
        f"https://www.youtube-nocookie.com/embed/{asked}?autoplay=1",
        "&start={}",
        "https://www.youtube.com/oembed?format=json&url=",
    )


def vimeo(parts):
    """Return a video at Vimeo, with the player that does not follow people, or None."""
    path = VIMEO_PATH.fullmatch(parts.path)
    if not path:
        return None
    number, secret = path.groups()
    asked = parse_qs(parts.query).get("h", [""])[0]
    secret = secret or (asked if HASH.fullmatch(asked) else "")
    options = ({"h": secret} if secret else {}) | {"dnt": 1, "autoplay": 1}
    return External(
        "Vimeo",
        f"https://vimeo.com/{number}" + (f"/{secret}" if secret else ""),
        f"https://player.vimeo.com/video/{number}?{urlencode(options)}",
        "#t={}s",
        "https://vimeo.com/api/oembed.json?url=",
    )


def peertube(parts):
    """Return a video at a PeerTube, with a player that shares it with no other visitor, or None."""
    path = PEERTUBE_PATH.fullmatch(parts.path)
    if not path:
        return None
    site, asked = f"https://{parts.netloc}", path.group(1)
    return External(
        parts.hostname,
        f"{site}/w/{asked}",
        f"{site}/videos/embed/{asked}?p2p=0&autoplay=1",
        "&start={}s",
        f"{site}/services/oembed?format=json&url=",
    )


def validate_address(address):
    """Refuse an address that is no video at a site we know; raises ValidationError."""
    if recognise(address) is None:
        raise ValidationError(
            _(
                "This is no address of a video at YouTube, Vimeo or a PeerTube. Open the video in "
                "your browser and copy its address; it begins with https://."
            )
        )


def ask(external):
    """Return what the other site tells of a video, as `Told`; raises OutsideError."""
    try:
        said = json.loads(fetch(external.said, MOST_SAID))
        title = str(said.get("title") or "")
        duration = max(0.0, float(said.get("duration") or 0))
        picture = said.get("thumbnail_url") or ""
    except (ValueError, TypeError, AttributeError):
        raise OutsideError from None
    return Told(title.strip()[:255], duration, picture_at(picture))


def picture_at(address):
    """Return the picture at an address, or nothing."""
    try:
        return fetch(address, MOST_PICTURE) if str(address).startswith("https://") else b""
    except OutsideError:
        return b""
