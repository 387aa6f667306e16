import type { AreaCode } from '../../geodata/place/area.ts'
import { AppError } from '../contract/error.ts'
import type { UnlocatedGroup } from '../contract/imports.ts'
import type { Scope } from '../contract/scope.ts'
import { dayAt } from '../contract/day.ts'
import { aliasOf, learnAlias } from '../store/aliases.ts'
import { appendLine } from '../store/audit.ts'
import { lockCounty, raiseRevision } from '../store/counties.ts'
import { placeCases, queueRows } from '../store/queue.ts'
import { transaction } from '../store/transaction.ts'
import { namedPlace } from './areas.ts'
import type { Context } from './context.ts'
import { locateQueue } from './locateQueue.ts'
import { inTurn } from './turns.ts'
import { villageOf } from './village.ts'

/** Cases without a place, grouped by the words that they came with. Those without any words have `words: ''`. */
export async function listUnlocated(ctx: Context, scope: Scope): Promise<UnlocatedGroup[]> {
  const { tree } = await ctx.packs.get(scope.county)
  const today = dayAt(ctx.now())
  const candidate = (code: AreaCode): UnlocatedGroup['candidates'] => {
    const index = tree.current(code, today)
    return index >= 0 ? [namedPlace(tree, index)] : []
  }
  const groups = await queueRows(ctx.db, scope)
  return groups.map(({ words, cases, candidates }) => ({ words: words ?? '', cases, candidates: candidates.flatMap(candidate) }))
}

/**
 * Puts every case of these words into an area, those of an earlier decision too; `learn` makes later imports know the
 * words. Throws `AppError` 400 for an area that is not the scope's, 404 for words that no case has.
 */
export async function settlePlace(
  ctx: Context,
  scope: Scope,
  settled: { words: string; area: AreaCode; learn: boolean },
): Promise<{ cases: number; revision: number }> {
  const { tree } = await ctx.packs.get(scope.county)
  const today = dayAt(ctx.now())
  const index = tree.current(settled.area, today)
  const top = tree.indexOf(scope.root)
  if (index < top || index >= tree.end[top]!) throw unknownArea()
  if (settled.words === '') throw noWords()
  const area = tree.areas[index]!.code
  return inTurn(ctx.db, { changes: scope.county }, () => transaction(ctx.db, async (tx) => {
    const at = new Date(ctx.now())
    await lockCounty(tx, scope)
    const known = settled.learn ? await aliasOf(tx, scope, settled.words) : null
    if (settled.learn) await learnAlias(tx, scope, settled.words, area, at)
    const revision = await raiseRevision(tx, scope)
    const cases = await placeCases(tx, scope, settled.words, { area, village: villageOf(tree, area) }, { revision, at })
    if (cases === 0) throw noCases()
    // 王家坡 tells where 王家坡3组 is
    const more = settled.learn ? await locateQueue(tx, scope, { tree, today, revision, at }) : 0
    appendLine(tx, scope.by, {
      action: 'place_settled',
      at,
      county: scope.county,
      subject: `place ${settled.words}`,
      before: known && { alias: known },
      after: { area, cases: cases + more, ...(settled.learn ? { alias: area } : {}) },
    })
    return { cases: cases + more, revision }
  }))
}

function unknownArea(): AppError {
  return new AppError('unknown_area', {
    status: 400,
    field: 'area',
    say: { zh: '本县区划中没有这个代码，请从候选或搜索结果中选择', en: 'No area of this county has this code: choose one of the candidates or search for it' },
  })
}

function noWords(): AppError {
  return new AppError('no_place_words', {
    status: 400,
    field: 'words',
    say: {
      zh: '这些案件没有写地点，不能成批归位；请在台账中补上地点后重新导入',
      en: 'These cases came without any words for a place and cannot be placed together: add the place to the ledger and import it again',
    },
  })
}

function noCases(): AppError {
  return new AppError('no_such_words', {
    status: 404,
    field: 'words',
    say: { zh: '没有案件在等这个地点，可能刚刚已被归位，请刷新列表', en: 'No case waits for this place, perhaps it was settled just now: reload the list' },
  })
}
