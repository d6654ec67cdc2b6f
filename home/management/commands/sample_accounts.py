"""Make an account for every role, to try a site out."""

import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.text import slugify

from home.roles import ROLES, group_of, setup_roles


class Command(BaseCommand):
    """Make the accounts that are missing and print their passwords, which nobody can see later."""

    help = "Make an account for every role; only where settings are those for development."

    def handle(self, **options):
        """Make and print."""
        if not getattr(settings, "SAMPLE_ACCOUNTS", False):
            raise CommandError(
                "Sample accounts are for development only; make accounts in the admin instead."
            )
        setup_roles()
        lines = [line for key in ROLES if (line := self.account(key))]
        if lines:
            self.stdout.write("Accounts, with passwords that are shown only now:")
            self.stdout.write("\n".join(lines))
        else:
            self.stdout.write(
                "The accounts are there already; `manage.py changepassword NAME` sets a password."
            )

    def account(self, key):
        """Make the account of a role; return what to print of it, nothing where it is there."""
        group, users = group_of(key), get_user_model().objects
        name = slugify(group.name)
        if users.filter(username=name).exists():
            return ""
        password = secrets.token_urlsafe(12)
        make = users.create_superuser if key == "administrator" else users.create_user
        make(name, f"{name}@example.org", password).groups.add(group)
        return f"  {name:26} {password}"
