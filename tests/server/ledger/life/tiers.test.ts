import { describe, expect, test } from 'vitest'
import type { CaseState } from '../../../../server/contract/caseState.ts'
import { STANDARD } from '../../../../server/contract/presets.ts'
import { proposedTier, windowsOf } from '../../../../server/ledger/life/tiers.ts'
import { caseOf, day, TODAY } from './cases.ts'

const propose = (more: Partial<CaseState>, alike = 1, today = TODAY) =>
  proposedTier(STANDARD.tiers, caseOf(more), { today, alike: () => alike })

describe('a proposed tier', () => {
  test.each([
    ['thirty people', { people: 30 }, 'red', '涉及 30 人（达到 30 人）'],
    ['ten people', { people: 29 }, 'yellow', '涉及 29 人（达到 10 人）'],
    ['a million yuan', { amountFen: 100_000_000 }, 'red', '涉及金额 100 万元（达到 100 万元）'],
    ['words', { summary: '双方扬言械斗' }, 'red', '提到“械斗”“扬言”'],
    ['a family', { sensitive: true }, 'red', '涉及家庭暴力、未成年人或轻生等'],
    ['a category', { category: '13' }, 'yellow', '医疗纠纷'],
    ['a relapse', { reopened: 1 }, 'yellow', '反复 1 次'],
    ['nothing', {}, 'blue', '没有触及更高等级的情形'],
    ['words of what there is none', { summary: '未发生械斗，无极端言行，防止群体上访' }, 'blue', '没有触及更高等级的情形'],
  ] as [string, Partial<CaseState>, string, string][])('%s', (_, more, colour, reason) => {
    expect(propose(more)).toMatchObject({ colour, reasons: [{ zh: reason }] })
  })

  test('cases alike at one place', () => {
    expect(windowsOf(STANDARD.tiers)).toEqual([90])
    expect(propose({}, 3)).toMatchObject({ colour: 'yellow', reasons: [{ zh: '同一地点 90 天内同类纠纷 3 件', en: '3 cases of this kind at this place within 90 days' }] })
  })

  test('days without progress, while it is open', () => {
    const today = day('2024-04-03')
    expect(propose({ state: 'mediating' }, 1, today)).toMatchObject({ colour: 'yellow', reasons: [{ zh: '停在“调解中”30 天' }] })
    expect(propose({ state: 'closed' }, 1, today)?.colour).toBe('blue')
  })
})
