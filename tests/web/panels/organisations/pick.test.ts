import { expect, test } from 'vitest'
import type { AreaCode } from '../../../../server/contract/answers.ts'
import type { Organisation } from '../../../../server/contract/organisations.ts'
import { picked, type OrganisationPick } from '../../../../web/panels/organisations/pick.ts'

const tree = new Map([['c', null], ['t1', 'c'], ['t2', 'c'], ['v1', 't1']].map(([code, parent]) => [code as string, { parent: parent as AreaCode | null }]))
const one = (id: string, part: object) => ({ id, name: id, areaName: '', closed: false, level: 'town', type: 'centre', ...part }) as Organisation
const all = [
  one('centre', { area: 't1' }), one('room', { area: 'v1', level: 'village', type: 'room' }),
  one('other', { area: 't2' }), one('gone', { area: 't1', closed: true }),
]
const ANY: OrganisationPick = { words: '', type: '', level: '', area: '', closed: false }
const ids = (part: Partial<OrganisationPick>) => picked(all, { ...ANY, ...part }, tree, () => '').map(({ id }) => id)

test('organisations are picked by kind, level, area and what lies in it, closed ones only when asked for', () => {
  expect(ids({})).toEqual(['centre', 'room', 'other'])
  expect(ids({ closed: true })).toContain('gone')
  expect(ids({ area: 't1' })).toEqual(['centre', 'room'])
  expect(ids({ area: 't1', level: 'village' })).toEqual(['room'])
  expect(ids({ type: 'centre', words: 'oth' })).toEqual(['other'])
  expect(ids({ area: 'unknown' })).toEqual([])
})
