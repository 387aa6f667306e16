import { describe, expect, test } from 'vitest'
import type { Organisation } from '../../../../server/contract/organisations.ts'
import { choosable } from '../../../../web/panels/case/organisations.ts'

const one = (id: string, type: Organisation['type'], area: string, name = id) => ({ id, name, type, area, areaName: area === 'v' ? '柳河村' : '' }) as Organisation
const ALL = [one('county court', 'court', 'c'), one('town justice', 'justice', 't'), one('village committee', 'committee', 'v'), one('water', 'department', 'c'), one('elsewhere', 'committee', 'x')]
const ask = { part: null, path: ['c', 't', 'v'], words: '', without: [] }
const ids = (part: Partial<Parameters<typeof choosable>[1]>) => choosable(ALL, { ...ask, ...part }).map(({ id }) => id)

describe('organisations for a case', () => {
  test('who serves its place comes first, then its town, then the county, then the rest', () => {
    expect(ids({})).toEqual(['village committee', 'town justice', 'county court', 'water', 'elsewhere'])
  })
  test('whom the routing table proposes comes before them, in its order', () => {
    expect(ids({ first: ['water', 'elsewhere'] }).slice(0, 3)).toEqual(['water', 'elsewhere', 'village committee'])
  })
  test('a case is handed to those who handle, departments are called', () => {
    expect(ids({ part: 'called' })).toEqual(['town justice', 'county court', 'water'])
    expect(ids({ part: 'handles' })).toContain('village committee')
  })
  test('words find by name, place and kind; what is chosen is left out', () => {
    expect(ids({ words: ' 柳河 ' })).toEqual(['village committee'])
    expect(ids({ words: 'COURT' })).toEqual(['county court'])
    expect(ids({ words: '司法' })).toEqual(['town justice'])
    expect(ids({ without: ['water'] })).not.toContain('water')
  })
})
