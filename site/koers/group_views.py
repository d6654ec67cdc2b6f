"""Views of groups that log what a group may do where since when."""

from wagtail.users.views import groups

from koers.sign_in import note_places, places_of


class Noted:
    """Compare the rights of a group before and after its form is saved; mixed into views."""

    def process_form(self):
        """Save the form and log what differs."""
        before = places_of(self.object) if self.object.pk else set()
        answer = super().process_form()
        if self.object.pk:
            note_places(self.object, before)
        return answer


class CreateView(Noted, groups.CreateView):
    """Make a group."""


class EditView(Noted, groups.EditView):
    """Edit a group."""


class GroupViewSet(groups.GroupViewSet):
    """Use the views that log."""

    add_view_class = CreateView
    edit_view_class = EditView
