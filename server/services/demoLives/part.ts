import type { CaseDraft } from '../../contract/case.ts'
import { dayAt, dayNumber } from '../../contract/day.ts'
import type { CountyScope } from '../../contract/scope.ts'
import { ledgerRows } from '../../ledger/ledger.ts'
import type { Context } from '../context.ts'
import { planFor } from '../planImport.ts'
import { withLedger } from '../workbookProcess.ts'

interface Ledger {
  name: string
  bytes: Uint8Array
}

/** Parts a ledger of text: the cases that an office would have entered here by itself, and the ledger without their rows. */
export async function partLedger(ctx: Context, scope: CountyScope, ledger: Ledger): Promise<{ rest: Ledger; entered: CaseDraft[] }> {
  const found = await rowsOf(ctx, scope, ledger)
  const today = dayNumber(dayAt(ctx.now()))
  const numbers = new Map<string, number>()
  for (const { draft } of found) if (draft.originalNo !== null) numbers.set(draft.originalNo, (numbers.get(draft.originalNo) ?? 0) + 1)
  const chosen = found.filter(({ draft, village }) => village && isEntered(draft, today) && numbers.get(draft.originalNo!) === 1)
  const gone = new Map(chosen.map(({ row, draft }) => [row, draft.originalNo!]))
  const lines = new TextDecoder('utf-8', { ignoreBOM: true }).decode(ledger.bytes).split('\r\n')
  // a field with a line end in it would shift all lines behind it
  for (const [row, no] of gone) if (lines[row - 1]?.startsWith(`${no},`) !== true) throw new Error(`demo: line ${row} of ${ledger.name} does not begin with ${no}`)
  return {
    rest: { ...ledger, bytes: new TextEncoder().encode(lines.filter((_, k) => !gone.has(k + 1)).join('\r\n')) },
    entered: chosen.map(({ draft }) => draft),
  }
}

interface Found {
  /** line of the file, from 1 */
  row: number
  draft: CaseDraft
  /** it lies in a village or narrower */
  village: boolean
}

async function rowsOf(ctx: Context, scope: CountyScope, ledger: Ledger): Promise<Found[]> {
  return withLedger(ledger, {}, async (file) => {
    const { plan, ledger: context, pack: { tree } } = await planFor(ctx, scope, file, {})
    const inVillage = ({ area }: CaseDraft): boolean => {
      const index = area === null ? -1 : tree.current(area, context.today)
      return index >= 0 && tree.ancestorAt(index, 'village') >= 0
    }
    const found: Found[] = []
    for await (const rows of ledgerRows(file, plan, context)) {
      for (const one of rows) if (one.outcome === 'case' && isRecent(one.draft, ctx)) found.push({ row: one.row, draft: one.draft, village: inVillage(one.draft) })
    }
    return found
  })
}

/** What an earlier year's ledger has already goes on in ledgers. */
function isRecent({ occurredOn }: CaseDraft, ctx: Context): boolean {
  return dayNumber(occurredOn) >= dayNumber(dayAt(ctx.now())) - 365
}

/** A case that is closed here has an agreement: what was settled without one on record stays in the ledger, and so does what left the county long ago. */
function isEntered({ state, agreement, colour, originalNo, occurredOn }: CaseDraft, today: number): boolean {
  if (originalNo === null || colour === 'none') return false
  return state === 'escalated' ? dayNumber(occurredOn) > today - WAITS_DAYS : state !== 'closed' || agreement !== null
}

/** So long a case may wait for those above to take it up. */
const WAITS_DAYS = 30
