import type { Sufficiency } from '../../../server/contract/hotspots.ts'
import type { Refusal } from '../../../server/contract/hotTerms.ts'

/** Why nothing is named, in a heading; the sentence under it says more. */
export function refusalTitle({ refusal }: Pick<Sufficiency, 'refusal'>) {
  return refusal === 'few' ? 'hotPanels.few' : 'hotPanels.notYet'
}

/** What helps: a longer period, wider areas. Residents and earlier ledgers come from elsewhere. */
export const HELPS: Record<Refusal, { longer: boolean; wider: boolean }> = {
  few: { longer: true, wider: true },
  patchy: { longer: true, wider: false },
  thin: { longer: false, wider: true },
  nothing: { longer: false, wider: false },
  whole: { longer: false, wider: false },
  young: { longer: false, wider: false },
}
