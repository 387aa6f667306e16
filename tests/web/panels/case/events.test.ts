import { describe, expect, test } from 'vitest'
import { UNTOUCHED } from '../../../../server/contract/caseState.ts'
import { ASKS, CHECKS, MOVES } from '../../../../server/contract/moves.ts'
import { zh } from '../../../../web/i18n/words/case.ts'
import { changeSays, fieldSays, kindSays, tellingChanges, valueSays } from '../../../../web/panels/case/events.ts'
import { someEvent } from '../../cases.ts'
import { wordsIn } from './words.ts'

const chinese = /[\u4e00-\u9fff]/
/** Bookkeeping that the server keeps for itself, and parts, which it tells of by names. */
const SILENT = ['codedYear', 'since', 'cameOn', 'enteredAccount', 'holderSince', 'colouredOn', 'followUps', 'whistles', 'supervisions', 'participants', 'prevented', 'attachments']
const TOLD = ['occurredOn', 'dueOn', 'closedOn', 'category', 'colour', 'state', 'channel', 'people', 'amountFen', 'summary', 'area', 'lng', 'lat', 'sensitive', 'agreement', ...Object.keys(UNTOUCHED)]

describe.each(['zh', 'en'] as const)('words in %s', (language) => {
  const words = wordsIn(language)

  test('every move, ask and condition has some', () => {
    for (const { label } of [...MOVES.rows, ...ASKS.rows, ...CHECKS.rows]) {
      expect(label[language].trim()).not.toBe('')
      expect(chinese.test(label[language])).toBe(language === 'zh')
    }
  })

  test('every kind of event has some', () => {
    for (const kind of [...MOVES.codes, ...Object.keys(zh.kind)] as Parameters<typeof kindSays>[0][]) {
      expect(chinese.test(kindSays(kind, words)), kind).toBe(language === 'zh')
    }
  })

  test('every field that an event can have changed has some', () => {
    for (const field of TOLD.filter((one) => !SILENT.includes(one))) expect(fieldSays(field, words), field).not.toBe(field)
  })
})

describe('what an event changed', () => {
  const words = wordsIn('zh')
  const says = (field: string, before: unknown, after: unknown) => changeSays({ field, before, after }, words)

  test.each<[string, unknown, unknown, string]>([
    ['colour', 'blue', 'red', '风险等级：蓝色 → 红色'],
    ['leadPost', null, '副镇长', '包案领导：副镇长'],
    ['holder', '柳河司法所', '水务局', '承办单位：柳河司法所 → 水务局'],
    ['dueOn', '2024-05-31', '2024-06-15', '办理时限：2024年5月31日 → 2024年6月15日'],
    ['amountFen', 1_200_000, null, '涉及金额：1.2 万元 → 空'],
    ['people', 6, 1200, '涉及人数：6 → 1,200'],
    ['lng', 110.12345, 110.5, '经度：110.12345 → 110.5'],
    ['area', '990101101210', '990101101211', '地点：柳河村 → 990101101211'],
    ['sensitive', false, true, '敏感案件：否 → 是'],
    ['agreement', null, 'written', '协议形式：书面协议'],
    ['performance', 'none', 'full', '履行情况：未履行 → 已全部履行'],
    ['subsidyStatus', 'none', 'claimed', '补贴：未申报 → 已申报'],
    ['locatedBy', 'name', 'person', '定位方式：按地名定位 → 人工确定'],
    // a part of the case whose inside changed
    ['department', '水务局', '水务局', '部门：水务局'],
    // of a newer server
    ['weather', 'rain', 'sun', 'weather：rain → sun'],
  ])('%s from %j to %j', (field, before, after, text) => {
    expect(says(field, before, after)).toBe(text)
  })

  test('lists are said with their own comma', () => {
    expect(valueSays('departments', ['水务局', '住建局'], words)).toBe('水务局、住建局')
    expect(valueSays('departments', ['a', 'b'], wordsIn('en'))).toBe('a, b')
  })

  test('what is said above is not said again, nor numbers of the database', () => {
    const changes = ['state', 'holder', 'supervision'].map((field) => ({ field, before: null, after: 'x' }))
    expect(tellingChanges(someEvent(1, 'dispatch', { from: 'triaged', to: 'dispatched', changes })).map(({ field }) => field)).toEqual(['holder'])
    expect(tellingChanges(someEvent(1, 'carried', { changes })).map(({ field }) => field)).toEqual(['state', 'holder'])
  })
})
