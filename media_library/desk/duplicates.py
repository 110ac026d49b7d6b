"""The same file, if the library has it already: known by its content, as it came and as it is stored."""

from django.db.models import Q

from .kinds import kind_of


def duplicates_of(asset, user):
    """Other assets of the kind with the same file, the oldest first, among those that the user may see or choose."""
    return with_hashes(kind_of(asset), {asset.came_as, asset.file_hash}, user).exclude(pk=asset.pk)


def with_hashes(kind, hashes, user):
    hashes = set(hashes) - {""}
    same = Q(came_as__in=hashes) | Q(file_hash__in=hashes)
    return seen_by(user, kind).filter(same).order_by("pk") if hashes else kind.model.objects.none()


def seen_by(user, kind):
    """Recordings have no permission to choose: whoever may add some chooses among all of the collection."""
    collections = kind.policy.collections_user_has_any_permission_for(user, ["add", "change", "choose"])
    return kind.model.objects.filter(collection__in=collections)
