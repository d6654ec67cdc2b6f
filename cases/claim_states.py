"""How claims are listed with their states in a fixed number of queries, as pages are."""

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import CharField, Exists, OuterRef, Prefetch
from django.db.models.functions import Cast
from wagtail.models import Revision, WorkflowState


class ClaimQuerySet(models.QuerySet):
    """Add to claims what lists show of them."""

    def for_lists(self):
        """Bring result, source, schedule and workflow along; one query and one more."""
        scheduled = Revision.objects.filter(
            base_content_type__app_label="cases",
            base_content_type__model="claim",
            object_id=Cast(OuterRef("pk"), output_field=CharField()),
            approved_go_live_at__isnull=False,
        )
        states = Prefetch(
            "listed_states", WorkflowState.objects.active(), to_attr="_current_workflow_states"
        )
        claims = self.select_related("result", "source").prefetch_related(states)
        return claims.annotate(_approved_schedule=Exists(scheduled))


class ListedStates(models.Model):
    """Read the states that a list brought along; mixed into claims."""

    listed_states = GenericRelation(
        WorkflowState, content_type_field="base_content_type", for_concrete_model=False
    )

    objects = ClaimQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def approved_schedule(self):
        """Tell whether publishing is scheduled."""
        if hasattr(self, "_approved_schedule"):
            return self._approved_schedule
        return super().approved_schedule
