export interface Chance {
  /** φ ≥ 1: as many times as independent cases the counts vary by chance */
  dispersion?: number
}

export interface Worth {
  /** variance of the true values between the groups, in units of the variance that chance gives to one case */
  between: number
  /** cases of all groups, in independent ones */
  cases: number
}

/**
 * How much groups differ beyond chance: moments with the mean estimated from the groups themselves, A = (Σ off − (k − 1)) / (Σ n − Σ n² / Σ n)
 * (Kleinman 1973, "Proportions with extraneous variance", JASA 68, for shares; DerSimonian and Laird 1986 have it for any means). `cases`
 * are what each group is worth in independent cases, `off` its squared deviation from the mean in units of what chance makes of it; groups
 * that are NaN or of no worth do not count.
 *
 * Morris (1983, "Parametric empirical Bayes inference", JASA 78, eq. 1.16) widens by (k − 1) / (k − 3), as k groups tell A but roughly; with
 * three or fewer, or none between them, the groups are alike as far as all cases together can tell, and no more.
 */
export function priorWorth(cases: ArrayLike<number>, off: ArrayLike<number>): Worth {
  let [groups, all, squares, spread] = [0, 0, 0, 0]
  for (let i = 0; i < cases.length; i++) {
    const n = cases[i]!
    if (!(n > 0)) continue
    groups++
    all += n
    squares += n * n
    spread += off[i]!
  }
  const room = all - squares / all
  const found = groups > 3 && room > 0 ? (((spread - (groups - 1)) / room) * (groups - 1)) / (groups - 3) : 0
  return { between: Math.max(found, all > 0 ? 1 / all : Infinity), cases: all }
}
