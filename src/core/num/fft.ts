/**
 * The discrete Fourier transform of any length: X_k = Σ x_j e^(−2πi jk/N), in place. Divided by nothing.
 * @param re  [N], the real parts, overwritten
 * @param im  [N], the imaginary parts, overwritten
 * @cost O(N log N), for lengths that are no power of two about six times that of the next larger power of two
 * @source Cooley & Tukey 1965; Bluestein 1970 for other lengths
 */
export function fft(re: Float64Array, im: Float64Array): void {
  const N = re.length;
  if (im.length !== N) throw new RangeError(`im must hold ${N} numbers like re, got ${im.length}`);
  if (N <= 1) return;
  if ((N & (N - 1)) === 0) radix2(re, im);
  else bluestein(re, im);
}

/** Its inverse: x_j = 1/N Σ X_k e^(2πi jk/N), in place. */
export function inverseFft(re: Float64Array, im: Float64Array): void {
  // The transform with real and imaginary parts exchanged turns the other way.
  fft(im, re);
  for (let k = 0; k < re.length; k++) {
    re[k]! /= re.length;
    im[k]! /= re.length;
  }
}

function radix2(re: Float64Array, im: Float64Array): void {
  const N = re.length;
  for (let i = 1, j = 0; i < N; i++) {
    let bit = N >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j |= bit;
    if (i < j) {
      [re[i], re[j]] = [re[j]!, re[i]!];
      [im[i], im[j]] = [im[j]!, im[i]!];
    }
  }
  const cos = Float64Array.from({ length: N / 2 }, (_, k) => Math.cos((2 * Math.PI * k) / N));
  const sin = Float64Array.from({ length: N / 2 }, (_, k) => -Math.sin((2 * Math.PI * k) / N));
  for (let half = 1; half < N; half *= 2) {
    const stride = N / (2 * half);
    for (let from = 0; from < N; from += 2 * half) {
      for (let k = 0; k < half; k++) {
        const [a, b, c, s] = [from + k, from + k + half, cos[k * stride]!, sin[k * stride]!];
        const x = re[b]! * c - im[b]! * s;
        const y = re[b]! * s + im[b]! * c;
        re[b] = re[a]! - x;
        im[b] = im[a]! - y;
        re[a]! += x;
        im[a]! += y;
      }
    }
  }
}

/** jk = (j² + k² − (k − j)²)/2 makes the transform a convolution with a chirp, which a power of two can carry. */
function bluestein(re: Float64Array, im: Float64Array): void {
  const N = re.length;
  const M = 2 ** Math.ceil(Math.log2(2 * N - 1));
  const [ar, ai, br, bi] = [0, 1, 2, 3].map(() => new Float64Array(M)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  // k² modulo 2N: the angle keeps its digits.
  const angles = Float64Array.from({ length: N }, (_, k) => (Math.PI * ((k * k) % (2 * N))) / N);
  for (let k = 0; k < N; k++) {
    const [c, s] = [Math.cos(angles[k]!), Math.sin(angles[k]!)];
    ar[k] = re[k]! * c + im[k]! * s;
    ai[k] = im[k]! * c - re[k]! * s;
    br[k] = br[(M - k) % M] = c;
    bi[k] = bi[(M - k) % M] = s;
  }
  radix2(ar, ai);
  radix2(br, bi);
  for (let k = 0; k < M; k++) {
    const x = ar[k]! * br[k]! - ai[k]! * bi[k]!;
    ai[k] = ar[k]! * bi[k]! + ai[k]! * br[k]!;
    ar[k] = x;
  }
  inverseFft(ar, ai);
  for (let k = 0; k < N; k++) {
    const [c, s] = [Math.cos(angles[k]!), Math.sin(angles[k]!)];
    re[k] = ar[k]! * c + ai[k]! * s;
    im[k] = ai[k]! * c - ar[k]! * s;
  }
}
