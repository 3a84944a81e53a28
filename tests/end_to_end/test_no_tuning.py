"""The program knows survey tools, not the files that it was tried on."""

import ast
import csv
import io
import json
import re
from functools import cache

import exports
import pytest
import yaml
from program import SHARED

import cxcli

pytestmark = pytest.mark.skipif(not exports.FILES.is_dir(), reason="the shared test material is not here")

_FEW = 40
_LONGEST = 200
KNOWN = {
    "hs value": "HubSpot's documented property of feedback submissions",
    "respondent id": "SurveyMonkey's documented id of a response",
    "recorded date": "Qualtrics' documented name of the time of an answer",
    "conversation rating": "Intercom's documented name of a rating, in its reports and its interface",
    "satisfaction rating": "Zendesk's documented field of a ticket",
    "date created": "SurveyMonkey's documented field of a response",
    "opened at": "ServiceNow's documented field of a task",
    "ended at": "a plain name for an end",
    "start time": "a plain name for a beginning",
    "end time": "a plain name for an end",
    "start date": "a plain name for a beginning",
    "end date": "a plain name for an end",
    "created at": "a plain name for a beginning",
    "updated at": "a plain name for a change",
    "very easy": "a word of the usual scale of ease",
    "very difficult": "a word of the usual scale of ease",
    "somewhat easy": "a word of the usual scale of ease",
    "somewhat difficult": "a word of the usual scale of ease",
    "image png": "the registered type of a picture in an e-mail",
    "a b c": "the beginning of the alphabet",
    "open ended": "SurveyMonkey's documented second header row",
    "solved at": "Zendesk's documented field of a ticket or its metrics",
    "ticket id": "Zendesk's documented field of a ticket or its metrics",
    "due by": "Freshdesk's documented field of a ticket or its stats",
    "fr due by": "Freshdesk's documented field of a ticket or its stats",
    "first responded at": "Freshdesk's documented field of a ticket or its stats",
    "resolved at": "Freshdesk's documented field of a ticket or its stats",
    "reopened at": "Freshdesk's documented field of a ticket or its stats",
    "responder id": "Freshdesk's documented field of a ticket or its stats",
    "company id": "Freshdesk's documented field of a ticket or its stats",
    "admin assignee id": "Intercom's documented field of a conversation or its statistics",
    "count reopens": "Intercom's documented field of a conversation or its statistics",
    "first admin reply at": "Intercom's documented field of a conversation or its statistics",
    "first close at": "Intercom's documented field of a conversation or its statistics",
    "last close at": "Intercom's documented field of a conversation or its statistics",
    "handling time": "Intercom's documented field of a conversation or its statistics",
    "time to admin reply": "Intercom's documented field of a conversation or its statistics",
    "time to last close": "Intercom's documented field of a conversation or its statistics",
    "sla status": "Intercom's documented field of a conversation or its statistics",
    "issue id": "Jira's documented column of an export, or its first status",
    "issue key": "Jira's documented column of an export, or its first status",
    "reporter id": "Jira's documented column of an export, or its first status",
    "status category": "Jira's documented column of an export, or its first status",
    "time spent": "Jira's documented column of an export, or its first status",
    "to do": "Jira's documented column of an export, or its first status",
    "assigned to value": "ServiceNow's documented field of a task",
    "business duration": "ServiceNow's documented field of a task",
    "calendar duration": "ServiceNow's documented field of a task",
    "made sla": "ServiceNow's documented field of a task",
    "sla due": "ServiceNow's documented field of a task",
    "sys created on": "ServiceNow's documented field of a task",
    "sys id": "ServiceNow's documented field of a task",
    "task effective number": "ServiceNow's documented field of a task",
    "after contact work duration": "Amazon Connect's documented field of a contact record",
    "agent interaction duration": "Amazon Connect's documented field of a contact record",
    "customer hold duration": "Amazon Connect's documented field of a contact record",
    "initiation timestamp": "Amazon Connect's documented field of a contact record",
    "initiation method": "Amazon Connect's documented field of a contact record",
    "contact id": "Amazon Connect's documented field of a contact record",
    "from formatted": "Twilio's documented field of a call",
    "request created": "a plain name of when a request was made",
    "response created": "a plain name of when a response was made",
    "response status": "SurveyMonkey's documented field of a response",
    "canceled at": "Stripe's documented field of a subscription",
    "current period end": "Stripe's documented field of a subscription",
    "cancelled at": "Shopify's documented column of an order, or its status",
    "discount amount": "Shopify's documented column of an order, or its status",
    "financial status": "Shopify's documented column of an order, or its status",
    "lineitem quantity": "Shopify's documented column of an order, or its status",
    "paid at": "Shopify's documented column of an order, or its status",
    "partially refunded": "Shopify's documented column of an order, or its status",
    "refunded amount": "Shopify's documented column of an order, or its status",
    "complaint id": "a plain name of a column of the complaints published by the CFPB",
    "date received": "a plain name of a column of the complaints published by the CFPB",
    "timely response": "a plain name of a column of the complaints published by the CFPB",
    "agent id": "a plain name for a key, a date, an amount or a count",
    "subscription id": "a plain name for a key, a date, an amount or a count",
    "date resolved": "a plain name for a key, a date, an amount or a count",
    "arr amount": "a plain name for a key, a date, an amount or a count",
    "mrr amount": "a plain name for a key, a date, an amount or a count",
    "contract value": "a plain name for a key, a date, an amount or a count",
    "monthly charges": "a plain name for a key, a date, an amount or a count",
    "total charges": "a plain name for a key, a date, an amount or a count",
    "total duration": "a plain name for a key, a date, an amount or a count",
    "calls answered": "a plain name for a key, a date, an amount or a count",
    "billing frequency": "a plain name for a key, a date, an amount or a count",
    "churn flag": "a plain name for a key, a date, an amount or a count",
    "is trial": "a plain name for a key, a date, an amount or a count",
    "user name": "a plain name for a key, a date, an amount or a count",
    "ai agent": "a plain name for a program that answers",
    "hs content": "HubSpot's documented property of a feedback submission",
    "page path": "Google Analytics' documented dimension of an event",
}
"""Texts of several words that the program may know, each with where they are known from."""


def plain(text):
    """The words of a text in small letters, however they were put together."""
    return " ".join(re.findall(r"[^\W\d_]+", re.sub(r"([a-z])([A-Z])", r"\1 \2", text)) or []).casefold()


def texts_of_json(value):
    if isinstance(value, dict):
        yield from value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts_of_json(each)
    if isinstance(value, str):
        yield value


def texts_of_csv(raw):
    """The names of the columns and the words of those that hold few different texts."""
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    delimiter = ";" if text.split("\n")[0].count(";") > text.split("\n")[0].count(",") else ","
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    for row in rows[:3]:
        yield from row
    for cells in map(set, zip(*[row for row in rows if len(row) == len(rows[0])], strict=True)):
        if len(cells) <= _FEW:
            yield from cells


def texts_of_material():
    """The texts of several words that stand in the files of one publisher only."""
    publishers = {entry["file"]: entry["repo"] for entry in json.loads((exports.FILES / "expected.json").read_text())}
    found = {}
    for path in sorted(exports.FILES.iterdir()):
        raw = path.read_bytes()
        if path.suffix in (".json", ".csv") and path.name != "expected.json":
            texts = texts_of_json(json.loads(raw)) if path.suffix == ".json" else texts_of_csv(raw)
            for text in texts:
                found.setdefault(plain(text), set()).add(publishers.get(path.name))
    several = {text for text, by in found.items() if len(by) == 1 and " " in text and len(text) <= _LONGEST}
    return several - set(KNOWN)


@cache
def texts_of_package():
    """Every text constant of the package that is not a docstring, with its file; of YAML, every key and value."""
    return list(_texts_of_package())


def _texts_of_package():
    for path in sorted((exports.HERE.parents[1] / "cxcli").rglob("*")):
        if path.suffix == ".py":
            tree = ast.parse(path.read_text(encoding="utf-8"))
            told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
                    yield path.name, node.value
        elif path.suffix == ".yaml":
            for text in texts_of_json(yaml.safe_load(path.read_text(encoding="utf-8"))):
                yield path.name, str(text)


def test_no_text_of_one_given_file_is_known_to_the_program():
    """No text that occurs only in the given files occurs in the package.

    The rule: a single word is language. A text of several words is the property of a file where it stands in files
    of one publisher only; it may then not be a whole text of the package, unless it is listed above with a reason.
    """
    given = texts_of_material()
    assert len(given) > 500
    assert cxcli.__version__
    taken = sorted({(file, plain(text)) for file, text in texts_of_package() if plain(text) in given})
    assert taken == []


def test_the_names_of_the_given_files_are_not_known_to_the_program():
    """No file name, publisher or path of the given material occurs in the package."""
    names = {path.name for path in exports.FILES.iterdir()} | {SHARED.name + "/"}
    names |= {entry["repo"] for entry in json.loads((exports.FILES / "expected.json").read_text())}
    body = "\n".join(text for _, text in texts_of_package())
    assert [name for name in sorted(names) if name in body] == []
