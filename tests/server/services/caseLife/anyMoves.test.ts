import { isDeepStrictEqual } from 'node:util'
import { describe, expect, test } from 'vitest'
import type { CaseState } from '../../../../server/contract/caseState.ts'
import type { CaseDetail } from '../../../../server/contract/cases.ts'
import { dayAt, type Day } from '../../../../server/contract/day.ts'
import { AppError } from '../../../../server/contract/error.ts'
import { ACTIVE, moveOf, MOVES, type MoveAsks, type MoveCode } from '../../../../server/contract/moves.ts'
import { ROLES } from '../../../../server/contract/roles.ts'
import { stepsOf } from '../../../../server/ledger/life/steps.ts'
import { replay } from '../../../../server/ledger/life/replay.ts'
import { correctCase } from '../../../../server/services/caseLife/correct.ts'
import { askerOf, groundOf } from '../../../../server/services/caseLife/reach.ts'
import { countyRules } from '../../../../server/services/caseLife/rules.ts'
import { joinCase } from '../../../../server/services/caseLife/participants.ts'
import { timelineOf } from '../../../../server/services/caseLife/timeline.ts'
import { myWork } from '../../../../server/services/caseLife/work.ts'
import { eventRows, importRows } from '../../../../server/store/caseEvents.ts'
import { readCase } from '../../../../server/store/caseState.ts'
import { engines } from '../../../databases.ts'
import fc from '../../../property.ts'
import { SCOPE } from '../county.ts'
import { GRID, ORGANISATIONS, OTHER_VILLAGE, useDesk, VILLAGE, type Who } from './life.ts'

const WHO: Who[] = ['county', 'town', 'other', 'village', 'far', 'housing', 'police', 'leader', 'worker', 'supervisor']
const ROLE_OF: Record<Who, string> = {
  county: 'clerk', town: 'clerk', other: 'clerk', village: 'mediator', far: 'mediator', housing: 'mediator', police: 'mediator', court: 'mediator', leader: 'leader', worker: 'worker', supervisor: 'supervisor',
}
const TOWN_OF: Partial<Record<Who, string>> = { town: '990101001', other: '990101002', supervisor: '990101001', worker: GRID }

/** What the table of moves says, put in other words than the program's: may this one make this move with this case? */
function allowed(who: Who, role: keyof typeof RIGHTS, state: CaseState, code: MoveCode): boolean {
  const { from, right, mover } = moveOf(code)
  if (!(from ?? ACTIVE).includes(state.state) || !RIGHTS[role].includes(right)) return false
  const area = state.area ?? ''
  const overseer = (role === 'clerk' || role === 'leader') && (who === 'county' || who === 'leader' || area.startsWith(TOWN_OF[who] ?? '#'))
  const sent = who === state.escalatedBy
  const called = Object.values(state.whistles).some(({ department }) => department === who)
  switch (mover) {
    case 'centre':
      return overseer
    case 'holder':
      return overseer || state.holder === who
    case 'called':
      return overseer || called
    case 'above':
      return state.escalatedTo === who || (overseer && !sent)
    case 'eitherEnd':
      return overseer || state.escalatedTo === who
    case 'entrant':
      return overseer || state.enteredBy === who
    case 'involved':
      return overseer || called || [state.holder, state.enteredBy, state.escalatedTo].includes(who) || who in state.participants
  }
}
const RIGHTS = Object.fromEntries(ROLES.rows.map(({ code, rights }) => [code, rights as readonly string[]])) as Record<(typeof ROLES.codes)[number], readonly string[]>

function sees(who: Who, state: CaseState): boolean {
  const area = state.area ?? ''
  const inArea = who === 'county' || who === 'leader' || area.startsWith(TOWN_OF[who] ?? '#')
  const open = Object.values(state.whistles).some(({ department, withdrawnOn }) => department === who && withdrawnOn === null)
  const entered = state.enteredAccount?.startsWith(`${who === 'worker' ? 'worker' : '#'}-`) === true
  return inArea || entered || open || [state.holder, state.enteredBy, state.escalatedTo].includes(who) || who in state.participants
}

/** Text and place of a sensitive case are for the organisation that handles it, before that for who entered it and the centre. */
function reads(who: Who, state: CaseState): boolean {
  if (!state.sensitive || state.escalatedTo === who) return true
  if (state.holder !== null) return state.holder === who
  const centre = who === 'county' || ((who === 'town' || who === 'other') && (state.area ?? '').startsWith(TOWN_OF[who]!))
  return centre || state.enteredBy === who
}

const organisation = fc.constantFrom(...Object.keys(ORGANISATIONS), 'nobody')
const day = (offset: fc.Arbitrary<number>) => offset.map((n) => dayAt(Date.UTC(2024, 2, 4) + n * 86_400_000))
/** Everything that any move may ask for; each move takes its own. */
const anything: fc.Arbitrary<Required<MoveAsks>> = fc.record({
  colour: fc.constantFrom('red', 'yellow', 'blue', 'green'),
  reason: fc.constantFrom('情况紧急', '一般'),
  plan: fc.constant(`一案一策，${'机井旁'}先停工`),
  leadPost: fc.constant('村支部书记'),
  holder: organisation,
  into: fc.integer({ min: 1, max: 4 }),
  dueOn: day(fc.integer({ min: -5, max: 60 })),
  mediationType: fc.constantFrom('people', 'joint'),
  departments: fc.subarray(['housing', 'police', 'court', 'village']),
  limitDays: fc.integer({ min: 1, max: 5 }),
  to: organisation,
  agreement: fc.constantFrom('written', 'oral'),
  agreedOn: day(fc.integer({ min: -1, max: 12 })),
  performBy: day(fc.integer({ min: 0, max: 60 })),
  amountYuan: fc.nat(10_000),
  appliedOn: day(fc.integer({ min: 0, max: 12 })),
  decidedOn: day(fc.integer({ min: 0, max: 12 })),
  performance: fc.constantFrom('full', 'instalments', 'none'),
  closedOn: day(fc.integer({ min: 0, max: 12 })),
  followedOn: day(fc.integer({ min: 0, max: 12 })),
  followResult: fc.constantFrom('stable', 'watch', 'relapse'),
  advice: fc.constantFrom('arbitration', 'litigation'),
  whistle: fc.constantFrom('1', '2', '3'),
  supervision: fc.constantFrom('1', '2'),
  prevented: fc.constantFrom('crime', 'petition'),
  people: fc.nat(20),
  note: fc.constantFrom('上门一次', '电话联系', '机井旁又争执', '提到家庭暴力'),
})
const who = fc.constantFrom(...WHO)
const op = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('enter' as const), who, area: fc.constantFrom(VILLAGE, OTHER_VILLAGE, GRID), secret: fc.boolean() }) },
  { weight: 20, arbitrary: fc.record({ kind: fc.constant('move' as const), who, id: fc.integer({ min: 1, max: 3 }), guided: fc.integer({ min: 0, max: 99 }), code: fc.constantFrom(...MOVES.codes), asks: anything }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('correct' as const), who, id: fc.integer({ min: 1, max: 3 }), people: fc.nat(50) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('join' as const), who, id: fc.integer({ min: 1, max: 3 }), organisation }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 4 }) }) },
)

/** Told of the cases here: the matter, the post that leads, the unit of a ledger, and a click on the map. */
const SECRET = '机井旁'
const LEAD = '村支部书记'
const UNIT = '甲矿'
const POINT = { lng: 105.01234, lat: 34.98765 }
/** What the village of a case is known by, beside its code: its name, and the posts of those who work there. */
const VILLAGES: [under: string, known: RegExp][] = [[VILLAGE.slice(0, 12), /东周|990101001201/], [OTHER_VILLAGE.slice(0, 12), /太峪村|990101002201/]]

/** What of a sensitive case stands in an answer to somebody who does not handle it. */
function leaks(name: Who, state: CaseState, answer: unknown): string[] {
  const [centre, login] = [['county', 'town', 'other'].includes(name), `${ROLE_OF[name]}.${ORGANISATIONS[name] ? name : 'null'}`]
  // one's own name is no news, nor to the centre the organisation that it gave the case to
  const own = JSON.stringify(withoutOwnCalls(name, answer)).replaceAll(`"${login}"`, '')
  const text = centre ? Object.values(ORGANISATIONS).reduce((left, [words]) => left.replaceAll(words, ''), own) : own
  const village = VILLAGES.find(([under]) => (state.area ?? '').startsWith(under))?.[1] ?? /^$/
  return [village, new RegExp(SECRET), new RegExp(LEAD), new RegExp(UNIT), /105\.01|34\.98/, /"login":"/].flatMap((one) => one.exec(text)?.[0] ?? [])
}

/** A department knows why it was called, and what it answered itself. */
function withoutOwnCalls(name: Who, answer: unknown): unknown {
  const whistles = (answer as Partial<CaseDetail>).whistles
  return whistles ? { ...(answer as CaseDetail), whistles: whistles.filter(({ department }) => department.id !== name) } : answer
}

/** Of a sensitive case the past knows the town at most. */
const placeless = (state: CaseState): CaseState => ({ ...state, area: null, lng: null, lat: null })

describe.each(engines)('any moves by anybody on $name', ({ fresh }) => {
  const desk = useDesk(fresh)

  test('keep to the table, replay to the same case, and show nobody what is not his', { timeout: 180_000 }, async () => {
    const made = new Map<MoveCode, number>()
    const faults: string[] = []
    const holds = (sound: boolean, otherwise: string): void => void (sound || faults.push(otherwise))
    await fc.assert(
      fc.asyncProperty(fc.array(op, { minLength: 50, maxLength: 80, size: 'max' }), async (ops) => {
        const snapshots = new Map<number, { at: Day; state: CaseState }[]>()
        await desk.sql('DELETE FROM dispute_event; DELETE FROM dispute_life; DELETE FROM dispute; DELETE FROM whistle; DELETE FROM supervision; DELETE FROM participation; DELETE FROM prevention; UPDATE county SET next_case_id = 1')
        desk.clock.now = Date.UTC(2024, 2, 4, 2)
        await desk.enter('worker', { area: GRID, ...POINT })
        await desk.enter('village', { ...POINT, summary: `家庭暴力，发生在${SECRET}` })
        await desk.enter('other', { area: OTHER_VILLAGE })
        await desk.sql(`UPDATE dispute SET unit = '${UNIT}'`)
        const note = async (id: number) => {
          const now = await readCase(desk.ctx.db, SCOPE, id)
          if (now) snapshots.set(id, [...(snapshots.get(id) ?? []), { at: desk.today(), state: now.state }])
        }
        for (const id of [1, 2, 3]) await note(id)
        for (const one of ops) {
          if (one.kind === 'wait') {
            desk.later(one.days)
            continue
          }
          const before = one.kind === 'enter' ? null : await readCase(desk.ctx.db, SCOPE, one.id)
          const led = one.kind === 'move' && before ? guided(before.state, one.guided, one.code) : null
          const name = led?.name ?? one.who
          const code = led?.code ?? (one.kind === 'move' ? one.code : null)
          const given = led ? { ...(one as { asks: Required<MoveAsks> }).asks, ...(await fitting(led.name, led.code, before!)) } : null
          const due = led !== null && answered(led.code, given!) && (await offered(led.name, led.code, before!.state))
          const ok = await attempt(async () => {
            if (one.kind === 'enter') return desk.enter(one.who, { area: one.area, ...(one.secret && { summary: `家庭暴力，发生在${SECRET}` }) })
            if (one.kind === 'move') return desk.move(name, one.id, code!, asksFor(code!, (given ?? one.asks) as Required<MoveAsks>))
            if (one.kind === 'correct') return correctCase(desk.ctx, desk.who[one.who], one.id, { version: before!.version, people: one.people })
            return joinCase(desk.ctx, desk.who[one.who], one.id, { version: before!.version, organisation: one.organisation, ring: 'N' })
          })
          holds(ok || !due, `${name} was offered ${code} of ${before?.state.state} and refused it`)
          if (!ok) {
            if (before) holds(isDeepStrictEqual((await readCase(desk.ctx.db, SCOPE, before.id))?.state, before.state), `${name} was refused ${code} and changed the case`)
            continue
          }
          if (one.kind === 'move') {
            const role = desk.who[name].by.role!
            holds(allowed(name, role, before!.state, code!), `${name} made ${code} of ${before!.state.state}`)
            made.set(code!, (made.get(code!) ?? 0) + 1)
          }
          if (before) await note(before.id)
        }
        for (const [id, taken] of snapshots) await check(id, taken)
        expect(faults).toEqual([])
      }),
      { seed: 20_240_304, numRuns: 3, endOnFailure: true },
    )
    // the run went deep enough to say something
    expect(made.size).toBeGreaterThan(20)

    async function check(id: number, taken: { at: Day; state: CaseState }[]): Promise<void> {
      const now = (await readCase(desk.ctx.db, SCOPE, id))!
      const timeline = timelineOf(now.state, await eventRows(desk.ctx.db, SCOPE, id), await importRows(desk.ctx.db, SCOPE, id))
      const known = (one: CaseState) => (now.state.sensitive ? placeless(one) : one)
      expect(timeline.after.map(known)).toEqual(taken.map(({ state }) => known(state)))
      let state = timeline.after[0]!
      timeline.steps.slice(1).forEach((step, k) => {
        state = replay(state, step.changes)
        expect(known(state)).toEqual(known(timeline.after[k + 1]!))
      })
      if (now.state.sensitive) holds(!/99010100[12]2|105\.01|34\.98/.test(JSON.stringify((await eventRows(desk.ctx.db, SCOPE, id)).map(({ changes }) => changes))), `an event keeps the place of ${id}`)
      for (const name of WHO) {
        const seen = await desk.see(name, id).catch((error: AppError) => (holds(error.status === 404, error.message), null))
        holds((seen !== null) === sees(name, now.state), `${name} sees ${id}`)
        const own = reads(name, now.state)
        const tells = (answer: unknown, where: string): void => {
          if (!own && now.state.sensitive) for (const word of leaks(name, now.state, answer)) holds(false, `${name} reads ${word} of ${id} ${where}`)
        }
        if (seen) tells(seen, 'on its page')
        const { lists } = await myWork(desk.ctx, desk.who[name])
        const work = Object.values(lists).flat().filter((item) => item.case.id === id)
        if (!sees(name, now.state)) holds(work.length === 0, `${name} has ${id} to do`)
        tells(work, 'in the list of work')
        const last = taken.at(-1)!
        const then = [...taken].reverse().find(({ at }) => at < last.at)
        if (!seen || !then) continue
        for (const at of new Set(taken.map((one) => one.at))) tells(await desk.see(name, id, at), `as of ${at}`)
        const past = await desk.see(name, id, then.at)
        holds(past.state === then.state.state && past.people === then.state.people && past.steps.length === 0, `${id} as of ${then.at}`)
      }
    }
  })

  /** Is the move a step that can be made now, by what the page of the case says? */
  async function offered(name: Who, code: MoveCode, state: CaseState): Promise<boolean> {
    const asker = askerOf(await groundOf(desk.ctx, desk.who[name]), state)
    return stepsOf(state, asker, await countyRules(desk.ctx, SCOPE)).some(({ move, blocked }) => move === code && blocked.length === 0)
  }

  /** Answers that fit the case as it stands; null for a case that it could be merged into where there is none. */
  async function fitting(name: Who, code: MoveCode, { id, state }: { id: number; state: CaseState }): Promise<Fitting> {
    const others = await Promise.all([1, 2, 3].filter((one) => one !== id).map((one) => readCase(desk.ctx.db, SCOPE, one)))
    const into = others.find((one) => one && !['merged', 'declined'].includes(one.state.state) && sees(name, one.state))?.id ?? null
    return { ...likely(name, code, state, desk.today()), ...(code === 'merge' && { into }) }
  }

  /** In four of five cases a move that somebody may make now, forward ones before others, so that cases get on in their life. */
  function guided(state: CaseState, at: number, wanted: MoveCode): { name: Who; code: MoveCode } | null {
    if (at % 5 === 0) return null
    const open = WHO.flatMap((name) => MOVES.codes.filter((code) => allowed(name, desk.who[name].by.role!, state, code)).map((code) => ({ name, code })))
    const onward = open.filter(({ code }) => code === wanted || (moveOf(code).to !== null && !['terminated', 'declined', 'merged'].includes(moveOf(code).to!)))
    const among = at % 5 < 4 ? onward : open
    return among[at % Math.max(1, among.length)] ?? null
  }
})

type Fitting = Omit<MoveAsks, 'into'> & { into?: number | null }

function likely(name: Who, code: MoveCode, state: CaseState, today: Day): MoveAsks {
  const open = <T extends object>(part: Record<string, T>, done: (keyof T)[], is: (one: T) => boolean = () => true) =>
    Object.entries(part).find(([, one]) => done.every((field) => one[field] === null) && is(one))?.[0]
  const called = Object.values(state.whistles).flatMap(({ department, resultOn, withdrawnOn }) => (resultOn === null && withdrawnOn === null ? [department] : []))
  return {
    // a tier that wants a plan is not for who takes a case on himself
    colour: code === 'takeOn' ? 'blue' : 'yellow',
    holder: state.holder === 'village' ? 'town' : 'village',
    to: state.holder === 'county' ? 'court' : 'county',
    departments: ['housing', 'police', 'court'].filter((one) => !called.includes(one)).slice(0, 2),
    agreement: 'written',
    ...Object.fromEntries(['agreedOn', 'decidedOn', 'closedOn', 'followedOn'].map((ask) => [ask, today])),
    appliedOn: state.agreedOn ?? today,
    dueOn: state.dueOn !== null && state.dueOn > today ? state.dueOn : today,
    performance: 'full',
    whistle: open(state.whistles, code === 'reportIn' ? ['resultOn', 'withdrawnOn', 'reportedOn'] : ['resultOn', 'withdrawnOn'], ({ department }) => CENTRES.includes(name) || department === name),
    supervision: open(state.supervisions, ['answeredOn', 'liftedOn']),
  }
}
/** Everything that is asked for has an answer that fits; a county without rates pays no subsidy. */
function answered(code: MoveCode, given: Fitting): boolean {
  const has = (value: unknown) => value !== undefined && value !== null && !(Array.isArray(value) && value.length === 0)
  return code !== 'claimSubsidy' && moveOf(code).asks.every((ask) => has(given[ask]))
}
const CENTRES: Who[] = ['county', 'town', 'other']

function asksFor(code: MoveCode, all: Required<MoveAsks>): MoveAsks {
  return Object.fromEntries(moveOf(code).asks.map((ask) => [ask, all[ask]]))
}

/** Refused is refused with words; anything else is a fault. */
async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work()
    return true
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return false
    throw error
  }
}
