"""What was planted, and where: makers fill it, surfaces read it to know which addresses to try."""

from dataclasses import dataclass, field

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.utils.functional import cached_property
from wagtail.models import GroupPagePermission, Page

from publication.gate import published

from .tokens import Ledger, Shape

STAFF = "audit.invalid"


@dataclass(eq=False)
class Canary:
    """One thing in one state, and the tokens that share its fate. Ask it for the content of each field."""

    site: object
    kind: str
    state: str
    language: str
    is_public: bool = False
    tokens: dict = field(default_factory=dict)
    #: Fields whose tokens its own page must show while it is public.
    shown: set = field(default_factory=set)
    #: Paths of its own page; paths that it had before, or that are closed together with it.
    addresses: list = field(default_factory=list)
    other_addresses: list = field(default_factory=list)
    #: Rows of the media library that it alone uses; the media library's surface knows what to do with them.
    assets: list = field(default_factory=list)
    page: Page | None = None
    #: What it is, where it is no page.
    row: object = None
    #: `allows(token, surface, address)`: why a find of one of its tokens is none, or "".
    allowances: list = field(default_factory=list)
    #: Name to callable: saves again what is not public, as an editor at work does. Nobody outside must notice.
    saves: dict = field(default_factory=dict)
    #: Make it public, and take it back; empty where that is no change of this canary's own.
    lift: object = None
    drop: object = None

    def word(self, name, shown=False, always_secret=False):
        """Content for a text field: the same word each time that the same field is named."""
        if shown:
            self.shown.add(name)
        return self._token(name, Shape.WORD, always_secret=always_secret)

    def number(self, name):
        """Content for a telephone number."""
        return self._token(name, Shape.NUMBER)

    def adopt(self, asset):
        """Takes an asset that was made for this canary: its public id is a secret too."""
        self.assets.append(asset)
        name = f"{asset._meta.model_name} address {len(self.assets)}"
        self.saves[name.replace(" address", "")] = asset.save
        return self.public_id(name, asset.public_id)

    def public_id(self, name, value):
        """The address of something that was made for this canary."""
        return self._token(name, Shape.PUBLIC_ID, value=value)

    def find(self, name):
        return self.tokens.get(name)

    def _token(self, name, shape, **more):
        if name not in self.tokens:
            self.tokens[name] = self.site.ledger.mint(self, name, shape, **more)
        return self.tokens[name].value

    def __str__(self):
        return f"{self.kind}, {self.state}, {self.language}"


@dataclass(eq=False)
class Site:
    """The audit's map of what there is. `thorough` plants every kind in every state and language; else each state
    is planted once, whatever the kind, because one gate stands before them all."""

    thorough: bool = True
    #: False where existing content stands for canaries: then nothing is known of what must be shown.
    is_planted: bool = True
    ledger: Ledger = field(default_factory=Ledger)
    canaries: list = field(default_factory=list)
    users: dict = field(default_factory=dict)
    _wanted: set = field(default_factory=set)

    @property
    def languages(self):
        return [code for code, _name in settings.LANGUAGES]

    def canary(self, kind, state, language=None, is_public=False):
        made = Canary(self, kind, state, language or self.languages[0], is_public)
        self.canaries.append(made)
        return made

    def narrow(self, keeps):
        """Only these canaries from now on, with their tokens."""
        self.canaries = [canary for canary in self.canaries if keeps(canary)]
        self.ledger.tokens = {
            value: token for value, token in self.ledger.tokens.items() if token.canary in self.canaries
        }

    def wants(self, state, always=()):
        """Whether this state is still to be planted."""
        if self.thorough or state in always:
            return True
        is_new = state not in self._wanted
        self._wanted.add(state)
        return is_new

    def secret_canaries(self):
        return [canary for canary in self.canaries if not canary.is_public]

    def public_canaries(self):
        return [canary for canary in self.canaries if canary.is_public]

    @cached_property
    def examples(self):
        """Of what was secret at first, one of each kind and state; in a quick audit one of each state."""
        found = {}
        for canary in self.secret_canaries():
            found.setdefault((canary.kind if self.thorough else "", canary.state), canary)
        return list(found.values())

    @property
    def few(self):
        """For addresses of which there are many to each canary, and which no state makes any different."""
        if not self.thorough:
            others = [canary for canary in self.examples if not canary.page]
            return [canary for canary in self.examples if canary.page][:3] + others[:2]
        return list({canary.state: canary for canary in self.examples}.values())

    @cached_property
    def telling(self):
        """What surfaces ask for one by one: everything, or in a quick audit the examples and a control of each kind."""
        return list(self.canaries) if self.thorough or not self.is_planted else self.examples_and_controls

    @cached_property
    def examples_and_controls(self):
        controls = {canary.kind: canary for canary in reversed(self.public_canaries())}
        return [*self.examples, *controls.values()]

    def states(self):
        return {canary.state for canary in self.canaries if not canary.is_public}

    def pages(self, model=Page):
        """The public pages of a type, for surfaces that start from them."""
        return published(queryset=model.objects.all()).order_by("path")

    def other_language(self, language):
        return next((code for code in self.languages if code != language), language)

    def __deepcopy__(self, memo):
        # Rows in canaries are compared by identity; a copy would belong to nobody.
        return self


def make_users(site):
    """A reader with a login, a writer of the newsroom, and the desk: everybody's superior. The approver is told of
    all that the desk does, because Wagtail does not write to people about their own work."""
    user_model = get_user_model()
    for name in ("reader", "writer", "desk", "approver"):
        user = user_model.objects.create_user(
            f"audit-{name}", f"{name}@{STAFF if name != 'reader' else 'reader.invalid'}", is_superuser=name == "desk"
        )
        site.users[name] = user
    site.users["approver"].groups.set(Group.objects.all())
    writers = Group.objects.create(name="audit: writers")
    writers.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=writers,
        page=Page.get_first_root_node(),
        permission=Permission.objects.get(codename="add_page", content_type__app_label="wagtailcore"),
    )
    site.users["writer"].groups.add(writers)


def own_letter(email):
    """An allowance for a canary that is somebody's address: their own letters have it at the head."""

    def allows(token, surface, address):
        return "a letter names its receiver" if surface.texts and email in address else ""

    return allows
