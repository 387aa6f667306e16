import { describe, expect, it } from 'vitest'
import type { AreaCode, Day } from '../../../geodata/place/area.ts'
import { gazetteer, placeKey, type PlaceWords } from '../../../geodata/place/gazetteer.ts'
import fc from '../../property.ts'
import { areasOf, areaTree, finderOf, TODAY, written } from './county.ts'

const AREAS = areasOf(
  `
990001000000 云岭县
  990001100000 柳河镇
    990001100001 桃源社区居民委员会
    990001100200 东周村
    990001100201 东周沟村
    990001100202 南马村村民委员会
    990001100203 南马堡村
    990001100204 新庄村
      990001100204001 第一村民小组
      990001100204002 第二村民小组
      990001100204013 十三组
      99000110020401 新庄第1网格
      99000110020402 新庄第2网格
    990001100205 西 河底村
    99000110001 柳河镇镇级网格
  990001101000 王村镇
    990001101200 王村
    990001101201 新庄村
    990001101202 太峪村
    990001101203 太峪口村
    990001101204 王村社区
  990001102000 城关街道办事处
    990001102001 城南社区
    990001102002 城北社区居委会
    990001102200 城南村
  990001103000 青石乡
    990001103200 石门村
    990001103201 三堡村
  990001400000 云岭经济技术开发区
    990001400401 园区一社区
    990001400402 园区二社区
  990001104000 白马藏族乡
    990001104200 上寨村委会
`,
  {
    '990001101202': { validTo: '2021-01-01' as Day, successor: '990001101203' as AreaCode },
    '990001103000': { validTo: '2022-01-01' as Day, successor: '990001101000' as AreaCode },
    '990001103200': { validTo: '2022-01-01' as Day, successor: '990001101201' as AreaCode },
    '990001103201': { aliases: ['三铺'] },
    '990001100200': { aliases: ['东洲村'] },
  },
)
const tree = areaTree(AREAS)
const find = finderOf(tree)
const village = (words: string, town?: string) => find({ town, village: words })
const text = (words: string, town?: string) => find({ town, text: words })

describe('a village in its cell', () => {
  it.each([
    ['东周村', '柳河镇/东周村'],
    ['东周', '柳河镇/东周村'],
    ['东周村委会', '柳河镇/东周村'],
    ['东周村村委会', '柳河镇/东周村'],
    ['东周村民委员会', '柳河镇/东周村'],
    ['东周村村民委员会', '柳河镇/东周村'],
    ['柳河镇东周村', '柳河镇/东周村'],
    ['柳河东周', '柳河镇/东周村'],
    ['云岭县柳河镇东周村', '柳河镇/东周村'],
    ['云岭柳河镇东周村', '柳河镇/东周村'],
    ['某某省某某市云岭县柳河镇东周村', '柳河镇/东周村'],
    ['　东 周\t村 ', '柳河镇/东周村'],
    ['东周村（原一大队）', '柳河镇/东周村'],
    ['东洲村', '柳河镇/东周村'],
    ['东周沟', '柳河镇/东周沟村'],
    ['南马', '柳河镇/南马村村民委员会'],
    ['南马村', '柳河镇/南马村村民委员会'],
    ['南马堡', '柳河镇/南马堡村'],
    ['南马堡村委会', '柳河镇/南马堡村'],
    ['西河底', '柳河镇/西 河底村'],
    ['桃源', '柳河镇/桃源社区居民委员会'],
    ['桃源社区居委会', '柳河镇/桃源社区居民委员会'],
    ['桃源居委会', '柳河镇/桃源社区居民委员会'],
    ['太峪口', '王村镇/太峪口村'],
    ['太峪', '王村镇/太峪口村'],
    ['园区二', '云岭经济技术开发区/园区二社区'],
    ['园区2社区', '云岭经济技术开发区/园区二社区'],
    ['园区二社区居委会', '云岭经济技术开发区/园区二社区'],
    ['经开区园区一', '云岭经济技术开发区/园区一社区'],
    ['上寨', '白马藏族乡/上寨村委会'],
  ])('%s → %s', (words, place) => expect(village(words)).toBe(place))

  it.each([
    ['柳河镇', '新庄村', '柳河镇/新庄村'],
    ['王村镇', '新庄', '王村镇/新庄村'],
    ['王村', '王村', '王村镇/王村'],
    ['王村镇', '王村', '王村镇/王村'],
    ['王村镇', '王村社区', '王村镇/王村社区'],
    ['柳河镇人民政府', '新庄', '柳河镇/新庄村'],
    ['城关街道', '城南社区', '城关街道办事处/城南社区'],
    ['城关街办', '城北', '城关街道办事处/城北社区居委会'],
    ['开发区', '园区二', '云岭经济技术开发区/园区二社区'],
    ['云岭经开区', '园区二', '云岭经济技术开发区/园区二社区'],
    ['白马乡', '上寨村', '白马藏族乡/上寨村委会'],
    ['云岭县柳河镇', '南马村', '柳河镇/南马村村民委员会'],
    ['柳河镇', '本级', '柳河镇'],
    ['柳河镇', '/', '柳河镇'],
    ['柳河镇', '柳河镇', '柳河镇'],
    ['柳河镇', '', '柳河镇'],
  ])('%s + %s → %s', (town, words, place) => expect(village(words, town)).toBe(place))

  it('leaves what fits several places to a person', () => {
    expect(village('新庄村')).toBe('? 柳河镇/新庄村 | 王村镇/新庄村')
    expect(village('城南', '城关街道')).toBe('? 城关街道办事处/城南社区 | 城关街道办事处/城南村')
    expect(village('东周村、南马村')).toBe('? 柳河镇/东周村 | 柳河镇/南马村村民委员会')
    expect(village('东周村', '王村镇')).toBe('? 柳河镇/东周村 | 王村镇')
    expect(village('王村镇太峪口村', '柳河镇')).toBe('? 王村镇/太峪口村 | 柳河镇')
  })

  it('prefers the town in the cell of the town, the village in its own', () => {
    expect(village('新庄', '王村')).toBe('王村镇/新庄村')
    expect(village('王村')).toBe('王村镇/王村')
    expect(find({ town: '王村' })).toBe('王村镇')
    expect(find({ town: '柳河镇东周村' })).toBe('柳河镇/东周村')
    expect(village('新庄', '柳河镇、青石乡')).toBe('柳河镇/新庄村')
    expect(village('太峪口村', '柳河镇、王村镇')).toBe('王村镇/太峪口村')
    expect(village('新庄', '柳河镇、王村镇')).toBe('? 柳河镇/新庄村 | 王村镇/新庄村')
    for (const both of ['柳河镇王村镇', '柳河镇、王村镇', '柳河镇到王村镇']) expect(find({ town: both })).toBe('? 柳河镇 | 王村镇')
  })

  it('lets a town in the cell outweigh one carried over from an earlier row', () => {
    expect(find({ town: '柳河镇', village: '王村镇太峪口村', townCarried: true })).toBe('王村镇/太峪口村')
    expect(find({ town: '柳河镇', village: '太峪口村', townCarried: true })).toBe('? 王村镇/太峪口村 | 柳河镇')
  })
})

describe('prefix traps', () => {
  it.each(['东周头', '南马沟村', '太峪河村', '王村沟村', '王村沟', '东', '三', '园区'])('%s is no place', (words) => {
    expect(village(words)).toMatch(/^!|^云岭经济技术开发区$/)
  })

  it('never finds a place by a proper prefix of its bare name', () => {
    const live = AREAS.filter((area) => area.level === 'village' && !area.validTo)
    fc.assert(
      fc.property(fc.constantFrom(...live), fc.constantFrom('沟', '口', '堡', '坪', '湾', '头', '里'), (area, more) => {
        const bare = area.name.replace(/\s/g, '').replace(/社区.*|村.*/, '')
        if (bare.length < 2 || live.some((other) => other.name.startsWith(bare + more))) return
        for (const words of [bare + more, `${bare}${more}村`]) expect(village(words)).toMatch(/^!/)
      }),
      { seed: 1 },
    )
  })
})

describe('typing errors', () => {
  it('are proposed, never applied', () => {
    expect(village('', '柳和镇')).toBe('! 柳河镇')
    expect(village('东舟村', '柳河镇')).toBe('! 柳河镇/东周村 | 柳河镇')
    expect(village('桃园社区')).toMatch(/^! 柳河镇\/桃源社区居民委员会/)
    expect(village('太鱼口', '王村镇')).toMatch(/^! 王村镇\/太峪口村/)
  })

  it('in the town do not hide a village that is unique without it', () => {
    expect(village('东周沟村', '柳和镇')).toBe('柳河镇/东周沟村')
    expect(village('柳和镇东周沟村', '柳河镇')).toBe('柳河镇/东周沟村')
    expect(village('柳和镇东周沟村')).toBe('柳河镇/东周沟村')
  })

  it('in the town never decide between two villages', () => {
    expect(village('新庄村', '柳和镇')).toBe('? 柳河镇/新庄村 | 王村镇/新庄村')
    expect(village('新庄村', '玉村镇')).toBe('? 王村镇/新庄村 | 柳河镇/新庄村')
  })

  it('a town that is quite another keeps a village unknown', () => {
    expect(village('东周沟村', '太平镇')).toBe('! 柳河镇/东周沟村')
    expect(village('太平镇东周沟村')).toBe('! 柳河镇/东周沟村')
  })

  it('a village of another kind is proposed', () => {
    expect(village('桃源村', '柳河镇')).toBe('! 柳河镇/桃源社区居民委员会 | 柳河镇')
  })
})

describe('mergers and renamings', () => {
  it('an old name or code finds its successor', () => {
    expect(village('太峪村', '王村镇')).toBe('王村镇/太峪口村')
    expect(find({ code: '990001101202' })).toBe('王村镇/太峪口村')
    expect(village('石门村', '青石乡')).toBe('王村镇/新庄村')
    expect(village('石门村', '王村镇')).toBe('王村镇/新庄村')
    expect(find({ town: '青石乡' })).toBe('王村镇')
  })

  it('before its end an area is itself', () => {
    const then = gazetteer(tree, { aliases: [], today: '2020-05-01' as Day })
    expect(written(tree, then.find({ village: '太峪村' }))).toBe('王村镇/太峪村')
  })
})

describe('codes', () => {
  it.each([
    ['990001100200', '柳河镇/东周村'],
    [' 990001100200 ', '柳河镇/东周村'],
    ['９９０００１１００２００', '柳河镇/东周村'],
    ['990001100', '柳河镇'],
    ['990001', '云岭县'],
    ['99000110020402', '柳河镇/新庄村/新庄第2网格'],
    ['99000110020012220', '柳河镇/东周村'],
    ['990001100200001', '柳河镇/东周村'],
  ])('%s → %s', (code, place) => expect(find({ code, village: '南马' })).toBe(place))

  it('an unknown code leaves the word to the names', () => {
    expect(find({ code: '9.9E+11', village: '南马' })).toBe('柳河镇/南马村村民委员会')
    expect(find({ code: '110101001001' })).toBe('!')
    expect(find({ code: '990001100999' })).toBe('! 柳河镇')
  })
})

describe('groups and grid cells', () => {
  it.each(['新庄村第二村民小组', '新庄村2组', '新庄二组', '新庄村二社', '新庄村民委员会二队'])('%s', (words) => {
    expect(village(words, '柳河镇')).toBe('柳河镇/新庄村/第二村民小组')
  })
  it('13 in words and digits', () => {
    expect(village('新庄村13组', '柳河镇')).toBe('柳河镇/新庄村/十三组')
    expect(village('新庄村十三组', '柳河镇')).toBe('柳河镇/新庄村/十三组')
  })
  it('a group that the pack does not have stays with its village', () => {
    expect(village('新庄村7组', '柳河镇')).toBe('柳河镇/新庄村')
    expect(village('东周3社')).toBe('柳河镇/东周村')
  })
  it.each(['2', '第二网格', '新庄第2网格', '网格02', '99000110020402'])('grid %s', (grid) => {
    expect(find({ town: '柳河镇', village: '新庄村', grid })).toBe('柳河镇/新庄村/新庄第2网格')
  })
  it('a town has its own', () => {
    expect(find({ town: '柳河镇', grid: '柳河镇镇级网格' })).toBe('柳河镇/柳河镇镇级网格')
  })
  it('an unknown grid stays with its village', () => {
    expect(find({ town: '柳河镇', village: '新庄村', grid: '南马村第2网格' })).toBe('柳河镇/新庄村')
    expect(find({ town: '柳河镇', village: '新庄村', grid: '柳河镇新庄村第2网格' })).toBe('柳河镇/新庄村/新庄第2网格')
    expect(find({ town: '柳河镇', village: '新庄村', grid: '第9网格' })).toBe('柳河镇/新庄村')
  })
})

describe('free text', () => {
  it.each([
    ['某省某某市云岭县柳河镇南马堡村村委会旁', '柳河镇/南马堡村'],
    ['云岭县柳河镇南马堡村', '柳河镇/南马堡村'],
    ['柳河镇桃源社区7社29号', '柳河镇/桃源社区居民委员会'],
    ['青石乡三堡3社', '青石乡/三堡村'],
    ['南马堡村十字路口', '柳河镇/南马堡村'],
    ['位于柳河镇的南马堡村', '柳河镇/南马堡村'],
    ['家住东周沟村', '柳河镇/东周沟村'],
    ['云岭经济技术开发区园区一社区十字路口', '云岭经济技术开发区/园区一社区'],
    ['云岭经济技术开发区', '云岭经济技术开发区'],
    ['柳河镇人民路12号', '柳河镇'],
    ['柳河镇东周村小学门口', '柳河镇/东周村'],
    ['柳河镇王家大院', '柳河镇'],
  ])('%s → %s', (words, place) => expect(text(words)).toBe(place))

  it('stays open when it names two places or a strange village', () => {
    expect(text('东周村与南马村交界处')).toBe('? 柳河镇/东周村 | 柳河镇/南马村村民委员会')
    expect(text('柳河镇大王村三组')).toMatch(/^!.*柳河镇$/)
    expect(text('大东周村')).toMatch(/^!/)
    expect(text('邻水县柳河镇东周村')).not.toBe('柳河镇/东周村')
    expect(text('邻水县柳河镇东周村')).toMatch(/^!/)
    expect(text('县医院住院部')).toBe('!')
    expect(text('云岭县医院')).toBe('!')
    expect(text('柳河镇东周村与王村镇太峪口村交界')).toBe('? 柳河镇/东周村 | 王村镇/太峪口村')
    expect(text('柳河镇和王村镇交界')).toBe('? 柳河镇 | 王村镇')
    expect(text('从柳河镇到王村镇的路上')).toBe('? 柳河镇 | 王村镇')
    expect(text('王村镇政府对面柳河镇张家')).toBe('? 王村镇 | 柳河镇')
    expect(text('柳河镇人民路（原柳河镇政府）')).toBe('柳河镇')
    expect(text('王村镇人民路（原青石乡政府）')).toBe('王村镇')
    expect(text('来电人反映小区物业服务质量差，要求退还物业费')).toBe('!')
  })

  it('settles what the cells leave open, and nothing that contradicts them', () => {
    expect(find({ village: '新庄', text: '王村镇新庄村3组' })).toBe('王村镇/新庄村')
    expect(find({ village: '下河湾', text: '柳河镇东周村下河湾' })).toBe('柳河镇/东周村')
    expect(find({ village: '东舟村', text: '柳河镇东周村口' })).toBe('柳河镇/东周村')
    expect(find({ village: '东舟村', text: '柳河镇南马村口' })).toMatch(/^! 柳河镇\/东周村/)
    expect(text('柳和镇人民路3号')).toBe('! 柳河镇')
    expect(find({ town: '王村镇', text: '东周村十字路口' })).toBe('? 柳河镇/东周村 | 王村镇')
    expect(find({ town: '柳河镇', text: '东周村十字路口' })).toBe('柳河镇/东周村')
  })
})

describe('aliases learnt', () => {
  const learnt = finderOf(tree, [
    { words: placeKey({ town: '柳河镇', village: '小东周' }), area: '990001100200' as AreaCode },
    { words: placeKey({ village: '老供销社' }), area: '990001101204' as AreaCode },
    { words: placeKey({ village: '新庄村' }), area: '990001101201' as AreaCode },
  ])
  it('find the same words again', () => {
    expect(learnt({ town: '柳河镇 ', village: '小 东周' })).toBe('柳河镇/东周村')
    expect(learnt({ village: '老供销社' })).toBe('王村镇/王村社区')
    expect(learnt({ village: '新庄村' })).toBe('王村镇/新庄村')
  })
  it('a group learnt alone is learnt for these words only', () => {
    const groups = finderOf(tree, [{ words: '3组', area: '990001100200' as AreaCode }])
    expect(groups({ village: '3组' })).toBe('柳河镇/东周村')
    expect(groups({ text: '柳河镇3组' })).toBe('柳河镇')
  })
  it('hold in their own town, and do not change what a town decides', () => {
    expect(learnt({ text: '柳河镇小东周' })).toBe('柳河镇/东周村')
    expect(learnt({ village: '小东周' })).toMatch(/^!/)
    expect(learnt({ town: '柳河镇', village: '新庄村' })).toBe('柳河镇/新庄村')
  })
})

describe('placeKey', () => {
  it('is the same for the same words', () => {
    expect(placeKey({ town: ' 柳河镇', village: '东　周村', grid: '无' })).toBe('柳河镇 / 东周村')
    expect(placeKey({ village: '东周（老）村' })).toBe('东周 老 村')
    expect(placeKey({ town: '/', village: '-' })).toBe('')
  })
  it('keeps no house number and no telephone', () => {
    expect(placeKey({ text: '柳河镇桃源社区7社29号' })).not.toMatch(/29/)
    expect(placeKey({ text: '柳河镇东周村 13000000000' })).toBe('柳河镇东周村')
  })
  it('absent words are absent', () => {
    expect(find({})).toBe('-')
    expect(find({ town: ' ', village: '—', text: null })).toBe('-')
  })
})

describe('a foreign scheme', () => {
  const foreign = finderOf(
    areaTree(
      areasOf(`
0 Harbour City
  001 North District
    N1 Ward 1
    N10 Ward 10
  012 Saint Mary's
`),
    ),
  )
  it('codes with and without leading zeros', () => {
    expect(['1', '001', '12', 'n10'].map((code) => foreign({ code }))).toEqual([
      'North District', 'North District', "Saint Mary's", 'North District/Ward 10',
    ])
  })
  it('names whatever their case, blanks and apostrophes', () => {
    expect(foreign({ town: 'NORTH  DISTRICT', village: 'ward 1' })).toBe('North District/Ward 1')
    expect(foreign({ village: 'Ward 10' })).toBe('North District/Ward 10')
    expect(foreign({ village: 'Saint Mary’s' })).toBe("Saint Mary's")
    expect(foreign({ village: 'Ward 11' })).toMatch(/^!/)
    expect(foreign({ town: 'Northern District' })).toMatch(/^!/)
  })
})

describe('whatever is written', () => {
  const pieces = fc.constantFrom('云岭', '县', '柳河', '镇', '东周', '沟', '村', '委会', '新庄', '社区', '王', '园区', '二', '3组', '网格', '、', '与', ' ', '省', '(', 'A', '９', '的', '口')
  const cell = fc.oneof(fc.array(pieces, { maxLength: 6 }).map((parts) => parts.join('')), fc.string({ unit: 'grapheme', maxLength: 12 }), fc.constant(null))
  const words = fc.record({ code: fc.option(fc.string({ maxLength: 14 })), town: cell, village: cell, grid: cell, text: cell, townCarried: fc.boolean() })
  const places = gazetteer(tree, { aliases: [{ words: '老街', area: '990001100200' as AreaCode }], today: TODAY })

  it('the answer names live areas of the pack only, and the same ones again', () => {
    const fresh = gazetteer(tree, { aliases: [{ words: '老街', area: '990001100200' as AreaCode }], today: TODAY })
    fc.assert(
      fc.property(words, (one) => {
        const match = places.find(one)
        const named = match.kind === 'found' ? [match.area] : match.kind === 'absent' ? [] : match.candidates
        for (const code of named) expect(tree.isLive(tree.indexOf(code), TODAY)).toBe(true)
        expect(new Set(named).size).toBe(named.length)
        expect(fresh.find(one)).toEqual(match)
        expect(placeKey(one).length).toBeLessThanOrEqual(120)
      }),
      { seed: 1, numRuns: 3000 },
    )
  })

  it('a place found by its words is one that the words contain', () => {
    const bare = (name: string): string => name.normalize('NFKC').replace(/\s/g, '')
    fc.assert(
      fc.property(cell, (typed) => {
        const match = places.find({ village: typed })
        if (match.kind !== 'found' || match.by === 'alias') return
        const path = tree.path(tree.indexOf(match.area)).split(' / ')
        const old = AREAS.filter((area) => area.successor && tree.current(area.code, TODAY) === tree.indexOf(match.area)).map((area) => area.name)
        const stems = [...path, ...old, '园区', '开发区', '经开区'].map((name) => bare(name).replace(/(?:村|社区|镇|乡|街道|县)?(?:村民委员会|居民委员会|居委会|村委会|办事处)?$/u, ''))
        expect(stems.some((stem) => bare(typed ?? '').includes(stem))).toBe(true)
      }),
      { seed: 2, numRuns: 3000 },
    )
  })
})

it('names every live area by its own name inside its town', () => {
  for (const area of AREAS) {
    if (area.level !== 'village' || area.validTo) continue
    const town = AREAS.find((other) => other.code === area.parent)!.name
    expect(gazetteer(tree, { aliases: [], today: TODAY }).find({ town, village: area.name })).toMatchObject({ area: area.code })
  }
})

describe('the town of a place that was not found', () => {
  const names = gazetteer(tree, { aliases: [], today: TODAY })
  const LIUHE = '990001100000'
  const CHENGGUAN = '990001102000'

  it.each<[string, PlaceWords, string | null]>([
    ['its cell', { town: '柳河镇', village: '完全别处' }, LIUHE],
    ['the cell of the block', { town: '柳河', village: '完全别处', townCarried: true }, LIUHE],
    ['its cell, beside a village that tells the county', { town: '柳河镇', village: '云岭县完全别处村' }, LIUHE],
    ['the village cell', { village: '柳河镇完全别处村' }, LIUHE],
    ['free text', { text: '柳河镇完全别处村王家门口' }, LIUHE],
    ['every village that it may be', { village: '城南' }, CHENGGUAN],
    ['an unknown code', { code: '990001100299' }, LIUHE],
    ['nothing: two towns have such a village', { village: '新庄村' }, null],
    ['nothing: the cells contradict each other', { town: '王村镇', village: '东周村' }, null],
    ['nothing: the village cell names another town', { town: '柳河镇', village: '王村镇完全别处村' }, null],
    ['nothing: the town is misspelt', { town: '柳和镇', village: '完全别处' }, null],
    ['nothing: two towns', { town: '柳河镇、青石乡', village: '完全别处' }, null],
    ['nothing: the village that the cell names lies in another town', { village: '柳河镇太峪口村' }, null],
    ['nothing: so in the town’s own cell', { town: '柳河镇', village: '太峪口村' }, null],
    ['nothing: so in free text', { text: '柳河镇上寨村路口' }, null],
    ['its cell, whatever its villages are like', { town: '柳河镇', village: '东舟村' }, LIUHE],
    ['nothing: two towns in one cell', { town: '柳河镇王村镇' }, null],
    ['nothing: two towns in free text', { text: '从柳河镇到王村镇的路上' }, null],
    ['nothing: only the county', { town: '云岭县', village: '完全别处' }, null],
    ['nothing: a code of the county', { code: '990001000299' }, null],
  ])('is told by %s', (_, words, town) => {
    const match = names.find(words)
    expect(['ambiguous', 'unknown']).toContain(match.kind)
    expect(match).toHaveProperty('town', town)
  })
})
