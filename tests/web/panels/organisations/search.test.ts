import { expect, test } from 'vitest'
import type { OrganisationType } from '../../../../server/contract/organisations.ts'
import { organisationsLike } from '../../../../web/panels/organisations/search.ts'

const one = (name: string, areaName: string, type: OrganisationType) => ({ name, areaName, type })
const all = [one('柳河镇综治中心', '柳河镇', 'centre'), one('柳河镇派出所', '柳河镇', 'police'), one('老李说理工作室', '新庄村', 'room')]
const kind = ({ type }: { type: string }) => (type === 'room' ? 'Named mediation room' : type)

test('an organisation is found by any part of its name, its place and its kind, every word counting', () => {
  const names = (words: string) => organisationsLike(all, words, kind).map(({ name }) => name)
  expect(names('  ')).toHaveLength(3)
  expect(names('柳河 中心')).toEqual(['柳河镇综治中心'])
  expect(names('MEDIATION 新庄')).toEqual(['老李说理工作室'])
  expect(names('柳河 新庄')).toEqual([])
})
