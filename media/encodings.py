"""Text of any common encoding."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

MARKS = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}
# What programs for captions still write, the commonest first, and the signs that tell them apart:
# guessing by statistics fails where a text has no more than a few of them.
ENCODINGS = ("cp1252", "mac_roman", "cp850", "cp1250", "cp1254")
USUAL = set("áàâäãåçéèêëíìîïñóòôöõøúùûüÿæœßÁÀÂÄÅÇÉÈÊËÍÎÏÑÓÔÖØÚÜ‘’“”„«»–—…€°½¿¡")
USUAL |= set("ąćęłńśźżĄĆĘŁŚŹŻčďěňřšťůžČŠŽőűğışĞİŞ")
CONTROL = set(map(chr, range(32))) - set("\t\n\r\f")


class NotTextError(ValueError):
    """Say on which line bytes are no text."""

    def __init__(self, line):
        self.line = line
        super().__init__(f"no text on line {line}")


def decode(data):
    """Return the text of bytes in UTF-8, UTF-16 or what programs for Europe wrote before.

    Raises NotTextError where it is none.
    """
    text = decoded(data)
    for number, line in enumerate(text.splitlines(), 1):
        if CONTROL & set(line):
            raise NotTextError(number)
    return text


def decoded(data):
    """Return bytes as text, by their mark, as UTF-8, or by what is most likely."""
    encoding = next((name for mark, name in MARKS.items() if data.startswith(mark)), "")
    try:
        return data.decode(encoding or wide(data) or "utf-8")
    except UnicodeDecodeError:
        texts = [data.decode(encoding, errors="replace") for encoding in ENCODINGS]
        return max(texts, key=likelihood)


def likelihood(text):
    """Count the usual signs of a text; capitals are rarer than what is small."""
    return sum(1 + (not sign.isupper()) for sign in text if sign in USUAL)


def wide(data):
    """Name UTF-16 without a mark by where its zeros are, or nothing."""
    for encoding, zeros in (("utf-16-le", data[1::2]), ("utf-16-be", data[::2])):
        if zeros.count(0) > len(zeros) / 2:
            return encoding
    return ""
