import re
from typing import get_args

import pytest
from codes import PASSED_ON, given_codes
from transcripts import ROOT, blocks, read

from cxcli.commands import options
from cxcli.commands.app import program
from cxcli.config.schema import json_schema
from cxcli.errors import ExitCode
from cxcli.rows import Disposition
from cxcli.scoring.catalogue import shipped
from cxcli.settings import known_fields
from cxcli.sources import json_records, rules, strict_json, xlsx_rules

SHELL_OPTIONS = {"--install-completion", "--show-completion", "--help", "-h", "--version"}


def rows_of(page):
    """The rows of all tables of a page, as lists of cells."""
    lines = [line for line in read(page).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


def coded(cell):
    return set(re.findall(r"`([^`]+)`", cell))


def first_cells(page):
    return {name for row in rows_of(page) for name in coded(row[0])}


def commands(group, path=()):
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, (*path, name))
        else:
            yield " ".join((*path, name)), command


COMMANDS = dict(commands(program()))


def test_every_command_is_documented_with_an_example():
    """docs/commands.md has a row with an example for each command."""
    documented = {row[0].strip("`"): row[2] for row in rows_of("docs/commands.md") if row[0].startswith("`cx ")}
    names = {re.match(r"cx ([a-z ]+?)(?= [\[A-Z]|$)", command)[1]: example for command, example in documented.items()}
    assert set(names) == set(COMMANDS)
    assert all(example.startswith(f"`cx {name}") for name, example in names.items())


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_every_command_has_an_example(name):
    """`cx COMMAND --help` ends with a command to paste."""
    assert f"cx {name}" in (COMMANDS[name].epilog or "")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_documented_for_its_command(name):
    """docs/commands.md names every option, long and short, beside the commands that have it, and no others.

    The first word of a command stands for all commands that begin with it.
    """
    said = {}
    for row in rows_of("docs/commands.md"):
        if row[0].startswith("`-"):
            for option in coded(row[0]):
                said.setdefault(option.split()[0], set()).update(row[1].split(", "))
    has = {
        option
        for parameter in COMMANDS[name].params
        if parameter.param_type_name == "option"
        for option in (*parameter.opts, *parameter.secondary_opts)
    } - SHELL_OPTIONS
    documented = {option for option, names in said.items() if names & {name, name.split()[0]}}
    assert (sorted(has - documented), sorted(documented - has)) == ([], [])


CHOICES = (options.Format, options.PeriodName, options.PolarityName, options.OrderName, options.PageFormat)


@pytest.mark.parametrize("choice", CHOICES, ids=str)
def test_every_choice_of_an_option_is_documented(choice):
    """Where an option takes one of a few words, docs/commands.md names each of them."""
    assert sorted(set(get_args(choice)) - coded(read("docs/commands.md"))) == []


def test_the_options_of_every_command_are_documented():
    """Help, version and completion are explained."""
    page = read("docs/commands.md")
    assert [option for option in sorted(SHELL_OPTIONS) if f"{option}`" not in page] == []


def config_keys(schema, node, path=()):
    node = schema["$defs"][node["$ref"].split("/")[-1]] if "$ref" in node else node
    if "properties" in node:
        for key, below in node["properties"].items():
            yield ".".join((*path, key))
            yield from config_keys(schema, below, (*path, key))
    elif "$ref" in (node.get("additionalProperties") or {}):
        yield from config_keys(schema, node["additionalProperties"], (*path, "NAME"))


def test_every_config_key_is_documented():
    """docs/configuration.md has every key of cx.yaml with its path, and no other."""
    schema = json_schema()
    keys = set(config_keys(schema, schema))
    sections = {key for key in keys if any(other.startswith(f"{key}.") for other in keys)} - {"metrics"}
    documented = first_cells("docs/configuration.md") - {"key"}
    text = read("docs/configuration.md")
    assert sorted(keys - sections - documented) == []
    assert sorted(documented - keys) == []
    assert [section for section in sections if f"`{section.split('.')[0]}" not in text] == []


def test_every_field_is_documented():
    """docs/columns.md explains every field that a column can feed."""
    assert sorted(set(known_fields.FIELDS) - first_cells("docs/columns.md")) == []


def test_every_shipped_metric_is_shown_in_full_with_its_aliases():
    """docs/metrics.md has a section for each metric, with its other names and the output of `cx metrics NAME`."""
    shown = {step.written.removeprefix("$ cx metrics ") for block in blocks("docs/metrics.md") for step in block.steps}
    assert shown == set(shipped())
    sections = dict(re.findall(r"^### `([^`]+)`\n(.*?)(?=^##|\Z)", read("docs/metrics.md"), re.MULTILINE | re.DOTALL))
    aliases = {name: set(metric.aliases) for name, metric in shipped().items()}
    assert {name: coded(text.split("```")[0]) for name, text in sections.items()} == aliases


def test_every_fate_of_a_row_is_documented():
    """docs/output.md lists the fates in the order in which they are decided, and says which are bad."""
    fates = {str(fate): fate for fate in Disposition}
    listed = [(name, row[2] == "bad") for row in rows_of("docs/output.md") for name in coded(row[0]) if name in fates]
    assert listed == [(name, fate.bad) for name, fate in fates.items()]


def test_every_rule_for_records_is_documented():
    """docs/files.md lists every rule for which a record can be rejected."""
    known = {*rules.RULES, *xlsx_rules.RULES, *json_records.RULES}
    listed = {
        name for row in rows_of("docs/files.md") for name in coded(row[0]) if re.fullmatch("[a-z]+(_[a-z0-9]+)+", name)
    }
    assert listed == known


def test_every_exit_code_is_documented():
    """docs/exit-codes.md has every exit code, and no other."""
    listed = [int(code) for row in rows_of("docs/exit-codes.md") for code in row[0].split(", ") if code.isdigit()]
    assert sorted(listed) == sorted(int(code) for code in ExitCode)
    assert len(listed) == len(set(listed))


def test_every_code_of_a_problem_or_warning_is_documented():
    """docs/errors.md has every code that the package can give, and no other."""
    given = given_codes()
    assert [f"{each.place}: {each.text}" for each in given if each.value is None and each.text not in PASSED_ON] == []
    faults = {rule.replace("_", "-") for rule in (*strict_json.RULES, "no_such_path", "ambiguous_path")}
    codes = {each.value for each in given if each.value} | faults
    documented = first_cells("docs/errors.md")
    assert (sorted(codes - documented), sorted(documented - codes)) == ([], [])


def test_the_codes_are_read_from_the_source():
    """The reader of codes finds those given by name, by place, by methods, and those of dataclasses."""
    codes = {each.value for each in given_codes()}
    assert {"no-such-file", "damaged", "yaml-alias", "config-box", "disk-full", "no-records"} <= codes


def test_the_distribution_is_never_called_by_the_name_of_another_project():
    """No page tells anybody to install a package called cxcli."""
    pages = [
        path for path in ROOT.rglob("*.md") if not any(part.startswith(".") for part in path.relative_to(ROOT).parts)
    ]
    assert pages
    assert [
        str(path) for path in pages if re.search(r"pip install[^\n]*\bcxcli\b", path.read_text(encoding="utf-8"))
    ] == []
