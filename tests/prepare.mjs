// Makes a bare Debian machine ready for the tests: Chromium and CJK fonts for the pages, PostgreSQL for the store.
// Elsewhere it says in one sentence what is missing. Plain JavaScript, because it runs before anything is checked.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'

const has = (command) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0
const hasPostgres = () =>
  Boolean(process.env.FENGTU_TEST_DATABASE_URL) ||
  (existsSync('/usr/lib/postgresql') && readdirSync('/usr/lib/postgresql').some((version) => existsSync(`/usr/lib/postgresql/${version}/bin/initdb`)))
const hasChromium = () => Boolean(process.env.CHROMIUM_PATH) || has('chromium')
const hasCjkFonts = () => {
  const list = spawnSync('fc-list', [':lang=zh-cn'], { encoding: 'utf8' })
  return list.status === 0 && list.stdout.trim() !== ''
}

const wanted = [
  { there: hasChromium, packages: ['chromium'], what: 'Chromium (or CHROMIUM_PATH)' },
  { there: hasCjkFonts, packages: ['fontconfig', 'fonts-noto-cjk'], what: 'a Chinese font such as Noto Sans CJK' },
  { there: hasPostgres, packages: ['postgresql'], what: 'PostgreSQL 15 or later (or FENGTU_TEST_DATABASE_URL)' },
]

const missing = wanted.filter(({ there }) => !there())
if (missing.length > 0) {
  const may = has('apt-get') && process.getuid?.() === 0
  if (!may) {
    const names = missing.map(({ what }) => what).join('; ')
    console.error(`The tests need what is not on this machine: ${names}. Install it and run npm test again.`)
    process.exit(1)
  }
  const packages = missing.flatMap((entry) => entry.packages)
  console.error(`Installing for the tests: ${packages.join(' ')}`)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = { env, stdio: ['ignore', 'ignore', 'inherit'] }
  execFileSync('apt-get', ['update', '-qq'], options)
  execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options)
  const still = missing.filter(({ there }) => !there())
  if (still.length > 0) {
    console.error(`Still missing after the installation: ${still.map(({ what }) => what).join('; ')}.`)
    process.exit(1)
  }
}
