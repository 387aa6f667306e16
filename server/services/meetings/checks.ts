import type { AreaCode } from '../../../geodata/place/area.ts'
import { dayNumber, dayOfNumber, type Day } from '../../contract/day.ts'
import { belowTowns, levelOf, MEETING_KINDS, type MeetingKind, type NewAction } from '../../contract/meetings.ts'
import { compareLevels, LEVEL_LABELS } from '../../../geodata/place/level.ts'
import { earliestEntry } from '../../ledger/life/days.ts'
import { sensitiveWords } from '../../ledger/values/category.ts'
import { namedOrganisations } from '../../store/namedOrganisations.ts'
import type { StoredAction, StoredMeeting } from '../../store/meetings.ts'
import type { Transaction } from '../../store/transaction.ts'
import { uuidV7 } from '../../store/uuid.ts'
import { masker } from '../caseLife/texts.ts'
import { unknownOrganisation } from '../caseLife/unknown.ts'
import type { Context } from '../context.ts'
import { organisationReach } from '../organisationReach.ts'
import { namesPerson } from '../searchWords.ts'
import { unknownArea, type MeetingDesk } from './desk.ts'
import { bad } from './refusals.ts'
import { namedCases } from './shown.ts'

/** An action item is done within months: what is due later than in three years has a wrong year. */
const LONGEST_DAYS = 3 * 366

/** Whose meeting it is, and when. Throws `AppError` 400 that names the field. */
export function checkHeld({ pack: { tree }, today, inside }: MeetingDesk, { kind, area, heldOn }: Pick<StoredMeeting, 'kind' | 'area' | 'heldOn'>): void {
  const index = tree.indexOf(area)
  if (index < 0 || !inside(area)) throw unknownArea('area')
  const { level } = tree.areas[index]!
  if (level !== levelOf(kind)) throw wrongLevel(kind)
  if (heldOn > today) throw bad('heldOn', { zh: '日期在今天之后，开过会再登记', en: 'The day lies in the future: enter a meeting when it was held' })
  const earliest = earliestEntry(today)
  if (heldOn < earliest) throw bad('heldOn', { zh: `日期早于 ${earliest}，请核对年份`, en: `The day lies before ${earliest}: check the year` })
  if (!tree.isLive(index, heldOn)) throw bad('area', { zh: '这一天这个区划还没有设立，或已经撤销，请核对区划和日期', en: 'This area was not in force on that day: check the area and the day' })
}

function wrongLevel(kind: MeetingKind) {
  const { label, level } = MEETING_KINDS.row(kind)
  const at = LEVEL_LABELS[level]
  return bad('area', { zh: `“${label.zh}”是${at.zh}一级的会议，请选${at.zh}`, en: `"${label.en}" is held by an area of the level "${at.en}": choose one` })
}

interface TextMasker {
  line(text: string, field: string): string
  text(text: string | null | undefined, field: string): string | null
}

/**
 * A text without what points at a person; null for none, and an error for one of which nothing else is left. `fine`: it
 * speaks of a place below the towns, and must not tell of a family there.
 */
export function textMasker({ pack }: MeetingDesk, fine: boolean): TextMasker {
  const mask = masker(pack)
  const told = (text: string, field: string): string => {
    if (fine) refuseFamily(text, field)
    return mask(text, field)
  }
  return {
    line: (text, field) => told(text.replace(/\s+/g, ' '), field),
    text: (text, field) => (text === null || text === undefined || text.trim() === '' ? null : told(text, field)),
  }
}

/** Throws `AppError` 400 for a text that tells of family violence, minors or suicide. */
export function refuseFamily(text: string | null, field: string): void {
  const [word] = sensitiveWords(text === null ? [] : [text])
  if (word === undefined) return
  throw bad(field, {
    zh: `“${word}”涉及家庭暴力、未成年人或自杀，写在村（社区）一级，谁看到都知道是哪个村；请写到乡镇一级的会议里，或只写案件编码`,
    en: `"${word}" tells of family violence, minors or suicide, and at village level everybody would know of which village: write it into a meeting of the town, or give the code of the case alone`,
  }, 'tells_of_family')
}

/** The numbers once each, in order. Throws `AppError` 400 for one that is not there or that such a meeting does not name to the asker. */
export async function checkedCases(ctx: Context, tx: Transaction, desk: MeetingDesk, kind: MeetingKind, given: readonly number[]): Promise<number[]> {
  const ids = [...new Set(given)].sort((a, b) => a - b)
  const named = new Set((await namedCases(ctx, tx, desk, kind, ids)).map(({ id }) => id))
  const stray = ids.find((id) => !named.has(id))
  if (stray === undefined) return ids
  const hint = belowTowns(kind)
    ? { zh: '；敏感案件写到乡镇一级的会议里', en: '. A sensitive case belongs into a meeting of the town' }
    : { zh: '', en: '' }
  throw bad('cases', {
    zh: `没有编号为 ${stray} 的案件，或不在您的范围内，请从搜索结果中选择${hint.zh}`,
    en: `There is no case ${stray}, or it lies outside of what your post sees: choose one from the search${hint.en}`,
  }, 'unknown_case')
}

/** Decisions as they are kept, after the `known` ones of the meeting; `at` names the field of each. Throws `AppError` 400. */
export async function newActions(
  ctx: Context, tx: Transaction, desk: MeetingDesk, { id: meeting, ...from }: Pick<StoredMeeting, 'id' | 'kind' | 'heldOn'>, given: readonly NewAction[],
  { known, at }: { known: readonly StoredAction[]; at: (k: number, field: string) => string },
): Promise<StoredAction[]> {
  const made: StoredAction[] = []
  for (const [k, one] of given.entries()) {
    const bare: StoredAction = { id: uuidV7(ctx.now()), meeting, no: (known.at(-1)?.no ?? 0) + k + 1, ...one, place: one.place ?? null, status: 'open', doneOn: null, result: null, version: 1 }
    made.push(await checkedAction(ctx, tx, desk, bare, { from, known: null, at: (field) => at(k, field) }))
  }
  return made
}

/** `from`: the meeting. `known`: how it stood before; what is not changed is not judged anew, unless the place is a narrower one. */
export async function checkedAction(
  ctx: Context, tx: Transaction, desk: MeetingDesk, one: StoredAction,
  { from: { kind, heldOn }, known, at }: { from: Pick<StoredMeeting, 'kind' | 'heldOn'>; known: StoredAction | null; at: (field: string) => string },
): Promise<StoredAction> {
  const fine = isFine(desk, kind, one.place)
  const mask = textMasker(desk, fine)
  const text = one.text === known?.text ? one.text : mask.line(one.text, at('text'))
  const result = one.result === (known?.result ?? null) ? one.result : mask.text(one.result, at('result'))
  if (fine && known !== null && !isFine(desk, kind, known.place)) {
    refuseFamily(text, at('text'))
    refuseFamily(result, at('result'))
  }
  if (one.owner !== known?.owner) await refuseOwner(ctx, tx, desk, one.owner, at('owner'))
  if (one.dueOn !== known?.dueOn) refuseDue(one.dueOn, heldOn, at('dueOn'))
  if (one.place !== null && one.place !== known?.place) refusePlace(desk, one.place, at('place'))
  return { ...one, text, result }
}

/** Does a decision of such a meeting at such a place speak of one below the towns? */
function isFine({ pack: { tree } }: MeetingDesk, kind: MeetingKind, place: AreaCode | null): boolean {
  const level = place === null ? undefined : tree.areas[tree.indexOf(place)]?.level
  return belowTowns(kind) || (level !== undefined && compareLevels(level, 'town') > 0)
}

async function refuseOwner(ctx: Context, tx: Transaction, { scope }: MeetingDesk, owner: string, field: string): Promise<void> {
  const named = (await namedOrganisations(tx, scope, [owner])).get(owner)
  const reach = await organisationReach(ctx, scope)
  if (named && named.closedOn === null && reach.seen(named.area) >= 0) return
  if (!named && namesPerson(owner)) {
    throw bad(field, { zh: '责任单位写组织机构，不写人名，请从列表中选择', en: 'An organisation is responsible, not a person: choose one from the list' }, 'owner_is_person')
  }
  throw unknownOrganisation(field)
}

function refuseDue(dueOn: Day, heldOn: Day, field: string): void {
  if (dueOn < heldOn) throw bad(field, { zh: `完成时限不能早于开会日 ${heldOn}`, en: `The due day cannot lie before the meeting of ${heldOn}` })
  const latest = dayOfNumber(dayNumber(heldOn) + LONGEST_DAYS)
  if (dueOn > latest) throw bad(field, { zh: `完成时限最晚到 ${latest}，请核对年份`, en: `The due day can be ${latest} at the latest: check the year` })
}

function refusePlace({ pack: { tree }, inside }: MeetingDesk, place: AreaCode, field: string): void {
  if (tree.indexOf(place) < 0 || !inside(place)) throw unknownArea(field)
}
