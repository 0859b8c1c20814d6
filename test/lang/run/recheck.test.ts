import { expect, test } from "vitest";
import { analysisOf } from "../../support/nabla";

const program = `A = [2 1; 1 3]
q(x) = ½ x'A x − (1, 2)'x
∇²q
hvp q along (1, 0)
G(w) = A w ⊙ w
jacobian G
f(x, y) = x³ sin(y) + exp(x y)
∇f
∇²f
∂²f/∂x∂y
derive f at (1, 2) along (3, 4)
hvp f along (1, 0)
diff(x^5 y^2, x, x, y)
S : symmetric n×n
v, w : vector n
g(w) = w'S w ‖w‖²
∇²g
hvp g along v
g along v
c(z) = cos(z) (z, z²)
jacobian c
`;

test("derivatives of every layout are re-checked by dual numbers", () => {
  const { statements, problems } = analysisOf(program);
  expect(problems.filter(({ code }) => code === "unknown")).toEqual([]);
  const notes = statements.flatMap(({ answer }) => answer?.notes ?? []).map(({ en }) => en);
  expect(notes.filter((note) => note.startsWith("Not re-checked"))).toEqual([]);
});

test("a derivative without a point inside its domain says that it was not re-checked", () => {
  const { statements } = analysisOf("k(t) = log(t - 100)\nk'");
  expect(statements[1].answer?.notes.map(({ en }) => en).join()).toContain("Not re-checked");
});

test("a function of 80 variables is looked at in a sample of coordinates", () => {
  const names = Array.from({ length: 80 }, (_, i) => `x_${i}`);
  const { statements } = analysisOf(
    `f(${names.join(", ")}) = ${names.map((x, i) => `${x}² ${names[(i + 1) % 80]}`).join(" + ")}\n∇f`,
  );
  expect(statements[1].answer?.notes).toEqual([]);
});
