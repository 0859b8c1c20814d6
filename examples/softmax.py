r"""Softmax and its derivative.

The softmax of scores :math:`s \in \mathbb{R}^n` is

.. math::

    p_i = \frac{e^{s_i - m}}{\sum_j e^{s_j - m}}, \qquad m = \max_j s_j
"""

import math


def softmax(scores: list[float]) -> list[float]:
    """Shift by the greatest score first: $p(s + c) = p(s)$ for any constant $c$."""
    largest = max(scores)
    weights = [math.exp(score - largest) for score in scores]
    total = sum(weights)  # $Z = \sum_j e^{s_j - m} \ge 1$, so nothing divides by zero
    return [weight / total for weight in weights]


def pullback(p: list[float], g: list[float]) -> list[float]:
    # $\partial L / \partial s = p \odot (g - \langle p, g \rangle)$
    mean = sum(a * b for a, b in zip(p, g))
    return [a * (b - mean) for a, b in zip(p, g)]
