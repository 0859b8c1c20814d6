"""Answers one line of JSON after another: how long SymPy took for the derivatives of an expression, and their values."""

import json
import sys
import time

from sympy import diff, sympify
from sympy.core.cache import clear_cache


def derive(text, names, order):
    f = sympify(text.replace("^", "**"))
    variables = [s for n in names for s in f.free_symbols if s.name == n]
    gradient = [diff(f, x) for x in variables]
    if order == 1:
        return variables, gradient
    return variables, gradient + [diff(g, y) for i, g in enumerate(gradient) for y in variables[: i + 1]]


WARM, TIMED = (float(ms) / 1000 for ms in sys.argv[1:])


def called(ask, least):
    """Calls for so many seconds: seconds per call, and what the last one gave."""
    calls, start = 0, time.perf_counter()
    while calls == 0 or time.perf_counter() - start < least:
        clear_cache()  # each call derives, none looks up
        variables, found = derive(ask["text"], ask["variables"], ask["order"])
        texts = [str(d) for d in found]
        calls += 1
    return (time.perf_counter() - start) / calls, variables, found


print("ready", flush=True)
for line in sys.stdin:
    ask = json.loads(line)
    called(ask, WARM)
    seconds, variables, found = called(ask, TIMED)
    ms = seconds * 1000
    at = {x: ask["point"][x.name] for x in variables}
    print(json.dumps({"ms": ms, "values": [float(d.subs(at)) for d in found]}), flush=True)
