"""`/api/v1/`: what other sites and programs read."""

from django.test import TestCase

from tests.factories import brand, newsroom, person, picture, story, topic, fact, release, body, placed


class Smoke(TestCase):
    @classmethod
    def setUpTestData(cls):
        newsroom()
        brand()
        cls.water = topic("water")
        cls.fact = fact()
        cls.item = release("Water came", topics=[cls.water], lead_image=picture(), people=[person()], body=body(("paragraph", f"<p>Wells: {placed(cls.fact)}</p>")))

    def test_smoke(self):
        import json
        for path in ("", "items/", f"items/{self.item.translation_key}.en/", "facts/", f"facts/{self.fact.public_id}/", "assets/", f"assets/{self.item.lead_image.public_id}/", "people/", "people/leila-rahmani/", "topics/", "topics/water/", "openapi.json", "items/?q=water", "nope/"):
            r = self.client.get(f"/api/v1/{path}")
            print(path, r.status_code, len(r.content), json.dumps(r.json(), indent=1, ensure_ascii=False)[:1500])
        for path in (f"/en/embed/item/{self.item.translation_key}/", f"/en/embed/fact/{self.fact.public_id}/", f"/fa/embed/asset/{self.item.lead_image.public_id}/", "/en/developers/", f"/oembed?url=http://testserver{self.item.url_path}", "/fa/embed/fact/x/"):
            r = self.client.get(path)
            print(path, r.status_code, dict(r.headers), r.content.decode()[:1500])
