from .assets import ASSETS
from .facts import FACTS
from .items import ITEMS
from .people import PEOPLE
from .topics import TOPICS

RESOURCES = (ITEMS, FACTS, ASSETS, PEOPLE, TOPICS)
