"""Models of the home page, standard pages and content bundles."""

from home.bundles.state import Imported
from home.pages import HomePage, StandardPage
from home.roles import RoleGroup

__all__ = ["HomePage", "Imported", "RoleGroup", "StandardPage"]
