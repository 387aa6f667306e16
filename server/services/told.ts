/** Characters, without marks, from which words tell one case from another; 邻里纠纷 is the summary of many. */
export const LEAST_WORDS = 12

export function tellsCase(summary: string | null): boolean {
  return summary !== null && summary.replace(/[\s\p{P}\p{S}]+/gu, '').length >= LEAST_WORDS
}
