/**
 * The complementary error function, to about 1e-15 relative wherever the result is a normal double (x < 26.5).
 *
 * W. J. Cody (1969), "Rational Chebyshev approximations for the error function", Mathematics of Computation 23, with the
 * coefficients of his routine CALERF (SPECFUN, 1990, netlib; public domain) as doubles print. From 0.46875 on the square
 * in exp(−x²) is split at a multiple of 1/16, or the rounding of x² would cost digits in the tail.
 */
export function erfc(x: number): number {
  const y = Math.abs(x)
  if (y <= 0.46875) return 1 - x * ratio(SMALL, y * y)
  const tail = y <= 4 ? ratio(MIDDLE, y) : far(y)
  const cut = Math.trunc(y * 16) / 16
  const value = y > 27 ? 0 : Math.exp(-cut * cut) * Math.exp(-(y - cut) * (y + cut)) * tail
  return x < 0 ? 2 - value : value
}

/** Probability that a standard normal deviates from 0 by |z| or more, to either side; NaN for NaN. */
export function twoSidedP(z: number): number {
  return erfc(Math.abs(z) * Math.SQRT1_2)
}

/**
 * The standard normal's quantile of a probability up to ½ that is given by its logarithm, so that it may lie below what a double
 * holds: ≤ 0, −Infinity for −Infinity, NaN above ln ½.
 *
 * Wichura (1988), "Algorithm AS 241: The percentage points of the normal distribution", Applied Statistics 37, PPND16: relative error
 * about 1e-15 down to p = 1e-316, and below 1e-8 at p = e^−5000.
 */
export function quantileOfLog(logP: number): number {
  if (!(logP <= -Math.LN2)) return NaN
  if (logP === -Infinity) return -Infinity
  const q = Math.exp(logP) - 0.5
  if (q >= -0.425) return q * ratio(CENTRAL, 0.180625 - q * q)
  const r = Math.sqrt(-logP)
  return -(r <= 5 ? ratio(NEAR_TAIL, r - 1.6) : ratio(FAR_TAIL, r - 5))
}

function far(y: number): number {
  const inverse = 1 / (y * y)
  return (INV_SQRT_PI - inverse * ratio(LARGE, inverse)) / y
}

const INV_SQRT_PI = 0.5641895835477563

/** Numerator and denominator, highest power first. */
type Ratio = [number[], number[]]

function ratio([above, below]: Ratio, x: number): number {
  let [p, q] = [0, 0]
  for (const coefficient of above) p = p * x + coefficient
  for (const coefficient of below) q = q * x + coefficient
  return p / q
}

const SMALL: Ratio = [
  [0.18577770618460315, 3.1611237438705655, 113.86415415105016, 377.485237685302, 3209.3775891384694],
  [1, 23.601290952344122, 244.02463793444417, 1282.6165260773723, 2844.236833439171],
]
const MIDDLE: Ratio = [
  [
    2.1531153547440383e-8, 0.5641884969886701, 8.883149794388377, 66.11919063714163, 298.6351381974001,
    881.952221241769, 1712.0476126340707, 2051.0783778260716, 1230.3393547979972,
  ],
  [
    1, 15.744926110709835, 117.6939508913125, 537.1811018620099, 1621.3895745666903, 3290.7992357334597,
    4362.619090143247, 3439.3676741437216, 1230.3393548037495,
  ],
]
const LARGE: Ratio = [
  [
    0.016315387137302097, 0.30532663496123236, 0.36034489994980445, 0.12578172611122926, 0.016083785148742275,
    0.0006587491615298378,
  ],
  [1, 2.568520192289822, 1.8729528499234673, 0.5279051029514285, 0.06051834131244132, 0.0023352049762686918],
]

// AS 241
const CENTRAL: Ratio = [
  [
    2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
    1971.5909503065513, 133.14166789178438, 3.3871328727963665,
  ],
  [
    5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
    687.1870074920579, 42.31333070160091, 1,
  ],
]
const NEAR_TAIL: Ratio = [
  [
    0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  [
    1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
]
const FAR_TAIL: Ratio = [
  [
    2.0103343992922881e-7, 0.000027115555687434876, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
    1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  [
    2.0442631033899397e-15, 1.421511758316446e-7, 0.000018463183175100548, 0.0007868691311456133, 0.014875361290850615,
    0.1369298809227358, 0.599832206555888, 1,
  ],
]
