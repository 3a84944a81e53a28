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
        "das Geräusch",
        "der Stecker",
    ),
    "fr": (
        "le couvercle",
        "le câble",
        "le bouton",
        "la poignée",
        "la couleur",
        "le socle",
        "le mode d'emploi",
        "le bruit",
        "la prise",
    ),
    "es": (
        "la tapa",
        "el cable",
        "el botón",
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
    ("de", "good"): (
        "Ich bin sehr zufrieden, {} ist wirklich schön.",
        "Funktioniert einwandfrei, auch {} ist gut verarbeitet.",
    ),
    ("de", "fair"): ("Es geht so, {} könnte besser sein.", "Ganz in Ordnung, aber {} ist etwas klein geraten."),
    ("de", "poor"): (
        "Leider ist {} schon nach einer Woche kaputt gegangen.",
        "Sehr enttäuschend, {} taugt überhaupt nichts.",
    ),
    ("fr", "good"): (
        "Je suis très content de cet appareil, {} est superbe.",
        "Fonctionne parfaitement, et {} est très pratique.",
    ),
    ("fr", "fair"): (
        "C'est correct, mais {} pourrait être mieux.",
        "Rien à dire de spécial sur cet achat, {} est comme prévu.",
    ),
    ("fr", "poor"): ("Très déçu, {} s'est cassé au bout d'une semaine.", "À éviter, {} ne marche plus du tout."),
    ("es", "good"): (
        "Estoy muy contento con la compra, {} es preciosa.",
        "Funciona de maravilla y {} es muy práctico.",
    ),
    ("es", "fair"): ("No está mal, pero {} podría ser mejor.", "Cumple sin más, {} es como en la foto."),
    ("es", "poor"): ("Muy decepcionado, {} se rompió a la semana.", "Una lástima, {} dejó de funcionar enseguida."),
}


def reviews() -> Iterator[Sequence[object]]:
    """Yield the rows."""
    random = Random(20250902)  # noqa: S311 - made-up reviews are no secret
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
