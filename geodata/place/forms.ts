import type { Area } from './area.ts'
import { foldDigits, placeText } from './normalise.ts'

/** How surely a written form means the area. Lower wins. */
export const STRENGTH = {
  /** its name, with or without the words of its committee or office */
  full: 0,
  /** an alias of the pack, a learnt one, a foreign name */
  alias: 1,
  /** a learnt one that holds inside its own town only */
  townAlias: 2,
  /** the name without 村, 镇 …: counts only where nothing follows that could lengthen it */
  short: 3,
} as const
export type Strength = (typeof STRENGTH)[keyof typeof STRENGTH]

export interface Form {
  text: string
  strength: Strength
}

const COMMITTEE = /^(.+?)(?:社区)?(?:居民委员会|居委会|社居委)$/u
const VILLAGE_COMMITTEE = /^(.+?)(?:村民委员会|村委会)$/u
const VILLAGE_KIND = /^(.+?)(村|社区|嘎查)$/u
const COUNTY_KIND = /^(.{2,}?)(?:自治)?(?:县|市|区|旗|省|州|盟)$/u
const TOWN_OFFICE = /(?:人民政府|政府|街道办事处|办事处|管理委员会|管委会)$/u
const TOWN_KIND = /^(.+?)(镇|乡|街道|苏木|地区)$/u
const NATION =
  '蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|畲|东乡|裕固|保安|撒拉|土|' +
  '达斡尔|锡伯|鄂温克|鄂伦春|仡佬|羌|水'
const PEOPLES = new RegExp(`^(.{2,}?)(?:${NATION})族(?=[乡镇]|苏木)`, 'u')
const ZONE = /(?:开发区|园区|工业园|新区|示范区|度假区|试验区|实验区|管理区|产业园|高新区|经开区)$/u

/** `西河底村村民委员会` → `西河底村`, `南漳村委会` → `南漳村`, `府前社区居委会` → `府前社区`. */
export function plainVillageName(name: string): string {
  const community = COMMITTEE.exec(name)
  if (community) return `${community[1]}社区`
  const village = VILLAGE_COMMITTEE.exec(name)
  if (village) return /[村]$/u.test(village[1] as string) ? (village[1] as string) : `${village[1]}村`
  return name
}

/** The part of a name that tells it from its neighbours: `东周村` → `东周`, `侯堡镇` → `侯堡`. */
export function bareName(name: string): string {
  const plain = plainVillageName(name)
  const village = VILLAGE_KIND.exec(plain)
  if (village) return village[1] as string
  const town = TOWN_KIND.exec(plain.replace(TOWN_OFFICE, '')) ?? COUNTY_KIND.exec(plain)
  return town ? (town[1] as string) : plain
}

/** Every way to write the names of an area that we accept, digits folded. `countyName` is dropped from a zone's name. */
export function formsOf(area: Pick<Area, 'name' | 'level' | 'aliases' | 'nameEn'>, countyName: string): Form[] {
  const forms: Form[] = []
  const add = (strength: Strength) => (text: string) => {
    if (text !== '') forms.push({ text: foldDigits(text), strength })
  }
  const write = (name: string, most: Strength): void => {
    const text = placeText(name)
    const full = add(most)
    full(text)
    if (area.level === 'village') villageForms(text, full, add(STRENGTH.short))
    else if (area.level === 'town') townForms(text, countyName, full, add(STRENGTH.short))
    else if (bareName(text).length > 1) add(STRENGTH.short)(bareName(text))
  }
  write(area.name, STRENGTH.full)
  for (const alias of area.aliases ?? []) write(alias, STRENGTH.alias)
  if (area.nameEn) add(STRENGTH.alias)(placeText(area.nameEn))
  return forms
}

type Add = (text: string) => void

function villageForms(text: string, full: Add, short: Add): void {
  if (!/\p{Script=Han}/u.test(text)) return
  const plain = plainVillageName(text)
  const kind = VILLAGE_KIND.exec(plain)
  full(plain)
  if (!kind) {
    for (const ending of ['村', '村委会', '村民委员会', '社区', '居委会']) full(`${plain}${ending}`)
    return
  }
  const [, bare = '', suffix] = kind
  if (suffix === '社区') {
    for (const stem of [bare, plain]) {
      for (const ending of ['居委会', '居民委员会', '社居委']) full(`${stem}${ending}`)
    }
  } else {
    for (const stem of [bare, plain]) for (const ending of ['村委会', '村民委员会']) full(`${stem}${ending}`)
    if (suffix === '嘎查') full(`${plain}委员会`)
  }
  if (bare.length > 1) short(bare)
}

function townForms(text: string, countyName: string, full: Add, short: Add): void {
  const plain = text.replace(TOWN_OFFICE, (office) => (office === '街道办事处' ? '街道' : ''))
  full(plain)
  for (const ending of ['人民政府', '政府']) full(`${plain}${ending}`)
  if (plain.endsWith('街道')) for (const ending of ['办', '办事处']) full(`${plain}${ending}`)
  const bare = TOWN_KIND.exec(plain)?.[1]
  if (bare && bare.length > 1) {
    short(bare)
    if (plain.endsWith('街道')) for (const ending of ['街办', '办事处']) full(`${bare}${ending}`)
  }
  const peoples = PEOPLES.exec(plain)?.[1]
  if (peoples) for (const ending of ['', plain.slice(-1)]) short(`${peoples}${ending}`)
  if (ZONE.test(plain)) for (const zone of zoneForms(plain, countyName)) short(zone)
}

/** `襄垣经济技术开发区` → 经济技术开发区, 襄垣开发区, 襄垣经开区, 经开区, 开发区 …; what is not unique stays ambiguous. */
function zoneForms(plain: string, countyName: string): Set<string> {
  const found = new Set<string>()
  const own = countyName !== '' && plain.startsWith(countyName) ? plain.slice(countyName.length) : plain
  const shorter = [
    own,
    own.replace(/经济(?:技术)?开发区/u, '经开区'),
    own.replace(/高新技术(?:产业)?开发区/u, '高新区'),
  ]
  const kind = /(?:开发区|工业园区|产业园区|园区|工业园|产业园|新区|示范区)$/u.exec(own)?.[0]
  if (kind) shorter.push(kind)
  if (kind && kind !== '园区' && kind.endsWith('园区')) shorter.push('园区')
  for (const form of shorter) {
    if (form.length > 1) found.add(form)
    if (countyName !== '') found.add(`${countyName}${form}`)
  }
  found.delete(plain)
  return found
}
