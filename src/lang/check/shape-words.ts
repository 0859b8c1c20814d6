import type { Text } from "../../words/text";
import { isScalarShape, type Shape, settled, shapeText, sizeText } from "./size";

/** “w has n entries”, “X' is n×m”, “λ is a scalar”. */
export function describe(name: string, shape: Shape): Text {
  const rows = sizeText(shape.rows);
  if (isScalarShape(shape)) return { en: `${name} is a scalar`, zh: `${name} 是标量` };
  if (settled(shape.cols) === 1) return { en: `${name} has ${rows} entries`, zh: `${name} 有 ${rows} 个元素` };
  return { en: `${name} is ${shapeText(shape)}`, zh: `${name} 是 ${shapeText(shape)}` };
}

/** “a scalar”, “a vector of n entries”, “an n×m matrix”: what follows “is”. */
export function nounOf(shape: Shape): Text {
  const rows = sizeText(shape.rows);
  if (isScalarShape(shape)) return { en: "a scalar", zh: "标量" };
  if (settled(shape.cols) === 1) return { en: `a vector of ${rows} entries`, zh: ` ${rows} 维向量` };
  return { en: `a matrix, ${shapeText(shape)}`, zh: ` ${shapeText(shape)} 矩阵` };
}
