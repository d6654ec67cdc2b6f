"""The forms of recordings: a large upload goes by script, which shows how far it is."""

from django.http import HttpResponseRedirect, JsonResponse
from wagtail.admin import messages
from wagtail.snippets.views.snippets import CreateView, EditView

# What the script of the form sends along (media/static/media/recording_form.js).
BY_SCRIPT = "X-Koers-Upload"


class UploadMixin:
    """Answer a script with where to go, or with what is wrong; the files stay chosen meanwhile."""

    def form_valid(self, form):
        """Say where to go; the messages wait for that page."""
        answer = super().form_valid(form)
        if form.warning:
            messages.warning(self.request, form.warning)
        if self.request.headers.get(BY_SCRIPT) and isinstance(answer, HttpResponseRedirect):
            return JsonResponse({"url": answer.url})
        return answer

    def form_invalid(self, form):
        """Say what is wrong, field by field."""
        if self.request.headers.get(BY_SCRIPT):
            return JsonResponse({"errors": faults(form)}, status=422)
        return super().form_invalid(form)


def faults(form):
    """Return what is wrong in a form and the rows below it, each with the name of its field."""
    found = list(form.non_field_errors())
    for name, said in form.errors.items():
        if name in form.fields:
            found += [f"{form.fields[name].label}: {words}" for words in said]
    for rows in getattr(form, "formsets", {}).values():
        found += rows.non_form_errors()
        for row in rows.forms:
            found += faults(row)
    return found


class RecordingCreateView(UploadMixin, CreateView):
    """Make a recording."""


class RecordingEditView(UploadMixin, EditView):
    """Change a recording."""
