"""Fields that upper rooms add to the forms of assets, or dress: people shown, topics as tick boxes."""

from collections.abc import Callable
from dataclasses import dataclass

from publication.registries import Registry


@dataclass(frozen=True)
class FormPart:
    """One field. `make(asset)` gives the form field with its value in `initial`, or None for an asset that has none;
    `save(asset, value)` keeps it once the asset is saved. Without `save` the field belongs to the asset itself, and
    `make` only dresses it."""

    name: str
    make: Callable
    save: Callable | None = None


parts = Registry()
