import { benchAnswers } from './answers.ts'
import { benchBrush } from './brush.ts'
import { benchBrushPage } from './brushPage.ts'
import { benchCalibration } from './calibration.ts'
import { benchCounts } from './counts.ts'
import { benchDensity } from './density.ts'
import { benchGiStar } from './gistar.ts'
import { benchImport } from './import.ts'
import { benchLedger } from './ledger-pages.ts'
import { benchPage } from './page.ts'
import { benchRanks } from './ranks.ts'
import { benchScan } from './scan.ts'
import { benchServing } from './serving.ts'
import { benchSignIn } from './signin.ts'
import { benchTop } from './top.ts'
import { print } from './measure.ts'

/** `npm run bench` runs all of them, `npm run bench -- NAME` one. Ratios and medians are what to quote. */
const BENCHES: Record<string, () => Promise<void>> = {
  import: () => benchImport(),
  counts: () => benchCounts(),
  ledger: () => benchLedger(),
  gistar: () => benchGiStar(),
  scan: () => benchScan(),
  ranks: () => benchRanks(),
  answers: () => benchAnswers(),
  serving: () => benchServing(),
  page: () => benchPage(),
  signin: () => benchSignIn(),
  calibration: () => benchCalibration(),
  density: () => benchDensity(),
  brush: () => benchBrush(),
  'brush-page': () => benchBrushPage(),
}

/** Those that read a folder of one's own: `npm run bench -- NAME DIR`. */
const OF_A_FOLDER: Record<string, (folder: string | undefined) => void> = { top: benchTop }

const names = process.argv.slice(2)
const unknown = names.find((name) => !(name in BENCHES))
if (names[0] !== undefined && names[0] in OF_A_FOLDER) {
  OF_A_FOLDER[names[0]]!(names[1])
} else if (unknown !== undefined) {
  process.stderr.write(`There is no bench "${unknown}"; there are ${[...Object.keys(BENCHES), ...Object.keys(OF_A_FOLDER)].join(', ')}.\n`)
  process.exitCode = 2
} else {
  for (const name of names.length > 0 ? names : Object.keys(BENCHES)) {
    print(`— ${name}`)
    await BENCHES[name]!()
  }
}
