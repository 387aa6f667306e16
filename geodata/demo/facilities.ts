import { SEAT_TOWN, ZONE_TOWN } from './county.ts'
import type { Random } from './random.ts'
import type { XY } from './raster.ts'
import { COUNTY_CODE, COUNTY_NAME, type DemoArea, type Register } from './areas.ts'

/** One organisation or place of service; `kind` is a word of the pack's list. */
export interface DemoFacility {
  id: string
  name: string
  kind:
    | 'centre'
    | 'mediation_committee'
    | 'sector_committee'
    | 'mediation_room'
    | 'court'
    | 'procuratorate'
    | 'police_station'
    | 'justice_office'
    | 'legal_service'
    | 'department'
  area: string
  domain?: string
  star?: number
  /** head counts; the others are parts of the first */
  staff?: number
  fullTime?: number
  law?: number
  bachelor?: number
  at: XY
}

/** The 16 sectors with a mediation committee of their own. */
const SECTORS = [
  '医疗卫生',
  '道路交通事故',
  '劳动争议',
  '婚姻家庭',
  '征地拆迁',
  '物业管理',
  '消费',
  '土地承包',
  '林权',
  '水利水事',
  '环境保护',
  '教育',
  '金融',
  '建设工程',
  '电力通信',
  '商会',
] as const

/** Rooms carry a brand, never a mediator's name. */
const ROOMS = [
  '和顺',
  '枫桥',
  '同心',
  '暖阳',
  '连心桥',
  '老支书',
  '石榴籽',
  '田埂',
  '清泉',
  '和风',
  '老井',
  '听泉',
  '家和',
  '明理',
] as const

/** Departments of the county that a centre calls to a case, with what they know. */
const DEPARTMENTS: readonly (readonly [name: string, domain: string])[] = [
  ['人力资源和社会保障局', '劳动争议'],
  ['自然资源局', '土地'],
  ['住房和城乡建设局', '建设工程'],
  ['农业农村局', '农业农村'],
  ['水务局', '水利水事'],
  ['生态环境局', '环境保护'],
  ['林业和草原局', '林权'],
  ['卫生健康局', '医疗卫生'],
  ['市场监督管理局', '消费'],
  ['交通运输局', '道路交通'],
  ['教育局', '教育'],
  ['文化和旅游局', '旅游'],
  ['民政局', '民政'],
  ['信访局', '信访'],
  ['妇女联合会', '婚姻家庭'],
  ['工商业联合会', '商会'],
  ['征地拆迁工作办公室', '征地拆迁'],
  ['金融工作办公室', '金融'],
]

/** So many villages have a centre of their own. */
const VILLAGE_CENTRES = 150

export function placeFacilities({ towns, villages }: Register, random: Random): DemoFacility[] {
  const seat = towns[SEAT_TOWN] as DemoArea
  const list: Omit<DemoFacility, 'id'>[] = []
  const near = (area: DemoArea, reachM: number): XY => {
    const [x, y] = area.seat as XY
    return [x + random.between(-reachM, reachM), y + random.between(-reachM, reachM)]
  }
  list.push({ name: `${COUNTY_NAME}社会治安综合治理中心`, kind: 'centre', area: COUNTY_CODE, at: near(seat, 250) })
  for (const town of towns)
    list.push({ name: `${town.name}综治中心`, kind: 'centre', area: town.code, at: near(town, 120) })
  for (const area of [...towns, ...villages]) {
    list.push({
      name: `${area.name}人民调解委员会`,
      kind: 'mediation_committee',
      area: area.code,
      at: near(area, 70),
    })
  }
  for (const sector of SECTORS) {
    list.push({
      name: `${COUNTY_NAME}${sector}纠纷人民调解委员会`,
      kind: 'sector_committee',
      area: COUNTY_CODE,
      domain: sector,
      at: near(seat, 420),
    })
  }
  const homes = random.shuffle(villages.filter((village) => village.kind === '村')).slice(0, ROOMS.length)
  ROOMS.forEach((brand, k) =>
    list.push({
      name: `“${brand}”调解室`,
      kind: 'mediation_room',
      area: (homes[k] as DemoArea).code,
      at: near(homes[k] as DemoArea, 60),
    }),
  )
  list.push(...justice(towns, near))
  for (const [name, domain] of DEPARTMENTS) {
    list.push({ name: `${COUNTY_NAME}${name}`, kind: 'department', area: COUNTY_CODE, domain, at: near(seat, 450) })
  }
  for (const village of random.shuffle(villages).slice(0, VILLAGE_CENTRES)) {
    list.push({ name: `${village.name}综治中心`, kind: 'centre', area: village.code, at: near(village, 70) })
  }
  const townCodes = new Set<string>(towns.map(({ code }) => code))
  const staff = random.fork('staff')
  return list.map((facility, k) => ({
    id: `F${String(k + 1).padStart(4, '0')}`,
    ...facility,
    ...staffOf(facility, townCodes.has(facility.area), staff),
  }))
}

/** How many work there: of 赤峰's mediators one in twenty has a legal training, one in nine a degree. */
function staffOf({ kind, area }: Omit<DemoFacility, 'id'>, inTown: boolean, random: Random): Partial<DemoFacility> {
  const size = sizeOf(kind, area === COUNTY_CODE, inTown)
  if (!size) return {}
  const staff = random.integer(...size)
  const some = (share: number) => Array.from({ length: staff }, () => random.chance(share)).filter(Boolean).length
  const trained = kind === 'sector_committee' || area === COUNTY_CODE
  const counts = { staff, fullTime: some(inTown || trained ? 0.4 : 0.1), law: some(trained ? 0.3 : 0.04), bachelor: some(trained ? 0.5 : 0.1) }
  return kind === 'mediation_committee' ? { ...counts, star: random.integer(1, 5) } : counts
}

function sizeOf(kind: DemoFacility['kind'], county: boolean, town: boolean): [number, number] | null {
  if (kind === 'mediation_committee') return town ? [5, 9] : [3, 6]
  if (kind === 'sector_committee') return [4, 11]
  if (kind === 'mediation_room') return [1, 3]
  if (kind === 'centre') return county ? [18, 24] : town ? [5, 9] : [2, 4]
  return null
}

function justice(
  towns: readonly DemoArea[],
  near: (area: DemoArea, reachM: number) => XY,
): Omit<DemoFacility, 'id'>[] {
  const seat = towns[SEAT_TOWN] as DemoArea
  const list: Omit<DemoFacility, 'id'>[] = [
    { name: `${COUNTY_NAME}人民法院`, kind: 'court', area: COUNTY_CODE, at: near(seat, 380) },
    { name: `${COUNTY_NAME}人民检察院`, kind: 'procuratorate', area: COUNTY_CODE, at: near(seat, 380) },
    { name: `${COUNTY_NAME}公共法律服务中心`, kind: 'legal_service', area: COUNTY_CODE, at: near(seat, 300) },
    { name: `${COUNTY_NAME}公安局`, kind: 'police_station', area: COUNTY_CODE, at: near(seat, 400) },
    { name: `${COUNTY_NAME}公安局交通警察大队`, kind: 'police_station', area: COUNTY_CODE, domain: '道路交通', at: near(seat, 480) },
    { name: `${COUNTY_NAME}司法局`, kind: 'justice_office', area: COUNTY_CODE, at: near(seat, 400) },
  ]
  const short = ({ name }: DemoArea) => name.replace(/[镇乡]$/, '')
  for (const town of towns) {
    list.push({ name: `${short(town)}派出所`, kind: 'police_station', area: town.code, at: near(town, 200) })
    list.push({ name: `${short(town)}司法所`, kind: 'justice_office', area: town.code, at: near(town, 150) })
  }
  const plain = towns.filter((town) => town.town !== SEAT_TOWN && town.town !== ZONE_TOWN)
  for (const town of [plain[0], plain[2], plain[5]] as DemoArea[]) {
    list.push({ name: `${short(town)}人民法庭`, kind: 'court', area: town.code, at: near(town, 200) })
  }
  for (const town of [plain[1], plain[4]] as DemoArea[]) {
    list.push({ name: `${short(town)}公共法律服务站`, kind: 'legal_service', area: town.code, at: near(town, 150) })
  }
  return list
}
