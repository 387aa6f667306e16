import { describe, expect, it } from 'vitest'
import type { AreaCode, Day } from '../../../geodata/place/area.ts'
import { placeSearch } from '../../../geodata/place/search.ts'
import { areasOf, areaTree } from './county.ts'

const tree = areaTree(
  areasOf(
    `
140423000000 襄垣县
  140423102000 侯堡镇
    140423102901 东周村
    140423102902 东周沟村
    140423102906 新庄村
  140423104000 虒亭镇
    140423104901 库沿村
    140423104902 绿化社区
    140423104903 新庄村
    140423104904 重阳村
    140423104905 下东周村
  140423402000 襄垣经济技术开发区
    140423402901 园区一社区
`,
    {
      '140423104901': { aliases: ['旧库沿'] },
      '140423104904': { validTo: '2020-01-01' as Day, successor: '140423104901' as AreaCode },
      '140423402901': { nameEn: 'Zone One' },
    },
  ),
)
const { search } = placeSearch(tree)
const names = (query: string, limit = 5): string[] => search(query, limit).map(({ index }) => tree.areas[index]!.name)

describe('placeSearch', () => {
  it.each([
    ['东周村', '东周村'],
    ['东周', '东周村'],
    ['周沟', '东周沟村'],
    ['dongzhou', '东周村'],
    ['DONG ZHOU', '东周村'],
    ['dzg', '东周沟村'],
    ['dzgou', '东周沟村'],
    ['dongzg', '东周沟村'],
    ['东z沟', '东周沟村'],
    ['houbao', '侯堡镇'],
    ['houbu', '侯堡镇'],
    ['hbz', '侯堡镇'],
    ['siting', '虒亭镇'],
    ['lvhua', '绿化社区'],
    ['luhua', '绿化社区'],
    ['lühua', '绿化社区'],
    ['旧库沿', '库沿村'],
    ['zone', '园区一社区'],
    ['kaifaqu', '襄垣经济技术开发区'],
    ['140423104901', '库沿村'],
    ['侯堡新庄', '新庄村'],
  ])('%s → %s', (query, name) => expect(names(query)[0]).toBe(name))

  it('ranks exact before prefix before substring', () => {
    expect(names('东周')).toEqual(['东周村', '东周沟村', '下东周村'])
    expect(names('dongzhoucun')[0]).toBe('东周村')
    expect(names('xz')).toEqual(['新庄村', '新庄村'])
  })
  it('town and village together choose the right one', () => {
    expect(search('侯堡新庄', 1)[0]!.index).toBe(tree.indexOf('140423102906'))
    expect(search('stxz', 1)[0]!.index).toBe(tree.indexOf('140423104903'))
  })
  it('shows an ended area only when nothing else has the name', () => {
    expect(names('chongyang')).toEqual(['重阳村'])
    expect(names('cun')).not.toContain('重阳村')
  })
  it('is empty for nothing', () => {
    expect([names(''), names('  '), names('zzzz'), names('东', 0)]).toEqual([[], [], [], []])
  })
  it('keeps to the limit', () => expect(names('村', 3)).toHaveLength(3))
})
