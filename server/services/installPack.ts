import type { Manifest } from '../../geodata/pack/format.ts'
import type { Area, AreaCode } from '../../geodata/place/area.ts'
import { placeKey } from '../../geodata/place/gazetteer.ts'
import { areaTree, type AreaTree } from '../../geodata/place/tree.ts'
import { countyScope, PROGRAM } from '../access/scope.ts'
import { dayAt, type Day } from '../contract/day.ts'
import type { Actor, Scope } from '../contract/scope.ts'
import { appendLine } from '../store/audit.ts'
import { lockCounty, raiseRevision } from '../store/counties.ts'
import { areasInstalled, moveCases, packFile, putPack, usedCodes } from '../store/packFiles.ts'
import { settingRows } from '../store/settings.ts'
import { transaction, type Transaction } from '../store/transaction.ts'
import { renewClocks } from './caseLife/renewClocks.ts'
import type { Context } from './context.ts'
import { FACILITIES, facilitiesOf } from './facilities.ts'
import { locateQueue } from './locateQueue.ts'
import { takeOverFacilities, type OrganisationTally } from './packOrganisations.ts'
import { settingsFrom } from './presets.ts'
import { inTurn } from './turns.ts'

/** A pack as `readPack` gives it. */
export interface PackFiles {
  manifest: Manifest
  areas: Area[]
  files: Map<string, Uint8Array>
}

export interface InstallResult {
  county: AreaCode
  name: string
  version: string
  /** version that stood before; null for a new county */
  replaced: string | null
  /** the same version is installed already */
  unchanged: boolean
  revision: number
  areas: number
  /** codes that the new version no longer knows, whose cases went to their successor */
  moved: { code: AreaCode; to: AreaCode; cases: number }[]
  /** codes that are gone without successor: their cases wait in the queue of unknown places */
  lost: { code: AreaCode; name: string; cases: number }[]
  /** waiting cases whose place the new version knows by name */
  found: number
  organisations: OrganisationTally
}

const NO_CHANGE: OrganisationTally = { added: 0, changed: 0, closed: 0, masked: 0 }

/** Stores a pack for all processes, in one transaction with what it means for the cases that are there. */
export async function installPack(ctx: Context, pack: PackFiles, by: Actor = PROGRAM): Promise<InstallResult> {
  const { manifest, areas } = pack
  const county = manifest.code as AreaCode
  const scope = countyScope(county, by)
  return inTurn(ctx.db, { changes: scope.county }, () => transaction(ctx.db, async (tx) => {
    const row = await lockCounty(tx, scope)
    const told = { county, name: manifest.name, version: manifest.version, areas: areas.length }
    const replaced = row?.packVersion ?? null
    if (row && replaced === manifest.version) {
      return { ...told, replaced, unchanged: true, revision: row.revision, moved: [], lost: [], found: 0, organisations: NO_CHANGE }
    }
    // of the version that this one replaces, whatever was installed while this one waited
    const old = row ? areaTree(await areasInstalled(tx, scope)) : null
    const facilities = row ? facilitiesOf(await packFile(tx, scope, row.packVersion, FACILITIES)) : []
    const at = new Date(ctx.now())
    await putPack(tx, scope, { ...pack, name: manifest.name, version: manifest.version, at })
    const revision = await raiseRevision(tx, scope)
    const result: InstallResult = { ...told, replaced, unchanged: false, revision, moved: [], lost: [], found: 0, organisations: NO_CHANGE }
    const today = dayAt(ctx.now())
    if (old) await keepCases(tx, scope, { old, areas, today, at }, result)
    result.organisations = await takeOverFacilities(tx, scope, {
      old: old && { tree: old, facilities },
      now: { tree: areaTree(areas), facilities: facilitiesOf(pack.files.get(FACILITIES)) },
      today,
      revision,
    })
    if (row) await renewClocks(tx, scope, { tree: areaTree(areas), today }, settingsFrom(await settingRows(tx, scope), manifest.presets.dueDays))
    appendLine(tx, by, {
      action: 'pack_installed',
      at,
      county,
      subject: `county ${county}`,
      before: replaced && { version: replaced },
      after: { name: manifest.name, version: manifest.version, areas: areas.length, cases: casesOf(result) },
    })
    return result
  }))
}

/** Cases that went to another area, that lost theirs, and that found one. */
function casesOf({ moved, lost, found }: InstallResult): { moved: number; lost: number; found: number } {
  const sum = (list: { cases: number }[]) => list.reduce((total, { cases }) => total + cases, 0)
  return { moved: sum(moved), lost: sum(lost), found }
}

interface Grounds {
  old: AreaTree
  areas: Area[]
  today: Day
  at: Date
}

/** Cases keep their code where the new version knows it; the others move, or wait for a person with a name to go by. */
async function keepCases(tx: Transaction, scope: Scope, { old, areas, today, at }: Grounds, result: InstallResult): Promise<void> {
  const known = areaTree(areas)
  const { revision } = result
  for (const { code, cases } of await usedCodes(tx, scope)) {
    if (known.indexOf(code) >= 0) continue
    const to = heirOf(code, old, known, today)
    if (to) {
      await moveCases(tx, scope, code, { area: to }, revision)
      if (cases > 0) result.moved.push({ code, to, cases })
    } else {
      const { name, words } = formerName(code, old)
      await moveCases(tx, scope, code, { words }, revision)
      if (cases > 0) result.lost.push({ code, name, cases })
    }
  }
  result.found = await locateQueue(tx, scope, { tree: known, today, revision, at })
}

/** The area that took over, as the old pack knew it, when the new one has it. */
function heirOf(code: AreaCode, old: AreaTree, known: AreaTree, today: Day): AreaCode | null {
  if (!old.areas[old.indexOf(code)]?.successor) return null
  const heir = old.areas[old.current(code, today)]
  return heir && heir.code !== code && known.indexOf(heir.code) >= 0 ? heir.code : null
}

/** Name, and the words by which the queue knows it. */
function formerName(code: AreaCode, old: AreaTree): { name: string; words: string } {
  const at = old.indexOf(code)
  const area = old.areas[at]
  if (!area) return { name: code, words: code }
  const above = old.areas[old.parent[at] ?? -1]
  const town = above?.parent ? above.name : null
  return { name: area.name, words: placeKey({ town, village: area.name }) }
}
