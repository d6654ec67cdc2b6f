"""The files of a bundle: which there are, and which may not be there."""

import os
import re
import stat
from pathlib import Path

from django.utils.translation import gettext as _

from koers import bundle

SLUG = re.compile(r"[a-z0-9-]+", re.ASCII)
DEEPEST = 12
# The plan of the demo's generated recording lies beside the content it belongs to.
BESIDE = {"storyboard.yaml", "README.md"}
FILES = "files/files.yaml"


def record_files():
    """Return the names of the files that hold records."""
    return {f"{name}.yaml": name for name in bundle.RECORD_KINDS if name != "recordings"}


def walk(root, problems):
    """Return the files below a folder as a map of their path in the bundle to where they are."""
    found, folders = {}, [("", Path(root), 0)]
    while folders:
        prefix, folder, depth = folders.pop()
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            name = prefix + entry.name
            if not is_sound(entry, name, problems):
                continue
            if not entry.is_dir(follow_symlinks=False):
                found[name] = Path(entry.path)
            elif depth < DEEPEST:
                folders.append((f"{name}/", Path(entry.path), depth + 1))
            else:
                problems.add(name, 0, _("Folders are nested too deeply."))
    return found


def is_sound(entry, name, problems):
    """Tell whether something in a folder is a plain file or folder with a name in UTF-8."""
    try:
        entry.name.encode()
    except UnicodeEncodeError:
        problems.add(name, 0, _("The name of this file is not UTF-8."))
        return False
    if entry.is_symlink():
        problems.add(name, 0, _("Links to other files are not possible in a bundle."))
        return False
    mode = entry.stat(follow_symlinks=False).st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        problems.add(name, 0, _("This is neither a file nor a folder."))
        return False
    if entry.name.startswith(".") or any(ord(sign) < 32 for sign in entry.name):
        problems.add(name, 0, _("This file does not belong in a bundle."))
        return False
    return True


def page_path(file):
    """Return the path of the page that a Markdown file holds."""
    path = file.removesuffix(".md")
    return path.removesuffix("/index") if path.endswith("/index") else path


def pages(files, languages, problems):
    """Return the files of pages by the path of their page; tell of what else lies about."""
    found = {}
    known = {"site.yaml", FILES, *BESIDE, *record_files()}
    for file in sorted(files):
        if file in known or file.startswith("files/"):
            continue
        language = file.split("/")[0]
        if "/" not in file or language not in languages or not file.endswith(".md"):
            problems.add(file, 0, _("This file does not belong in a bundle."))
            continue
        path = page_path(file)
        if not all(map(SLUG.fullmatch, path.split("/"))):
            problems.add(file, 0, _("Names of pages have small letters, digits and hyphens only."))
        elif path in found:
            words = _("This page is in %(file)s too.")
            problems.add(file, 0, words % {"file": found[path]})
        else:
            found[path] = file
    return found


def check_folders(found, roots, problems):
    """Tell of folders of pages without a page of their own."""
    missing = set()
    for path in found:
        parent = path.rpartition("/")[0]
        while parent and parent not in roots:
            if parent not in found:
                missing.add(parent)
            parent = parent.rpartition("/")[0]
    for path in sorted(missing):
        problems.add(f"{path}/index.md", 0, _("A folder needs an index.md: its own page."))
    for path, file in found.items():
        inside = any(other.startswith(f"{path}/") for other in found)
        if inside and not file.endswith("/index.md"):
            words = _("A page with pages below it is a folder: name this file %(file)s.")
            problems.add(file, 0, words % {"file": f"{path}/index.md"})
