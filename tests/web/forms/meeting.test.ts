import { describe, expect, test } from 'vitest'
import type { AreaCode, Day } from '../../../server/contract/answers.ts'
import { MEETING_BOUNDS } from '../../../server/contract/meetings.ts'
import { actionChange, decisionFaults, emptyDecision, emptyMeeting, meetingChange, meetingFaults, newMeeting, typed, type DecisionForm, type MeetingForm } from '../../../web/forms/meeting.ts'

const TODAY = '2024-07-01' as Day
const TOWN = { code: '990101001000' as AreaCode, name: '柳河镇', nameEn: 'Liuhe Town' }
const decision = (more: Partial<DecisionForm> = {}): DecisionForm => ({ text: '集中排查', owner: ['o1'], dueOn: '2024-07-10', place: null, ...more })
const form = (more: Partial<MeetingForm> = {}): MeetingForm => ({ ...emptyMeeting('town_halfmonthly', TOWN, '2024-06-12'), title: '研判会', ...more })

describe('what cannot be sent', () => {
  test.each<[string, Partial<MeetingForm>, object]>([
    ['nothing', {}, {}],
    ['no area', { area: null }, { area: 'empty' }],
    ['no day', { heldOn: '' }, { heldOn: 'empty' }],
    ['a day that is none', { heldOn: '2024-02-30' }, { heldOn: 'empty' }],
    ['tomorrow', { heldOn: '2024-07-02' }, { heldOn: 'future' }],
    ['no title', { title: '  ' }, { title: 'empty' }],
    ['a long title', { title: '长'.repeat(MEETING_BOUNDS.title + 1) }, { title: 'long' }],
    ['long minutes', { minutes: '长'.repeat(MEETING_BOUNDS.minutes + 1) }, { minutes: 'long' }],
    ['half a case', { solved: '1.5' }, { solved: 'number' }],
    ['words for a number', { solved: '几件' }, { solved: 'number' }],
    ['too many', { solved: '10000' }, { solved: 'number' }],
    ['a decision of nobody', { decisions: [decision(), decision({ owner: [] })] }, { 'actions.1.owner': 'empty' }],
    ['an empty decision', { decisions: [emptyDecision()] }, { 'actions.0.text': 'empty', 'actions.0.owner': 'empty', 'actions.0.dueOn': 'empty' }],
    ['one due too early', { decisions: [decision({ dueOn: '2024-06-11' })] }, { 'actions.0.dueOn': 'early' }],
    ['a long one', { decisions: [decision({ text: '长'.repeat(MEETING_BOUNDS.decision + 1) })] }, { 'actions.0.text': 'long' }],
  ])('%s', (_, more, faults) => expect(meetingFaults(form(more), TODAY)).toEqual(faults))

  test('a decision alone asks for its own fields', () => expect(decisionFaults(decision({ dueOn: '' }), null)).toEqual({ dueOn: 'empty' }))
})

test('what is sent is what was typed, without blanks', () => {
  const filled = form({ title: ' 研判会 ', minutes: ' 纪要\n', solved: ' 3 ', cases: [{ id: 7, code: 'x' }], decisions: [decision({ place: TOWN })] })
  expect(newMeeting(filled)).toEqual({
    kind: 'town_halfmonthly', area: TOWN.code, heldOn: '2024-06-12', title: '研判会', minutes: '纪要', solved: 3, cases: [7],
    actions: [{ text: '集中排查', owner: 'o1', dueOn: '2024-07-10', place: TOWN.code }],
  })
  expect(meetingChange(form(), 4)).toEqual({ kind: 'town_halfmonthly', area: TOWN.code, heldOn: '2024-06-12', title: '研判会', minutes: null, solved: null, cases: [], version: 4 })
  expect(actionChange(decision(), 2)).toEqual({ text: '集中排查', owner: 'o1', dueOn: '2024-07-10', place: null, version: 2 })
})

test('a form in which nothing was typed is no draft', () => {
  expect(typed(emptyMeeting('town_halfmonthly', TOWN, '2024-06-12'))).toBe(false)
  expect([form(), form({ title: '', minutes: '一' }), form({ title: '', decisions: [emptyDecision()] })].map(typed)).toEqual([true, true, true])
})
