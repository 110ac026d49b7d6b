"""What was secret goes public, and away again: what it says must appear, and be gone after, its files too."""

from .auditor import Auditor


def lift_and_drop(auditor: Auditor):
    """Two rounds as anonymous on everything. What Wagtail and the runner send meanwhile is judged with the rest."""
    auditor.surfaces = [surface for surface in auditor.surfaces if surface.changes]
    changing = [canary for canary in auditor.site.canaries if canary.lift]
    for canary in changing:
        canary.lift()
    auditor.run(roles=("anonymous",), phase="after publication, ")
    for canary in changing:
        canary.drop()
    auditor.run(roles=("anonymous",), phase="after withdrawal, ")


def lay_out(site, makers):
    """Prepares the newsroom and plants every kind."""
    from .site import make_users

    for maker in makers:
        if maker.prepare:
            maker.prepare()
    make_users(site)
    for maker in makers:
        maker.plant(site)
