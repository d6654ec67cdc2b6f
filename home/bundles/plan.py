"""What an import would do: compare the bundle with what was imported last and with the site."""

from dataclasses import dataclass, field

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

from home.bundles import fields, snapshots
from home.bundles.problems import BundleErrors, Problem
from home.bundles.state import Imported, digest
from koers import bundle as kinds
from koers.site_settings import SiteSettings

NEW, CHANGED, SAME = "new", "changed", "same"


@dataclass
class Plan:
    """Hold what is to be done with each entry, and the ids of what is there already."""

    bundle: object
    overwrite: bool
    todo: dict = field(default_factory=dict)
    there: dict = field(default_factory=dict)
    states: dict = field(default_factory=dict)
    ids: fields.Ids = field(default_factory=fields.Ids)
    conflicts: list = field(default_factory=list)
    errors: list = field(default_factory=list)
    recreated: set = field(default_factory=set)
    gone: list = field(default_factory=list)

    def of(self, status):
        """Return the entries with one fate."""
        return [entry for entry, fate in self.todo.values() if fate == status]


def entries_of(bundle):
    """Return all entries of a bundle, what is named before what names it."""
    found = [*bundle.media["images"].values(), *bundle.media["documents"].values()]
    for declared in sorted(
        kinds.RECORD_KINDS.values(), key=lambda kind: len(references(kind.fields))
    ):
        found += bundle.records[declared.name].values()
    found += bundle.pages.values()
    found += claims_of(bundle)
    return found + ([bundle.site] if bundle.site else [])


def references(declared):
    """Return the fields that name other records, in rows too."""
    found = []
    for kind in declared.values():
        if isinstance(kind, kinds.RecordRef):
            found.append(kind)
        elif isinstance(kind, kinds.Rows):
            found += references(kind.fields)
    return found


def claims_of(bundle):
    """Return the claims of all results, replaced ones before those that replace them."""
    found = []
    for page in bundle.pages.values():
        if page.original is None:
            found += replaced_first(page.contained.get("claims", {}).values())
    return found


def replaced_first(claims):
    """Return claims in their order, but each behind the one that it replaces."""
    waiting = {claim.name: claim for claim in claims}
    found = []
    while waiting:
        chain = [next(iter(waiting.values()))]
        while (name := replaced_by(chain[-1])) in waiting and waiting[name] not in chain:
            chain.append(waiting[name])
        found += [waiting.pop(claim.name) for claim in reversed(chain)]
    return found


def replaced_by(claim):
    """Return the name of the claim that one replaces, or nothing."""
    return claim.said.get("supersedes", {}).get("$claim", "")


def make(bundle, overwrite):
    """Return the plan of an import; raise BundleErrors where it may not be done."""
    plan = Plan(bundle, overwrite)
    entries = entries_of(bundle)
    plan.states = {(state.kind, state.name): state for state in Imported.objects.all()}
    wanted = {(entry.kind, entry.name) for entry in entries}
    mine = [state for key, state in plan.states.items() if key in wanted]
    now = snapshots.current(mine)
    for state in mine:
        if state.target in now:
            plan.ids.add(state.kind, state.name, state.target)
    plan.there = find_there(entries)
    for entry in entries:
        decide(plan, entry, now)
    follow_recreated(plan)
    check_claims(plan, wanted)
    check_groups(plan)
    plan.gone = sorted(
        f"{kind} {name}" for (kind, name), state in plan.states.items()
        if kind != "order" and (kind, name) not in wanted and state.origin == (bundle.under or "")
    )  # fmt: skip
    if plan.errors or (plan.conflicts and not overwrite):
        raise BundleErrors([*plan.errors, *plan.conflicts])
    return plan


def find_there(entries):
    """Return what is on the site at the places of entries, by kind and name."""
    found = {}
    pages = {f"/{entry.name}/": entry.name for entry in entries if entry.kind == "page"}
    for page in Page.objects.filter(url_path__in=pages).specific(defer=True):
        found["page", pages[page.url_path]] = page
    for name, declared in kinds.RECORD_KINDS.items():
        keys = [entry.name for entry in entries if entry.kind == name]
        for record in declared.model.objects.filter(key__in=keys):
            found[name, record.key] = record
    results = {entry.name.partition("#")[0] for entry in entries if entry.kind == "claim"}
    claims = kinds_of_claims()
    urls = [f"/{name}/" for name in results]
    for claim in claims.objects.filter(result__url_path__in=urls).select_related("result"):
        found["claim", f"{claim.result.url_path.strip('/')}#{claim.key}"] = claim
    site = Site.objects.filter(is_default_site=True).first()
    settings = site and SiteSettings.objects.filter(site=site).exclude(name="").first()
    if settings:
        found["settings", "site"] = settings
    return found


def kinds_of_claims():
    """Return the model of claims."""
    from cases.claims import Claim

    return Claim


def decide(plan, entry, now):
    """Decide what is to be done with one entry."""
    state = plan.states.get((entry.kind, entry.name))
    fate = NEW
    if state is None:
        fate = meet_stranger(plan, entry)
    elif plan.bundle.under and state.origin != plan.bundle.under:
        fate = meet_other(plan, entry, state, now)
    else:
        present = now.get(state.target)
        if present is None:
            conflict(plan, entry, _("%(what)s was deleted on the site since the last import."))
            plan.recreated.add((entry.kind, entry.name))
            if plan.overwrite and (entry.kind, entry.name) in plan.there:
                fate = meet_stranger(plan, entry)
        elif present != state.stored:
            conflict(plan, entry, _("%(what)s was changed on the site since the last import."))
            fate = CHANGED
        else:
            fate = SAME if state.said == digest(entry.said) else CHANGED
    plan.todo[entry.kind, entry.name] = entry, fate


def meet_stranger(plan, entry):
    """Decide what to do with something that is on the site and was never imported."""
    there = plan.there.get((entry.kind, entry.name))
    if there is None:
        return NEW
    if entry.kind == "page" and type(there) is not entry.model:
        words = _("On the site there is a page of another type at this place.")
        plan.errors.append(Problem(entry.file, entry.line, words))
        return SAME
    plan.ids.add(entry.kind, entry.name, snapshots.target_of(there))
    if entry.kind in kinds.RECORD_KINDS and fields.equals(there, entry, plan.ids):
        return SAME
    if plan.bundle.under:
        words = _("%(what)s is on the site already and differs; a pack leaves alone what is there.")
        plan.errors.append(Problem(entry.file, entry.line, words % {"what": what(entry)}))
    else:
        conflict(plan, entry, _("%(what)s is on the site already and was never imported."))
    return CHANGED


def meet_other(plan, entry, state, now):
    """Decide what to do with something of a pack that came to the site in another way."""
    same = state.said == digest(entry.said) and now.get(state.target) == state.stored
    if not same:
        words = _("%(what)s is on the site already and differs; a pack leaves alone what is there.")
        plan.errors.append(Problem(entry.file, entry.line, words % {"what": what(entry)}))
    return SAME


def conflict(plan, entry, message):
    """Remember that an entry would undo what somebody did on the site."""
    hint = _("Export the site and take the change over, or import with --overwrite to lose it.")
    text = f"{message % {'what': what(entry)}} {hint}"
    plan.conflicts.append(Problem(entry.file, entry.line, text))


def what(entry):
    """Return the words for an entry."""
    return f"{entry.kind} “{entry.name}”"


def follow_recreated(plan):
    """Write again what names something that gets a new id."""
    if not plan.recreated:
        return
    for key, (entry, fate) in plan.todo.items():
        if fate == SAME and set(fields.names(entry.said)) & plan.recreated:
            plan.todo[key] = entry, CHANGED
    for page in plan.bundle.pages.values():
        key = "page", page.name
        above = [("page", name) for name in (page.parent, page.source.name)]
        if plan.recreated & set(above) and plan.todo[key][1] == SAME:
            plan.todo[key] = page, CHANGED


def check_claims(plan, wanted):
    """Refuse a bundle that lacks a live claim of a result it has."""
    model = kinds_of_claims()
    lost = {}
    for (kind, name), state in plan.states.items():
        page = plan.bundle.pages.get(name.partition("#")[0])
        if kind == "claim" and page is not None and (kind, name) not in wanted:
            lost[int(state.target.rpartition(":")[2])] = page, name.partition("#")[2]
    for pk in model.objects.filter(pk__in=lost, live=True).values_list("pk", flat=True):
        page, key = lost[pk]
        words = _("The live claim “%(key)s” is missing. A claim is not deleted: supersede it or "
                  "retract it.") % {"key": key}  # fmt: skip
        line = page.fields["claims"].key_line if "claims" in page.fields else page.line
        plan.errors.append(Problem(page.file, line, words))


def check_groups(plan):
    """Refuse groups that are not on the site."""
    known = set(Group.objects.values_list("name", flat=True))
    for name, path, line in plan.bundle.groups:
        if name not in known:
            words = _("There is no group “%(name)s” on the site; make it first.") % {"name": name}
            plan.errors.append(Problem(path, line, words))
