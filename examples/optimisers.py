r"""Four ways down a quadratic bowl, in plain Python: run me.

All minimise :math:`q(x) = \tfrac12 x^\top A x - b^\top x` for a symmetric positive definite :math:`A`.
Its gradient is :math:`\nabla q(x) = Ax - b`, its minimiser solves :math:`Ax^* = b`.
"""

from math import sqrt

Vector = list[float]
Matrix = list[list[float]]


def dot(u: Vector, v: Vector) -> float:
    return sum(a * b for a, b in zip(u, v))


def times(A: Matrix, x: Vector) -> Vector:
    return [dot(row, x) for row in A]


def gradient(A: Matrix, b: Vector, x: Vector) -> Vector:
    return [a - c for a, c in zip(times(A, x), b)]


def descend(A: Matrix, b: Vector, x: Vector, step: float, tol: float = 1e-6) -> tuple[Vector, int]:
    r"""Gradient descent, $x_{k+1} = x_k - \alpha \nabla q(x_k)$.

    With eigenvalues in $[\lambda_{\min}, \lambda_{\max}]$ the error shrinks each step by at most

    .. math::

        \rho(\alpha) = \max\bigl(|1 - \alpha\lambda_{\min}|,\, |1 - \alpha\lambda_{\max}|\bigr).

    Parameters
    ----------
    step : float
        The step size $\alpha$; beyond $2/\lambda_{\max}$ the run diverges.
    """
    first = sqrt(dot(gradient(A, b, x), gradient(A, b, x)))
    k = 0
    while sqrt(dot(g := gradient(A, b, x), g)) > tol * first:
        x = [a - step * c for a, c in zip(x, g)]
        k += 1
    return x, k


def momentum(A: Matrix, b: Vector, x: Vector, step: float, beta: float, tol: float = 1e-6) -> tuple[Vector, int]:
    r"""Heavy ball, $v_{k+1} = \beta v_k - \alpha\nabla q(x_k)$ and $x_{k+1} = x_k + v_{k+1}$."""
    first = sqrt(dot(gradient(A, b, x), gradient(A, b, x)))
    v = [0.0] * len(x)
    k = 0
    while sqrt(dot(g := gradient(A, b, x), g)) > tol * first:
        v = [beta * a - step * c for a, c in zip(v, g)]
        x = [a + c for a, c in zip(x, v)]
        k += 1
    return x, k


def steepest(A: Matrix, b: Vector, x: Vector, tol: float = 1e-6) -> tuple[Vector, int]:
    # The exact step along the gradient $g$ of a quadratic is
    # $$
    # \alpha = \frac{g^\top g}{g^\top A g}.
    # $$
    first = sqrt(dot(gradient(A, b, x), gradient(A, b, x)))
    k = 0
    while sqrt(dot(g := gradient(A, b, x), g)) > tol * first:
        step = dot(g, g) / dot(g, times(A, g))
        x = [a - step * c for a, c in zip(x, g)]
        k += 1
    return x, k


def conjugate(A: Matrix, b: Vector, x: Vector, tol: float = 1e-6) -> tuple[Vector, int]:
    """Conjugate gradients: at most $n$ steps in exact arithmetic, as the directions satisfy $p_i^T A p_j = 0$."""
    r = [-c for c in gradient(A, b, x)]
    p = r
    first = sqrt(dot(r, r))
    k = 0
    while sqrt(rr := dot(r, r)) > tol * first:
        Ap = times(A, p)
        step = rr / dot(p, Ap)
        x = [a + step * c for a, c in zip(x, p)]
        r = [a - step * c for a, c in zip(r, Ap)]
        beta = dot(r, r) / rr  # Fletcher and Reeves: $\beta_k = \|r_{k+1}\|^2 / \|r_k\|^2$
        p = [a + beta * c for a, c in zip(r, p)]
        k += 1
    return x, k


if __name__ == "__main__":
    A = [[4.0, 1.0], [1.0, 3.0]]
    b = [1.0, 2.0]
    start = [2.0, 1.0]
    # $\lambda = (7 \pm \sqrt5)/2$, so the best fixed step is $2/(\lambda_{\min} + \lambda_{\max}) = 2/7$
    for name, (x, steps) in {
        "gradient descent": descend(A, b, start, 2 / 7),
        "heavy ball": momentum(A, b, start, 0.25, 0.1),
        "steepest descent": steepest(A, b, start),
        "conjugate gradients": conjugate(A, b, start),
    }.items():
        print(f"{name:20} {steps:3} steps to ({x[0]:.6f}, {x[1]:.6f})")
