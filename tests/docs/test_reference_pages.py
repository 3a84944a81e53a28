from reference_pages import FIELDS, METRICS, fields_page, metrics_page


def test_the_page_of_metrics_is_made_from_the_catalogue():
    """docs/metrics.md is what the catalogue says, to the last letter."""
    assert METRICS.read_text(encoding="utf-8") == metrics_page()


def test_the_page_of_fields_is_made_from_the_vocabulary():
    """docs/fields.md has every field with its type, its names and the ways to work it out."""
    assert FIELDS.read_text(encoding="utf-8") == fields_page()
