import re
import tomllib

from transcripts import ROOT, read

README = read("README.md")
SHELL = re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
PROJECT = tomllib.loads(read("pyproject.toml"))["project"]


def test_two_commands_do_everything():
    """One line of shell installs and runs the main job on a sample, one line installs and passes the tests."""
    assert [command.count("\n") for command in SHELL] == [1, 1]
    assert all(command.startswith("python3 -m venv .venv && .venv/bin/pip install -q ") for command in SHELL)
    assert SHELL[0].endswith("install -q . && .venv/bin/cx score nps sample_data/nps_responses.csv\n")
    assert SHELL[1].endswith("install -q -e '.[dev]' -c constraints.txt && .venv/bin/pytest\n")


def test_the_page_begins_with_a_real_output_and_goes_from_installing_to_reading_on():
    """The README shows what the program does, then how it is installed, then a tour, then where to read on."""
    assert README.index("$ cx score nps") < README.index("## Install")
    assert re.findall("^## (.*)$", README, re.MULTILINE) == ["Install", "A tour", "Where to read on"]


def test_the_page_calls_things_by_their_names():
    """The README names the distribution, the Python it needs, the licence and the owners of the trademarks."""
    assert f"`{PROJECT['name']}`" in README
    assert f"Python {PROJECT['requires-python'].removeprefix('>=')} or newer" in README
    assert re.search(r"Bain & Company, Inc\., NICE\s+Satmetrix and Fred Reichheld", README)
    assert PROJECT["license"] in read("LICENSE")


def test_the_constraints_are_names_and_versions_only():
    """constraints.txt pins what is declared, and holds no addresses and not the package itself."""
    lines = read("constraints.txt").splitlines()
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.]*", line) for line in lines)
    pinned = {re.sub("[-_.]+", "-", line.partition("==")[0]).lower() for line in lines}
    extras = PROJECT["optional-dependencies"]
    named = (*PROJECT["dependencies"], *extras["dev"], *extras["text"], *extras["png"])
    declared = {re.split("[>=<]", each)[0].lower() for each in named if not each.startswith(f"{PROJECT['name']}[")}
    assert sorted(declared - pinned) == []
    assert PROJECT["name"] not in pinned


def test_the_changes_begin_with_the_version_at_hand():
    """CHANGELOG.md has the version that `cx --version` prints at its top."""
    version = re.search('__version__ = "(.+)"', (ROOT / "cxcli/__init__.py").read_text(encoding="utf-8"))[1]
    assert re.search(r"^## (\S+?),? ", read("CHANGELOG.md"), re.MULTILINE)[1].rstrip(",") == version
