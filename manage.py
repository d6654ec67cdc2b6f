#!/usr/bin/env python
"""Run Django's commands for this project."""

import os
import sys
from pathlib import Path

# The folder is called like a module of the standard library, so it cannot be imported as a package.
sys.path.insert(0, str(Path(__file__).resolve().parent / "site"))


def main():
    """Hand the command line to Django."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koers.settings.dev")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
