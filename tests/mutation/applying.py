"""Puts a mutant in the place of the code: in this process alone, never in a file."""

import functools
import gc
import importlib.util
import sys
from collections import defaultdict
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType

from tests.mutation import python_mutants, sql_mutants
from tests.mutation.mutants import Mutant

ROOT = Path(__file__).parents[2]


def module_name(file: str) -> str:
    """Return the name by which a file of the checkout is imported."""
    return file.removesuffix(".py").replace("/", ".")


class Live:
    """The functions of ours that are imported, looked up once, before processes are forked."""

    def __init__(self, files: set[str]) -> None:
        self.functions = defaultdict(list)
        self.caches = []
        for each in gc.get_objects():
            if isinstance(each, FunctionType) and each.__code__.co_filename in files:
                self.functions[_name(each.__code__)].append(each)
            elif isinstance(each, functools._lru_cache_wrapper) and _is_ours(each):
                self.caches.append(each)
        gc.freeze()

    def apply(self, mutant: Mutant) -> None:
        """Put a mutant in the place of its function, or of its query."""
        if mutant.is_sql:
            _replace_text(mutant)
        elif mutant.function is None:
            _renew(mutant)
        else:
            self._exchange(_code(mutant))
        for each in self.caches:
            each.cache_clear()

    def _exchange(self, code: CodeType) -> None:
        if not self.functions[_name(code)]:
            raise LookupError(f"{code.co_filename}: no function {code.co_qualname}")
        for each in self.functions[_name(code)]:
            each.__code__ = code


def _name(code):
    return code.co_filename, code.co_qualname, code.co_firstlineno


def _is_ours(cached):
    return (cached.__module__ or "").startswith("hotspots")


def import_mutated(mutant: Mutant) -> None:
    """Let a module that is not imported yet be imported with that error."""
    sys.meta_path.insert(0, _Finder(mutant))


class _Finder:
    def __init__(self, mutant):
        self.mutant, self.name = mutant, module_name(mutant.file)

    def find_spec(self, name, _path=None, _target=None):
        if name != self.name:
            return None
        loader = _Loader(name, str(ROOT / self.mutant.file))
        loader.mutant = self.mutant
        return importlib.util.spec_from_loader(name, loader)


class _Loader(SourceFileLoader):
    def get_code(self, _fullname):
        return _compiled(self.mutant)


def _compiled(mutant):
    path = ROOT / mutant.file
    tree = python_mutants.mutated(path.read_text(encoding="utf-8"), mutant)
    return compile(tree, str(path), "exec", dont_inherit=True)


def _code(mutant):
    """Return the code of the mutated function."""
    name, first = mutant.function
    waiting = [_compiled(mutant)]
    while waiting:
        code = waiting.pop()
        if code.co_qualname == name and code.co_firstlineno == first:
            return code
        waiting.extend(each for each in code.co_consts if isinstance(each, CodeType))
    raise LookupError(f"{mutant.file}: no function {name}")


def _renew(mutant):
    """Run a module's text again, and hand what it defines now to whoever has it already.

    What another module made of it on import, such as a default, stays as it was.
    """
    module = sys.modules[module_name(mutant.file)]
    fresh = {"__name__": module.__name__, "__file__": module.__file__}
    exec(_compiled(mutant), fresh)  # noqa: S102 - our own code, with an error in it
    ours = [each for name, each in [*sys.modules.items()]
            if name.startswith(("hotspots.", "tests."))]  # fmt: skip
    for name, value in fresh.items():
        old = vars(module).get(name)
        if isinstance(value, FunctionType | type):
            if value.__module__ == module.__name__:
                _hand_over(old, value)
        elif not name.startswith("__"):
            for each in ours:
                if vars(each).get(name) is old:
                    setattr(each, name, value)


def _hand_over(old, new):
    """Let a function or class that is in use behave as a new one does."""
    if isinstance(new, FunctionType):
        if isinstance(old, FunctionType) and old.__code__.co_freevars == new.__code__.co_freevars:
            old.__code__, old.__defaults__ = new.__code__, new.__defaults__
            old.__kwdefaults__ = new.__kwdefaults__
        return
    for name, value in [*vars(new).items()]:
        if isinstance(value, FunctionType):
            _hand_over(vars(old).get(name), value)
        elif isinstance(value, int | float | tuple | frozenset) and not name.startswith("__"):
            setattr(old, name, value)


def _replace_text(mutant):
    from hotspots import shipped

    read = shipped.text
    changed = sql_mutants.mutated((ROOT / mutant.file).read_text(encoding="utf-8"), mutant)
    shipped.text = lambda name: changed if name == mutant.file else read(name)
