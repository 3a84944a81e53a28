import pytest
from pydantic import ValidationError

from cxcli.config.models import Config
from cxcli.config.source import DurationsConfig, FilesConfig, NamedSource


@pytest.mark.parametrize(
    "said",
    [
        {"unit": "seconds"},
        {"unit": "hh:mm"},
        {"units": {"talk_time": "minutes", "wait_time": "milliseconds"}},
        {"schedule_change": "while-held"},
        {"schedule_change": "at-event"},
    ],
)
def test_what_is_said_of_durations(said):
    """The unit of plain numbers or of two parts, for all or for single fields, and which schedule counts."""
    assert DurationsConfig.model_validate(said).model_fields_set == said.keys()


@pytest.mark.parametrize(
    "said",
    [
        {"unit": "weeks"},
        {"unit": "Seconds"},
        {"units": {"talk_time": "h"}},
        {"units": {"Talk time": "hours"}},
        {"schedule_change": "later"},
    ],
)
def test_what_cannot_be_said_of_durations(said):
    """Units and ways are those that there are, and fields have the names of fields."""
    with pytest.raises(ValidationError):
        DurationsConfig.model_validate(said)


@pytest.mark.parametrize(
    ("words", "good"),
    [({"status": {"1": "open"}}, True), ({"status": {"": "open"}}, False), ({"status": {"1": True}}, False)],
)
def test_what_words_stand_for_is_said_by_field(words, good):
    """Words are texts, and stand for texts."""
    if good:
        assert FilesConfig.model_validate({"words": words}).words == words
    else:
        with pytest.raises(ValidationError):
            FilesConfig.model_validate({"words": words})


def test_a_source_has_files():
    """A path, or several; all else may be said of it that may be said of all."""
    assert NamedSource.model_validate({"path": "a.csv"}).path == "a.csv"
    assert NamedSource.model_validate({"path": ["a.csv", "b/*.csv"]}).path == ("a.csv", "b/*.csv")
    assert FilesConfig.model_fields.keys() | {"path"} == NamedSource.model_fields.keys()
    assert FilesConfig.model_fields.keys() < Config.model_fields.keys()


@pytest.mark.parametrize(
    "said", [{}, {"path": ""}, {"path": [1]}, {"path": "a", "report": {}}, {"path": "a", "metrics": {}}]
)
def test_what_is_no_source(said):
    """A source without files, and what is no matter of files, is refused."""
    with pytest.raises(ValidationError):
        NamedSource.model_validate(said)


def test_sources_and_schedules_stand_by_name():
    """A config has several of both."""
    config = Config.model_validate(
        {
            "sources": {"tickets": {"path": "t.csv"}, "my_calls": {"path": "c.csv"}},
            "schedules": {"support": {"zone": "UTC", "hours": {"mon": "09:00-17:00"}}},
        }
    )
    assert list(config.sources) == ["tickets", "my_calls"]
    assert config.schedules["support"][0].zone == "UTC"
    with pytest.raises(ValidationError):
        Config.model_validate({"sources": {"My calls": {"path": "c.csv"}}})
