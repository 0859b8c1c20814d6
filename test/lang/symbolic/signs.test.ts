import { expect, test } from "vitest";
import { answerTo } from "../../support/nabla";

const letters = "X : matrix m×n\ny, s : vector m\nw : vector n\n";

// Weighted least squares: the gradient is 2X' diag(s)(Xw − y), however the loss is written.
test.each(["sum(s ⊙ (y - X w).^2)", "(X w - y)' diag(s) (X w - y)", "(y - X w)' diag(s) (y - X w)"])(
  "a difference in an entry-wise product begins with what is added: %s",
  (loss) => {
    expect(answerTo(`${letters}f(w) = ${loss}\n∇f`)).toBe("2X'(s ⊙ (Xw − y))");
  },
);
