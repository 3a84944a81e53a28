from importlib.metadata import version

from vaderSentiment.vaderSentiment import BOOSTER_DICT, NEGATE, SPECIAL_CASES, SentimentIntensityAnalyzer

from cxcli.sentiment.vocabulary import lexicon_version, vocabulary


def test_the_lexicon_is_that_of_the_package():
    """Words, degrees and negations are those that vaderSentiment reads."""
    of = vocabulary()
    assert (of.valences, of.degrees) == (SentimentIntensityAnalyzer().lexicon, BOOSTER_DICT)
    assert of.negations == set(NEGATE)


def test_phrases_have_two_words_and_more():
    """A single word is no phrase, and each phrase ends with a word that says where to look for one."""
    of = vocabulary()
    assert of.phrases.keys() == SPECIAL_CASES.keys() - {"badass"}
    assert {phrase.split()[-1] for phrase in of.phrases} | {"of", "enough"} == of.phrase_ends


def test_emojis_stand_for_words():
    """An emoji of one sign is replaced by its words; those of several signs are read sign by sign."""
    assert "\U0001f600".translate(vocabulary().emojis) == " grinning face"


def test_the_version():
    """It is told with every score."""
    assert lexicon_version() == version("vaderSentiment")
