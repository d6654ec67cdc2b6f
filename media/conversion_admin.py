"""What the form of a recording asks: how far its versions are, and to make them again."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST, require_safe

from media import converting
from media.conversion_panel import told_of
from media.recordings import Recording


def recording_for(request, pk):
    """Return a recording for who may change it."""
    if not request.user.has_perm("media.change_recording"):
        raise PermissionDenied
    return get_object_or_404(Recording.objects.select_related("conversion"), pk=pk)


@require_safe
def conversion(request, pk):
    """Tell how far the versions of a recording are."""
    return render(request, "media/admin/conversion.html", told_of(recording_for(request, pk)))


@require_POST
def again(request, pk):
    """Make the versions of a recording once more, unless that goes on already."""
    recording = recording_for(request, pk)
    state = getattr(recording, "conversion", None)
    if recording.has_media and (state is None or not state.is_under_way or state.is_silent):
        converting.again(recording)
        recording.refresh_from_db()
    return render(request, "media/admin/conversion.html", told_of(recording))
