"""Rules of one's own, wherever the work is done: loaded by name, described, and told apart.

A rule that does not come with this package travels to other processes as a `Plugin`: where its
class stands, and a digest of the source code. Who receives one imports the class there, and
refuses another version of it.
"""

from __future__ import annotations

import importlib
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from traceback import extract_tb
from types import FunctionType
from typing import Any, Final

from sim.errors import PluginError, suggestion
from sim.grammar.arguments import checked
from sim.institutions.registry import digest_of, is_registered, names_of, register, registered
from sim.parameters.own import own_declarations
from sim.rules import installed_rules, own_rules

_TARGET: Final = re.compile(r"([^\W\d]\w*(?:\.[^\W\d]\w*)*):([^\W\d]\w*(?:\.[^\W\d]\w*)*)")

_MAIN: Final = ("__main__", "__mp_main__")

_loaded: dict[str, list[Plugin]] = {}


@dataclass(frozen=True, slots=True)
class Plugin:
    """A rule that does not come with this package.

    Attributes
    ----------
    switch, rule : str
        Institution, and name of the rule in scenarios.
    target : str
        Where its class stands, as ``module:Class``.
    digest : str
        Of the source code; empty where that is not to be had.
    """

    switch: str
    rule: str
    target: str
    digest: str


@checked
def load_plugin(target: str) -> list[Plugin]:
    """Return the rules that a class stands for, after importing its module.

    Modules are looked for where Python does, and last in the working directory.

    Parameters
    ----------
    target : str
        ``module:Class``. The class must be registered when its module is imported, as by the
        decorator `sim.institutions.register`.

    Raises
    ------
    PluginError
        If the module or the class is not found, cannot be imported, or is not registered.
    """
    rule = _class_at(target)
    names = names_of(rule) if isinstance(rule, type) else []
    if not names:
        raise PluginError(
            f"plugin {target}: it is not registered as a rule; write "
            '@sim.institutions.register("SWITCH", "NAME") above the class'
        )
    _loaded[target] = [_plugin(switch, name, rule) for switch, name in names]
    return _loaded[target]


def load_function(target: str) -> Callable[..., Any]:
    """Return the function that stands at ``module:function``, after importing its module.

    Raises
    ------
    PluginError
        If it is not found, cannot be imported, or is no function.
    """
    found = _class_at(target)
    if isinstance(found, type) or not callable(found):
        raise PluginError(f"outcome {target}: it is no function of an economy")
    function: Callable[..., Any] = found
    return function


def is_function(target: str) -> bool:
    """Return whether a function stands at ``module:function``, after importing its module.

    Raises
    ------
    PluginError
        If nothing is found there.
    """
    found = _class_at(target)
    return callable(found) and not isinstance(found, type)


def loaded_plugins() -> tuple[Plugin, ...]:
    """Return the rules that `load_plugin` loaded in this process."""
    return tuple(plugin for plugins in _loaded.values() for plugin in plugins)


def plugins_of(chosen: Iterable[tuple[str, str]]) -> tuple[Plugin, ...]:
    """Return those of the rules that do not come with this package, described.

    Parameters
    ----------
    chosen : iterable of (str, str)
        Switch and name of rules; an `Institutions` is one.

    Raises
    ------
    ScenarioError
        If there is no such rule, or the package that declares it cannot be loaded.
    """
    return tuple(
        _plugin(switch, name, registered(switch, name)) for switch, name in own_rules(chosen)
    )


def make_known(plugins: Iterable[Plugin]) -> None:
    """Make rules known in this process, and sure that they are the ones that are meant.

    Raises
    ------
    PluginError
        If a class cannot be imported here, or its source code differs.
    """
    for plugin in plugins:
        if not is_registered(plugin.switch, plugin.rule):
            if plugin.target.partition(":")[0] in _MAIN:
                raise PluginError(
                    f"plugin {plugin.target}: the class stands in the main program, which other "
                    "processes cannot import; put it into a file of its own"
                )
            rule = _class_at(plugin.target)
            # Its module may leave registering to whoever imports it.
            if not is_registered(plugin.switch, plugin.rule):
                register(plugin.switch, plugin.rule, rule)
        found = _plugin(plugin.switch, plugin.rule, registered(plugin.switch, plugin.rule))
        if found.digest != plugin.digest:
            raise PluginError(
                f"plugin {plugin.target}: its source code here differs from that where the work "
                "was begun; use the same version everywhere, and leave it unchanged while it runs"
            )


def check_told_apart(plugins: Iterable[Plugin]) -> None:
    """Make sure that results can be kept that depend on rules.

    Raises
    ------
    PluginError
        If the source code of one is not to be had.
    """
    for plugin in plugins:
        if not plugin.digest:
            raise PluginError(
                f"plugin {plugin.target}: its source code is not to be had, so that kept results "
                "could not be told from those of another version; put the class into a file"
            )


def described(chosen: Iterable[tuple[str, str]]) -> list[dict[str, Any]]:
    """Return what provenance says of the rules that do not come with this package.

    A rule that is not loaded, as in results that were read from a file, has only its name.

    Parameters
    ----------
    chosen : iterable of (str, str)
        As in `plugins_of`.
    """
    return [
        record(_plugin(switch, name, registered(switch, name)))
        if is_registered(switch, name)
        else {"switch": switch, "rule": name}
        for switch, name in own_rules(chosen)
    ]


def record(plugin: Plugin) -> dict[str, Any]:
    """Return a plugin ready for JSON, with its parameters and the version of its package."""
    version = _version(plugin.target.partition(":")[0].partition(".")[0])
    declared = own_declarations([(plugin.switch, plugin.rule)])
    parameters = {
        name: {"default": row.default, "low": row.low, "high": row.high, "unit": row.unit}
        for name, row in declared.items()
    }
    return {
        "switch": plugin.switch,
        "rule": plugin.rule,
        "plugin": plugin.target,
        "digest": plugin.digest,
        **({"parameters": parameters} if parameters else {}),
        **({"version": version} if version else {}),
    }


def options(plugins: Sequence[Plugin]) -> str:
    """Return the options of the command line that load the plugins, each after a blank."""
    targets = dict.fromkeys(plugin.target for plugin in plugins)
    return "".join(f" --plugin {target}" for target in targets)


def _plugin(switch: str, name: str, rule: type[Any]) -> Plugin:
    target = f"{rule.__module__}:{rule.__qualname__}"
    return Plugin(switch, name, target, digest_of(switch, name))


def _class_at(target: str) -> Any:
    """Return what stands at ``module:Class``."""
    parts = _TARGET.fullmatch(target)
    is_file = Path(target.partition(":")[0]).suffix == ".py"
    if parts is None or is_file:
        hint = ""
        if is_file:
            hint = "; a file is named without its folder and .py, and must lie in the folder you "
            hint += "are in or on PYTHONPATH"
        raise PluginError(
            f"plugin '{target}': it must be MODULE:CLASS, for example "
            f"apprenticeship:Apprenticeship{hint}"
        )
    module_name, path = parts.groups()
    module = _module(target, module_name)
    try:
        return reduce(getattr, path.split("."), module)
    except AttributeError:
        own = [
            name
            for name, value in vars(module).items()
            if isinstance(value, type | FunctionType) and value.__module__ == module_name
        ]
        there = f"; it has {', '.join(own)}" if own else "; it has no class and no function"
        place = getattr(module, "__file__", None) or "no file"
        raise PluginError(
            f"plugin {target}: there is no '{path}' in the module {module_name} ({place})"
            f"{there}{suggestion(path, own)}"
        ) from None


def _module(target: str, name: str) -> Any:
    _look_in_working_directory()
    try:
        return importlib.import_module(name)
    except PluginError as error:
        raise PluginError(f"plugin {target}: {error}") from error
    except ModuleNotFoundError as error:
        if error.name is None or not f"{name}.".startswith(f"{error.name}."):
            raise _unusable(target, name, error) from error
        files = [file.stem for file in Path.cwd().glob("*.py")]
        raise PluginError(
            f"plugin {target}: there is no module '{error.name}', neither in the folder you are in "
            f"nor among the installed packages{suggestion(error.name, files)}"
        ) from None
    except (Exception, SystemExit) as error:
        raise _unusable(target, name, error) from error


def _unusable(target: str, name: str, error: BaseException) -> PluginError:
    """Return an error that says where the import of a module went wrong."""
    where = ""
    if isinstance(error, SyntaxError) and error.filename:
        where = f" ({Path(error.filename).name}, line {error.lineno})"
    elif error.__traceback__ is not None:
        last = extract_tb(error.__traceback__)[-1]
        where = f" ({Path(last.filename).name}, line {last.lineno})"
    text = error.msg if isinstance(error, SyntaxError) else str(error).partition("\n")[0]
    return PluginError(
        f"plugin {target}: the module {name} cannot be imported: {type(error).__name__}: "
        f"{text}{where}"
    )


def _look_in_working_directory() -> None:
    """Let modules of the working directory be found, after all others.

    Processes that are started later take the search path over.
    """
    here = str(Path.cwd())
    if here not in sys.path and "" not in sys.path:
        sys.path.append(here)
        importlib.invalidate_caches()


def _version(package: str) -> str:
    """Return name and version of the distribution that declares rules of a package, if any."""
    for entry in installed_rules().values():
        if entry.module.partition(".")[0] == package and entry.dist is not None:
            return f"{entry.dist.name} {entry.dist.version}"
    return ""
