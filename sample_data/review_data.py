"""Made-up reviews of three kitchen machines in four languages; the kettle gets worse from September on."""
# ruff: noqa: INP001 - a script that lies beside its data is not a package

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from draws import between, drawn, happens

HEADER = ("review_id", "product", "submitted_at", "stars", "comment")
ROWS = 720
FIRST = datetime(2025, 1, 1)  # noqa: DTZ001 - wall time, as exports have it
DAYS = 330
WORSE_FROM = datetime(2025, 9, 1)  # noqa: DTZ001 - as above
PRODUCTS = {"toaster": 3, "kettle": 3, "blender": 2}
LANGUAGES = {"en": 72, "de": 12, "fr": 8, "es": 8}
LIKED = {"good": 66, "fair": 14, "poor": 20}
WORSE = {"good": 22, "fair": 13, "poor": 65}
STARS = {"good": {"5": 3, "4": 2}, "fair": {"3": 1}, "poor": {"1": 2, "2": 1}}
EMPTY = {"": 6, "n/a": 2, "-": 1, "12345": 1}
PARTS = {
    "en": ("lid", "cable", "switch", "handle", "colour", "base", "manual", "timer"),
    "de": (
        "der Deckel",
        "das Kabel",
        "der Schalter",
        "der Griff",
        "die Farbe",
        "der Sockel",
        "die Anleitung",
        "das Ger\u00e4usch",
        "der Stecker",
    ),
    "fr": (
        "le couvercle",
        "le c\u00e2ble",
        "le bouton",
        "la poign\u00e9e",
        "la couleur",
        "le socle",
        "le mode d'emploi",
        "le bruit",
        "la prise",
    ),
    "es": (
        "la tapa",
        "el cable",
        "el bot\u00f3n",
        "el mango",
        "el color",
        "la base",
        "el manual",
        "el ruido",
        "el enchufe",
    ),
}
SAID = {
    ("en", "good"): (
        "Great, I love the {}.",
        "Works perfectly, even the {} is nice!",
        "Best one we ever had; the {} feels solid.",
        "Happy with it, the {} is beautiful.",
        "good",
        "Excellent value, and the {} is easy to clean.",
    ),
    ("en", "fair"): (
        "It is a kitchen machine with a {}.",
        "Arrived on Tuesday; the {} is as in the picture.",
        "ok",
        "Good price, but the {} is a bit weak.",
        "Does what it does. The {} could be larger.",
    ),
    ("en", "poor"): (
        "Terrible, the {} broke after a week.",
        "Awful. The {} failed and support ignored me.",
        "Very disappointed: the {} is useless &amp; the seller is rude.",
        "The {} smells horrible, I want my money back.",
        "bad",
        "It stopped when I touched the {}.",
    ),
    ("de", "good"): ("Ich bin sehr zufrieden, {} ist wirklich sch\u00f6n.", "Funktioniert einwandfrei, auch {} ist gut verarbeitet."),
    ("de", "fair"): ("Es geht so, {} k\u00f6nnte besser sein.", "Ganz in Ordnung, aber {} ist etwas klein geraten."),
    ("de", "poor"): ("Leider ist {} schon nach einer Woche kaputt gegangen.", "Sehr entt\u00e4uschend, {} taugt \u00fcberhaupt nichts."),
    ("fr", "good"): ("Je suis tr\u00e8s content de cet appareil, {} est superbe.", "Fonctionne parfaitement, et {} est tr\u00e8s pratique."),
    ("fr", "fair"): ("C'est correct, mais {} pourrait \u00eatre mieux.", "Rien \u00e0 dire de sp\u00e9cial sur cet achat, {} est comme pr\u00e9vu."),
    ("fr", "poor"): ("Tr\u00e8s d\u00e9\u00e7u, {} s'est cass\u00e9 au bout d'une semaine.", "\u00c0 \u00e9viter, {} ne marche plus du tout."),
    ("es", "good"): ("Estoy muy contento con la compra, {} es preciosa.", "Funciona de maravilla y {} es muy pr\u00e1ctico."),
    ("es", "fair"): ("No est\u00e1 mal, pero {} podr\u00eda ser mejor.", "Cumple sin m\u00e1s, {} es como en la foto."),
    ("es", "poor"): ("Muy decepcionado, {} se rompi\u00f3 a la semana.", "Una l\u00e1stima, {} dej\u00f3 de funcionar enseguida."),
}  # fmt: skip


def reviews() -> Iterator[Sequence[object]]:
    """Yield the rows."""
    random = Random(20250902)
    for number in range(1, ROWS + 1):
        at = FIRST + timedelta(days=between(random, 0, DAYS - 1), minutes=between(random, 360, 1320))
        product = drawn(random, PRODUCTS)
        worse = product == "kettle" and at >= WORSE_FROM
        liking = drawn(random, WORSE if worse else LIKED)
        yield f"V{number:04}", product, at.isoformat(sep=" "), drawn(random, STARS[liking]), _comment(random, liking)


def _comment(random: Random, liking: str) -> str:
    if happens(random, 0.08):
        return drawn(random, EMPTY)
    language = drawn(random, LANGUAGES)
    said, parts = SAID[language, liking], PARTS[language]
    return said[between(random, 0, len(said) - 1)].format(parts[between(random, 0, len(parts) - 1)])
