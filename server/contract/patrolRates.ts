import type { Say } from './error.ts'

/** What the rates of coverage divide, for whoever reads one. All are of visits that fell due in the period, by an even pace. */
export const PATROL_RATES = {
  grids: {
    zh: '网格覆盖率 = 应巡各次都有有效到访的网格数 ÷ 期内应巡的网格数（超出应巡的次数不计）',
    en: 'Grids covered = grids with a valid visit for each one that fell due ÷ grids where any fell due (visits beyond that do not count)',
  },
  checkpoints: {
    zh: '点位覆盖率 = 期内有应巡到访的点位数 ÷ 期内应巡的点位数',
    en: 'Checkpoints covered = checkpoints that were visited for what fell due ÷ checkpoints where any fell due',
  },
  cells: {
    zh: '时段覆盖率 = 应巡各次都有有效到访的“网格×白天/夜间” ÷ 期内应巡的“网格×白天/夜间”',
    en: 'Parts covered = grids by day and grids by night with a valid visit for each one that fell due ÷ those where any fell due',
  },
  visits: {
    zh: '完成率 = 已巡次数 ÷ 应巡次数（同一处、同一种、同一天同一时段只计一次，不超过应巡）',
    en: 'Visits made = valid visits ÷ visits that fell due (one a place, kind, day and part of the day, and no more than fell due)',
  },
  blind: {
    zh: '盲区 = 距上次有效到访超过两个间隔的处数 ÷ 有到访要求的处数',
    en: 'Blind spots = places whose last valid visit was more than two intervals ago ÷ places that are owed visits',
  },
} as const satisfies Record<string, Say>
