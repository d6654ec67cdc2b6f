"""Pictures of pixels: whether they can be read, and without what a camera wrote into them."""

import io

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image as Pixels
from PIL import ImageOps

# A camera writes where and with what a picture was taken, programs who worked on it.
WRITTEN = {"exif", "xmp", "XML:com.adobe.xmp", "comment", "photoshop"}
DAMAGED = (OSError, SyntaxError, ValueError, EOFError, Pixels.DecompressionBombError)
# The longer side of a still picture of a film.
STILL = 1280
HOW = {"JPEG": {"quality": 95, "comment": b""}, "WEBP": {"quality": 95}, "AVIF": {"quality": 90}}


def damaged():
    """Say that a picture cannot be read, and what to do."""
    return _("This picture cannot be read: it is damaged. Save it anew, as JPG or PNG.")


def check(stored):
    """Refuse a picture that cannot be read to its end; raises ValidationError."""
    stored.seek(0)
    try:
        with Pixels.open(stored) as picture:
            picture.load()
    except DAMAGED:
        raise ValidationError({"file": damaged()}) from None
    stored.seek(0)


def without_metadata(stored):
    """Return the bytes of a picture without metadata, upright; None where it has none."""
    stored.seek(0)
    with Pixels.open(stored) as picture:
        if not (picture.getexif() or WRITTEN & picture.info.keys() or getattr(picture, "text", {})):
            return None
        # Phones write pictures with a second one inside; the first is what everyone sees.
        kind = "JPEG" if picture.format == "MPO" else picture.format
        how = HOW.get(kind, {}) | {"icc_profile": picture.info.get("icc_profile")}
        target = io.BytesIO()
        if getattr(picture, "is_animated", False) and kind != "JPEG":
            picture.save(target, kind, save_all=True, **how)
        else:
            ImageOps.exif_transpose(picture).save(target, kind, **how)
    return target.getvalue()


def still(data):
    """Return a picture that came from elsewhere as a still; raises one of DAMAGED."""
    target = io.BytesIO()
    with Pixels.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP"]) as picture:
        save_still(picture, target)
    return target.getvalue()


def save_still(picture, target):
    """Save an open picture of a film as a JPEG of moderate size."""
    picture.thumbnail((STILL, STILL))
    picture.convert("RGB").save(target, "JPEG", quality=82, progressive=True)
