"""Draw the pictures of the demo newsroom: python demo/pictures/draw.py [part of a name ...]"""

import sys
import time

import marks
import scenes_around
import scenes_built
import scenes_clock
import scenes_craft
import scenes_land
import scenes_night
import scenes_village
import scenes_water
import scenes_winter
import sitters_men
import sitters_women
from canvas import save

PICTURES = {
    "shafts-from-above.jpg": scenes_land.shafts_from_above,
    "terraces.jpg": scenes_land.terraces,
    "water-divider.jpg": scenes_land.water_divider,
    "plain-map.jpg": scenes_land.plain_map,
    "mother-well.jpg": scenes_water.mother_well,
    "tunnel-lamp.jpg": scenes_water.tunnel_lamp,
    "wetland-dawn.jpg": scenes_water.wetland_dawn,
    "water-clock.jpg": scenes_clock.water_clock,
    "windcatchers.jpg": scenes_built.windcatchers,
    "village-evening.jpg": scenes_built.village_evening,
    "gauge-night.jpg": scenes_night.gauge_night,
    "pump-house.jpg": scenes_built.pump_house,
    "pistachio-grove.jpg": scenes_craft.pistachio_grove,
    "workshop.jpg": scenes_craft.workshop,
    "clay-hoops.jpg": scenes_village.clay_hoops,
    "corridor-line.jpg": scenes_village.corridor_line,
    "gaz-gate.jpg": scenes_winter.gaz_gate,
    "cranes-passing.jpg": scenes_winter.cranes_passing,
    "nowbar-divider-around.jpg": scenes_around.nowbar_divider_around,
    "nowbar-tunnel-around.jpg": scenes_around.nowbar_tunnel_around,
    "portrait-leila-rahmani.jpg": sitters_women.leila_rahmani,
    "portrait-behrouz-sohrabi.jpg": sitters_men.behrouz_sohrabi,
    "portrait-mina-tavakoli.jpg": sitters_women.mina_tavakoli,
    "portrait-kaveh-nazari.jpg": sitters_men.kaveh_nazari,
    "portrait-hamid-yazdani.jpg": sitters_men.hamid_yazdani,
    "portrait-sara-holm.jpg": sitters_women.sara_holm,
}

#: Of the virtual tour: of each a screen shows a fifth.
AROUND = {"nowbar-divider-around.jpg", "nowbar-tunnel-around.jpg"}
#: Drawn for the press kits; they lead no story and are kept lighter.
LIGHT = {"clay-hoops.jpg", "corridor-line.jpg", "gaz-gate.jpg", "cranes-passing.jpg"}


def main(wanted):
    for name, scene in PICTURES.items():
        if wanted and not any(part in name for part in wanted):
            continue
        start = time.time()
        size = save(scene(), name, 900_000 if name in AROUND else 245_000 if name in LIGHT else 370_000)
        print(f"{name:36} {size / 1024:6.0f} kB  {time.time() - start:5.1f} s", flush=True)
    if not wanted or any(part in "logo mark" for part in wanted):
        marks.draw_marks()


if __name__ == "__main__":
    main(sys.argv[1:])
