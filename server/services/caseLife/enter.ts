import type { CaseDetail, NewCase } from '../../contract/cases.ts'
import { UNTOUCHED, type CaseState } from '../../contract/caseState.ts'
import type { Day } from '../../contract/day.ts'
import { AppError } from '../../contract/error.ts'
import type { CaseScope } from '../../contract/scope.ts'
import { handlingDue, tierOf, type Rules } from '../../ledger/life/clocks.ts'
import { earliestEntry, past } from '../../ledger/life/days.ts'
import { changesBetween } from '../../ledger/life/replay.ts'
import { contentKey } from '../../ledger/match.ts'
import { appendLine } from '../../store/audit.ts'
import { insertCase, writeEvent } from '../../store/caseWrite.ts'
import { raiseRevision } from '../../store/counties.ts'
import type { Context } from '../context.ts'
import { atDesk, nextDue, type Desk } from './change.ts'
import { detailOf } from './detail.ts'
import { kept, placeGiven } from './place.ts'
import { masker, tellsOfFamily } from './texts.ts'
import { townsOf } from './traces.ts'

/** A case that somebody tells of at the doorstep. Throws `AppError` 400 that names the field at fault. */
export async function enterCase(ctx: Context, scope: CaseScope, given: NewCase): Promise<CaseDetail> {
  return atDesk(ctx, scope, async (desk) => {
    const { tx, ground } = desk
    const state = entered(desk, given)
    const id = desk.nextCaseId
    const revision = await raiseRevision(tx, scope, id + 1)
    await insertCase(tx, scope, { id, revision, contentKey: keyOf(state), state })
    const changes = changesBetween({ ...state, ...UNTOUCHED }, state)
    const at = new Date(ctx.now())
    const next = await nextDue(desk, state)
    await writeEvent(tx, scope, id, state, { lastSeq: null, revision, at, kind: 'entered', from: null, note: null, changes, next })
    const { category, colour, area, sensitive } = state
    const town = area === null ? null : townsOf(ground)(area)
    appendLine(tx, scope.by, { action: 'case_entered', at, county: scope.county, subject: `case ${id}`, after: { kind: 'entered', category, colour, town, sensitive } })
    return detailOf(ctx, tx, ground, id)
  })
}

function entered({ ground, rules }: Desk, given: NewCase): CaseState {
  const { today, scope, pack } = ground
  const summary = masker(pack)(given.summary, 'summary')
  const colour = given.colour ?? 'none'
  if (colour !== 'none') refuseColour(rules, colour)
  const state: CaseState = {
    ...UNTOUCHED,
    occurredOn: occurred(given.occurredOn, today),
    dueOn: null,
    duePreset: true,
    closedOn: null,
    category: given.category,
    categoryTerm: null,
    colour,
    state: 'registered',
    channel: given.channel,
    people: given.people ?? null,
    amountFen: given.amountYuan === undefined ? null : Math.round(given.amountYuan * 100),
    unit: null,
    summary,
    agreement: null,
    judiciallyConfirmed: false,
    followedUp: false,
    sensitive: tellsOfFamily(given.category, [given.summary]),
    ...placeGiven(ground, given.area, given),
    since: today,
    cameOn: today,
    enteredBy: scope.by.organisation,
    enteredAccount: scope.by.account,
    colouredOn: colour === 'none' ? null : today,
  }
  return kept(ground, { ...state, dueOn: handlingDue(rules, state, today) })
}

function occurred(day: Day, today: Day): Day {
  const earliest = earliestEntry(today)
  if (day >= earliest) return past('occurredOn', day, { today, notBefore: null })
  throw new AppError('bad_parameter', {
    status: 400,
    field: 'occurredOn',
    say: {
      zh: `发生日期早于 ${earliest}，请核对年份；多年的老纠纷填这次排查发现的日期`,
      en: `It occurred before ${earliest}: check the year; for an old dispute give the day on which it was found this time`,
    },
  })
}

function refuseColour(rules: Rules, colour: CaseState['colour']): void {
  if (tierOf(rules, colour)) return
  const [zh, en] = [rules.presets.tiers.map(({ label }) => label.zh).join('、'), rules.presets.tiers.map(({ label }) => label.en).join(', ')]
  throw new AppError('bad_parameter', { status: 400, field: 'colour', say: { zh: `本县的等级为：${zh}`, en: `The tiers of this county are: ${en}` } })
}

/** By what a ledger's row of the same case says, an import knows it again. */
export function keyOf(state: CaseState): string {
  const hex = contentKey({
    ...state,
    originalNo: null,
    point: null,
    area: null,
    placeWords: null,
    candidates: [],
  })
  return BigInt.asIntN(64, BigInt(`0x${hex}`)).toString()
}
