/** An angle as degrees of the compass, 0 … 360. */
export const degreesOf = (angleRad: number): number => {
  const degrees = Number(((((angleRad * 180) / Math.PI) % 360) + 360).toPrecision(12));
  return degrees % 360;
};
