"""Archives, and documents that are some: what may be in them, told without unpacking them."""

import stat
import zipfile
from pathlib import PurePosixPath, PureWindowsPath

from django.utils.translation import gettext as _

# What each kind holds for certain: a member, and what that says.
ARCHIVES = {
    "docx": ("word/document.xml", b""),
    "xlsx": ("xl/workbook.xml", b""),
    "pptx": ("ppt/presentation.xml", b""),
    "odt": ("mimetype", b"application/vnd.oasis.opendocument.text"),
    "ods": ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
    "odp": ("mimetype", b"application/vnd.oasis.opendocument.presentation"),
    "epub": ("mimetype", b"application/epub+zip"),
    "key": ("", b""),
    "zip": ("", b""),
}
TYPES, MOST_TYPES = "[Content_Types].xml", 1024**2
MOST_MEMBERS = 10_000
MOST_UNPACKED = 1024**3
MOST_TIMES = 200
ENCRYPTED = 1
PROGRAMS = {".exe", ".dll", ".com", ".scr", ".msi", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".jse",
            ".wsf", ".hta", ".jar", ".lnk", ".sh", ".app"}  # fmt: skip
MACROS = ("vbaproject.bin", "vbadata.xml")
ODF_MACROS = ("basic/", "scripts/")
BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError, EOFError)


def damaged():
    """Say that a file cannot be read."""
    return _("it is damaged. Save it anew in the program it is from.")


def disguised():
    """Say that a file is not what its name says."""
    return _("its content is not what its name says. Save it anew in the program it is from.")


def with_macros():
    """Say that a file has macros."""
    return _("it holds macros. Save it without them, or as PDF.")


def fault_of_archive(stored, ending):
    """Say what is wrong with an archive, or nothing."""
    stored.seek(0)
    if stored.read(4) != b"PK\x03\x04":
        return disguised()
    stored.seek(0)
    try:
        with zipfile.ZipFile(stored) as archive:
            members = archive.infolist()
            return (
                fault_of_sizes(members, stored.size)
                or fault_of_names(members, ending)
                or fault_of_kind(archive, ending)
            )
    except BROKEN:
        return damaged()


def fault_of_sizes(members, size):
    """Say why an archive would not fit once it is unpacked, or nothing."""
    unpacked = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or unpacked > MOST_UNPACKED or unpacked > MOST_TIMES * size:
        return _("unpacked it is far too large.")
    # Members that share their bytes unpack to more than they say.
    if sum(member.compress_size for member in members) > size:
        return damaged()
    return ""


def fault_of_names(members, ending):
    """Say which member an archive may not have, or nothing."""
    # Books may have scripts; readers that run them keep them apart.
    programs = PROGRAMS - {".js"} if ending == "epub" else PROGRAMS
    for member in members:
        name = member.filename
        parts = PurePosixPath(name.replace("\\", "/"))
        if parts.is_absolute() or ".." in parts.parts or PureWindowsPath(name).drive:
            return _("it holds a file outside of its folder: %(member)s.") % {"member": name}
        if stat.S_ISLNK(member.external_attr >> 16):
            return _("it holds a link to another file: %(member)s.") % {"member": name}
        if member.flag_bits & ENCRYPTED:
            return _("it has a password. Save it without.")
        if has_macros(name.lower(), ending):
            return with_macros()
        if parts.suffix.lower() in programs:
            return _("it holds a program: %(member)s.") % {"member": name}
    return ""


def has_macros(name, ending):
    """Tell whether a member of an archive holds macros."""
    return name.endswith(MACROS) or (ending.startswith("od") and name.startswith(ODF_MACROS))


def fault_of_kind(archive, ending):
    """Say why an archive is not of the kind that its name says, or nothing."""
    member, begins = ARCHIVES[ending]
    names = archive.namelist()
    if member and member not in names:
        return disguised()
    if begins and archive.open(member).read(len(begins) + 1).strip() != begins:
        return disguised()
    if TYPES in names and b"macroEnabled" in archive.open(TYPES).read(MOST_TYPES):
        return with_macros()
    return ""
