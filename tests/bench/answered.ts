import { random } from '../../server/analysis/random.ts'
import { openAnalyses } from '../../server/live/analyses.ts'
import type { Job } from '../../server/services/analyses.ts'
import type { Answer } from '../../server/services/hotspots/answer.ts'
import { emerging } from '../../server/services/hotspots/emerging.ts'
import { lisa } from '../../server/services/hotspots/lisa.ts'
import { scan } from '../../server/services/hotspots/scan.ts'
import type { Setting } from '../../server/services/hotspots/setting.ts'
import { randomCounty, type Scene } from '../server/analysis/counties.ts'
import { countySetting } from '../server/analysis/countySetting.ts'

/** What a county is asked, over its window, and in which counties without any structure it is tried. */
export interface Trial {
  /** share of such counties that may be told something */
  promised: number
  answer: (job: Job, setting: Setting) => Promise<Answer>
  scenes: Record<string, Scene>
  /** of the counties of other trials so many, where one takes long; all by default */
  part?: number
}

const quarter: Scene = { areas: [30, 200], perArea: 2, historyDays: 700, windowDays: 90, shape: 'voronoi' }
const year: Scene = { ...quarter, perArea: 8, historyDays: 900, windowDays: 365 }

/** Where counts vary more than chance lets them, cases come in bunches of one place and day. That is what a scan looks for, so it is not tried there. */
export const TRIALS: Record<string, Trial> = {
  'LISA': {
    promised: 0.05,
    answer: lisa,
    scenes: { '2 cases a village': quarter, 'varying four times': { ...quarter, dispersion: 4 } },
  },
  'emerging, by month': {
    promised: 0.05,
    answer: (job, setting) => emerging(job, setting, 'month'),
    scenes: { '8 cases a village': year, 'varying twice as much': { ...year, dispersion: 2 }, 'varying four times': { ...year, dispersion: 4 } },
  },
  'emerging, by week': {
    promised: 0.05,
    answer: (job, setting) => emerging(job, setting, 'week'),
    scenes: { 'varying four times': { ...quarter, dispersion: 4 } },
  },
  'scan, what is going on': { promised: 0.01, answer: scan, part: 0.5, scenes: { '2 cases a village': quarter } },
  'scan, what there was': { promised: 0.05, answer: scan, part: 0.2, scenes: { '4 cases a village': { ...year, areas: [30, 100], perArea: 4, historyDays: 0 } } },
}

export interface Told {
  counties: number
  /** counties that were told of cases enough to judge by */
  judged: number
  /** … where something was named on the map, or a burst told */
  alarms: number
  /** … or in one of the steps at 95 % at least, whether or not it made a class */
  steps: number
}

/** Asks so many counties of a scene, as the server answers: statistics on threads, with its own limits and its own rule of what is shown. */
export async function told(answer: Trial['answer'], scene: Scene, { counties, seed, threads = 2 }: { counties: number; seed: number; threads?: number }): Promise<Told> {
  const analyses = openAnalyses({ threads })
  const sums: Told = { counties, judged: 0, alarms: 0, steps: 0 }
  try {
    let stream = 0
    const work = async (): Promise<void> => {
      for (let at = stream++; at < counties; at = stream++) {
        const { sufficiency, rows, clusters } = await analyses.ask(`${at}`, (job) => answer(job, settingOf(scene, { seed, stream: at }))).result
        sums.judged += Number(sufficiency.enough)
        sums.alarms += Number(clusters.length > 0 || rows.some(({ class: named }) => named !== 'none'))
        sums.steps += Number(rows.some(({ steps }) => steps?.some((one) => /9[59]$/.test(one))))
      }
    }
    await Promise.all(Array.from({ length: threads }, work))
  } finally {
    await analyses.close()
  }
  return sums
}

function settingOf(scene: Scene, { seed, stream }: { seed: number; stream: number }): Setting {
  const [least, most] = scene.areas
  const areas = least + random(seed, 1_000_000 + stream).below(most - least + 1)
  return countySetting(randomCounty({ ...scene, areas }, { seed, stream }), { name: `county ${stream}`, seed: stream })
}
