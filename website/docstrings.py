"""Makes docstrings what the site understands: sessions as blocks, texts for instances."""

from __future__ import annotations

import re
from typing import Any

import griffe

#: A session with ``>>>``, up to the next blank line.
_SESSION = re.compile(r"^>>> .*?(?=\n\n|\Z)", re.MULTILINE | re.DOTALL)


class Docstrings(griffe.Extension):
    """An extension of the collector of docstrings."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Puts each session of a docstring into a block."""
        if obj.docstring is not None:
            obj.docstring.value = _SESSION.sub(r"```pycon\n\g<0>\n```", obj.docstring.value)

    def on_package(self, *, pkg: griffe.Module, **_: Any) -> None:
        """Describes `param_scope` and `required`, which are instances, by their classes."""
        module = pkg["_kernel.param_scope"]
        cls = module["ParamScope"]
        call = cls["__call__"]
        text = f"{cls.docstring.value}\n\n**A call:** {call.docstring.value}"
        options = {"returns_multiple_items": False, "returns_named_value": False}
        module["param_scope"].docstring = griffe.Docstring(
            text, parser="google", parser_options=options, parent=call
        )
        module = pkg["_kernel.required"]
        module["required"].docstring = griffe.Docstring(
            module["_Required"].docstring.value, parser="google", parent=module["required"]
        )
