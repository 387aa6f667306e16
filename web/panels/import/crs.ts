import type { Say } from '../../../server/contract/error.ts'

export interface CrsChoice {
  value: string
  label: Say
}

const PLAIN: CrsChoice[] = [
  { value: 'WGS84', label: { zh: 'WGS-84（GPS）', en: 'WGS-84 (GPS)' } },
  { value: 'CGCS2000', label: { zh: 'CGCS2000（2000 国家大地坐标系，天地图）', en: 'CGCS2000 (Tianditu)' } },
  { value: 'GCJ02', label: { zh: 'GCJ-02（高德、腾讯等“火星坐标”）', en: 'GCJ-02 (Amap, Tencent)' } },
  { value: 'BD09', label: { zh: 'BD-09（百度地图）', en: 'BD-09 (Baidu)' } },
]

const ZONE_DEG = 3
/** EPSG codes of CGCS2000 in 3-degree zones begin at 75° E: 4513 with the zone number in x, 4534 without. */
const FIRST_MERIDIAN = 75
const LAST_MERIDIAN = 135
const WITH_ZONE = 4513
const WITHOUT_ZONE = 4534

/** The systems to choose from, with the Gauss–Krüger zones in which the county lies. `bbox` in degrees. */
export function crsChoices(bbox: readonly [number, number, number, number]): CrsChoice[] {
  const [west, , east] = bbox
  const meridians = new Set([meridian(west), meridian((west + east) / 2), meridian(east)])
  return [...PLAIN, ...[...meridians].filter((degrees) => degrees >= FIRST_MERIDIAN && degrees <= LAST_MERIDIAN).flatMap(zone)]
}

function meridian(lng: number): number {
  return Math.round(lng / ZONE_DEG) * ZONE_DEG
}

function zone(degrees: number): CrsChoice[] {
  const step = (degrees - FIRST_MERIDIAN) / ZONE_DEG
  const number = degrees / ZONE_DEG
  return [
    {
      value: `EPSG:${WITHOUT_ZONE + step}`,
      label: { zh: `CGCS2000 三度带 ${degrees}°E（横坐标无带号）`, en: `CGCS2000 3-degree zone ${degrees}° E, no zone number` },
    },
    {
      value: `EPSG:${WITH_ZONE + step}`,
      label: { zh: `CGCS2000 三度带 ${degrees}°E（横坐标带号 ${number}）`, en: `CGCS2000 3-degree zone ${degrees}° E, zone number ${number}` },
    },
  ]
}
