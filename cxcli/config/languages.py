"""The languages of comments that are told apart, by their codes of ISO 639-1."""

from typing import Literal

LanguageCode = Literal[
    "ar", "bg", "bn", "ca", "cs", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "gl", "he", "hi", "hr",
    "hu", "id", "it", "ja", "ko", "lt", "lv", "ms", "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv",
    "ta", "te", "th", "tr", "uk", "ur", "vi", "zh",
]  # fmt: skip
