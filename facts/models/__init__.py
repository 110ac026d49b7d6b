from .citation import Citation
from .fact import Fact, FactWording
from .version import FactVersion

__all__ = ["Citation", "Fact", "FactVersion", "FactWording"]
