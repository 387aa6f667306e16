/** How rare a number of cases is by what was to be expected there; keys of words. It puts into words and proves nothing. */
export type Oddness = 'rare' | 'unusual' | 'plain'

export function oddness(chance: number): Oddness {
  if (chance < 0.001) return 'rare'
  return chance < 0.02 ? 'unusual' : 'plain'
}
