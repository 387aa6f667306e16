import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { crsFault, crsName, fromWgs84, isGeographic, parseCrs, toWgs84, type Crs } from '../../../geodata/crs/systems.ts'
import { distance } from '@turf/distance'
import fc from '../../property.ts'

const haversineM = (a: number[], b: number[]): number => distance(a, b, { units: 'meters' })

const crs = (text: string): Crs => {
  const parsed = parseCrs(text)
  if (!parsed) throw new Error(`no system: ${text}`)
  return parsed
}

describe('parseCrs', () => {
  it.each([
    ['WGS84', 'WGS84'], ['wgs-84', 'WGS84'], [' WGS 84 ', 'WGS84'], ['WGS_1984', 'WGS84'], ['GPS', 'WGS84'], ['EPSG:4326', 'WGS84'],
    ['urn:ogc:def:crs:OGC:1.3:CRS84', 'WGS84'], ['ＷＧＳ８４', 'WGS84'],
    ['CGCS2000', 'CGCS2000'], ['cgcs 2000', 'CGCS2000'], ['国家2000', 'CGCS2000'], ['2000国家大地坐标系', 'CGCS2000'],
    ['EPSG：4490', 'CGCS2000'], ['天地图', 'CGCS2000'],
    ['GCJ02', 'GCJ02'], ['gcj-02', 'GCJ02'], ['GCJ 02', 'GCJ02'], ['火星坐标', 'GCJ02'], ['高德', 'GCJ02'], ['腾讯地图', 'GCJ02'],
    ['BD09', 'BD09'], ['bd-09', 'BD09'], ['BD09LL', 'BD09'], ['百度', 'BD09'], ['百度坐标', 'BD09'], ['bd09mc', 'BD09MC'], ['百度墨卡托', 'BD09MC'],
    ['EPSG:27700', 'EPSG:27700'], ['epsg 3857', 'EPSG:3857'], ['urn:ogc:def:crs:EPSG::4547', 'EPSG:4547'],
    ['http://www.opengis.net/def/crs/EPSG/0/4547', 'EPSG:4547'], ['4547', 'EPSG:4547'],
    ['CGCS2000 / 3-degree Gauss-Kruger CM 114E', 'EPSG:4547'], ['CGCS2000 3度带 38带', 'EPSG:4526'],
    ['CGCS2000_3_Degree_GK_Zone_38', 'EPSG:4526'], ['国家2000 三度带 中央经线114', 'EPSG:4547'],
    ['Beijing 1954 EPSG:2433', null], ['EPSG:2433', 'EPSG:2433'],
  ])('%s → %s', (text, name) => {
    const parsed = parseCrs(text)
    expect(parsed && crsName(parsed)).toBe(name)
    expect(parsed && parseCrs(crsName(parsed))).toEqual(parsed)
  })

  it.each(['', 'foo', 'EPSG:1', 'EPSG:999999', '坐标', '西安80', 'EPSG:2362', 'EPSG:4610'])('refuses %s', (text) => {
    expect(parseCrs(text)).toBeNull()
    expect(crsFault(text).zh).not.toBe('')
  })

  it('says why a system without public shift is refused', () => {
    expect(crsFault('EPSG:2362').zh).toContain('未公开')
    expect(crsFault('西安80').en).toContain('convert to CGCS2000')
    expect(crsFault('foo').zh).toContain('不认识')
  })

  it('tells degrees from metres', () => {
    expect(['WGS84', 'BD09', 'EPSG:4258'].map((text) => isGeographic(crs(text)))).toEqual([true, true, true])
    expect(['EPSG:4547', 'EPSG:3857'].map((text) => isGeographic(crs(text)))).toEqual([false, false])
  })
})

describe('Gauss-Krüger of CGCS2000', () => {
  const codes = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, at) => from + at)
  it.each(codes(4513, 4533))('EPSG:%i: three degrees, zone before the easting', (code) => {
    const zone = code - 4513 + 25
    const [lng, lat] = toWgs84(crs(`EPSG:${code}`))(zone * 1e6 + 500_000, 4_000_000)
    expect(lng).toBeCloseTo(zone * 3, 9)
    expect(lat).toBeCloseTo(36.130293, 5)
  })
  it.each(codes(4534, 4554))('EPSG:%i: three degrees by central meridian', (code) => {
    expect(toWgs84(crs(`EPSG:${code}`))(500_000, 4_000_000)[0]).toBeCloseTo((code - 4534) * 3 + 75, 9)
  })
  it.each(codes(4491, 4501))('EPSG:%i: six degrees, zone before the easting', (code) => {
    const zone = code - 4491 + 13
    expect(toWgs84(crs(`EPSG:${code}`))(zone * 1e6 + 500_000, 4_000_000)[0]).toBeCloseTo(zone * 6 - 3, 9)
  })
  it.each(codes(4502, 4512))('EPSG:%i: six degrees by central meridian', (code) => {
    expect(toWgs84(crs(`EPSG:${code}`))(500_000, 4_000_000)[0]).toBeCloseTo((code - 4502) * 6 + 75, 9)
  })
  it('scale is 1 on the central meridian: 1 km north is 1 km', () => {
    const to = toWgs84(crs('EPSG:4547'))
    const metres = haversineM(to(500_000, 4_000_000), to(500_000, 4_001_000))
    expect(metres).toBeGreaterThan(997)
    expect(metres).toBeLessThan(1_004)
  })
})

describe('offsets of GCJ-02 and BD-09', () => {
  // domain 3: where the counties lie, metres
  it.each([
    ['民勤', 103.09, 38.62, 227, 1081],
    ['赤峰', 118.89, 42.26, 551, 1371],
    ['民乐', 100.81, 38.43, 143, 1006],
    ['襄垣', 113.05, 36.53, 594, 1370],
    ['潼关', 110.25, 34.54, 500, 1195],
  ])('%s: %f %f', (_, lng, lat, gcjM, bdM) => {
    expect(Math.abs(haversineM([lng, lat], fromWgs84(crs('GCJ02'))(lng, lat)) - gcjM)).toBeLessThan(0.1 * gcjM)
    expect(Math.abs(haversineM([lng, lat], fromWgs84(crs('BD09'))(lng, lat)) - bdM)).toBeLessThan(0.1 * bdM)
  })

  it.each(['GCJ02', 'BD09'])('%s there and back within 1e-7 degrees', (name) => {
    const [there, back] = [fromWgs84(crs(name)), toWgs84(crs(name))]
    fc.assert(
      fc.property(fc.double({ min: 74, max: 134, noNaN: true }), fc.double({ min: 4, max: 53, noNaN: true }), (lng, lat) => {
        const [x, y] = back(...there(lng, lat))
        expect(Math.abs(x - lng)).toBeLessThan(1e-7)
        expect(Math.abs(y - lat)).toBeLessThan(1e-7)
      }),
      { seed: 1, numRuns: 2000 },
    )
  })

  it('change nothing far from China', () => {
    for (const name of ['GCJ02', 'BD09']) {
      expect(toWgs84(crs(name))(-2.24, 53.48)).toEqual([-2.24, 53.48])
      expect(fromWgs84(crs(name))(-87.6, 41.9)).toEqual([-87.6, 41.9])
    }
  })
})

describe('any EPSG code', () => {
  it('the British National Grid is within a few metres', () => {
    // OS, "A guide to coordinate systems in Great Britain": Caister water tower by OSTN15
    const [lng, lat] = toWgs84(crs('EPSG:27700'))(651_409.804, 313_177.45)
    expect(haversineM([lng, lat], [1.716073973, 52.658007833])).toBeLessThan(5)
  })

  it.each(['EPSG:27700', 'EPSG:3857', 'EPSG:2154', 'EPSG:3435', 'EPSG:26916', 'EPSG:4547', 'EPSG:2433'])(
    '%s there and back',
    (name) => {
      const middle: Record<string, [number, number]> = { 'EPSG:27700': [-2, 53], 'EPSG:2154': [3, 46], 'EPSG:3435': [-88, 41], 'EPSG:26916': [-88, 41], 'EPSG:2433': [108, 36] }
      const [lng0, lat0] = middle[name] ?? [114, 36]
      const [there, back] = [fromWgs84(crs(name)), toWgs84(crs(name))]
      fc.assert(
        fc.property(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }), (dx, dy) => {
          const at = back(...there(lng0 + dx, lat0 + dy))
          expect(haversineM(at, [lng0 + dx, lat0 + dy])).toBeLessThan(0.01)
        }),
        { seed: 1 },
      )
    },
  )

  it('reads proj strings and the WKT of .prj files', () => {
    const bng = `PROJCS["British_National_Grid",GEOGCS["GCS_OSGB_1936",DATUM["D_OSGB_1936",SPHEROID["Airy_1830",6377563.396,299.3249646]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",400000.0],PARAMETER["False_Northing",-100000.0],PARAMETER["Central_Meridian",-2.0],PARAMETER["Scale_Factor",0.9996012717],PARAMETER["Latitude_Of_Origin",49.0],UNIT["Meter",1.0]]`
    expect(haversineM(toWgs84(crs(bng))(651_409.804, 313_177.45), [1.716073973, 52.658007833])).toBeLessThan(5)
    expect(crsName(crs(bng))).toBe('EPSG:27700')
    const gk = `PROJCS["CGCS2000_3_Degree_GK_CM_114E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",114.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`
    expect(haversineM(toWgs84(crs(gk))(512_345, 4_012_345), toWgs84(crs('EPSG:4547'))(512_345, 4_012_345))).toBeLessThan(0.01)
    expect(crsName(crs(gk))).toBe('EPSG:4547')
    const geographic = `GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["Degree",0.017453292519943295]]`
    expect(crsName(crs(geographic))).toBe('WGS84')
    const odd = '+proj=tmerc +lat_0=0 +lon_0=113.1 +k=1 +x_0=123456 +y_0=0 +ellps=GRS80 +units=m +no_defs'
    expect(crsName(crs(odd))).toBe(odd)
    expect(isGeographic(crs(geographic))).toBe(true)
    expect(toWgs84(crs(geographic))(113.05, 36.53)).toEqual([expect.closeTo(113.05, 9), expect.closeTo(36.53, 9)])
    const xian = `GEOGCS["GCS_Xian_1980",DATUM["D_Xian_1980",SPHEROID["Xian_1980",6378140.0,298.257]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`
    expect(parseCrs(xian)).toBeNull()
    expect(parseCrs('+proj=tmerc +lat_0=0 +lon_0=114 +k=1 +x_0=500000 +ellps=krass')).toBeNull()
    expect(parseCrs('PROJCS["broken')).toBeNull()
  })

  it('is NaN where a projection is not defined', () => {
    expect(toWgs84(crs('EPSG:4547'))(NaN, 1)).toEqual([NaN, NaN])
  })
})

const CITIES = new URL('../../../../shared/data/crs/china-cities.json', import.meta.url).pathname
describe.skipIf(!existsSync(CITIES))('664 Chinese cities', () => {
  const cities = existsSync(CITIES)
    ? (JSON.parse(readFileSync(CITIES, 'utf8')) as { coords: Record<'WGS84' | 'GCJ02' | 'BD09' | 'BD09MC' | 'EPSG3857', [number, number]> }[])
    : []
  it.each([['GCJ02', 'GCJ02'], ['BD09', 'BD09'], ['BD09MC', 'BD09MC'], ['EPSG3857', 'EPSG:3857']] as const)('%s within 1 m, both ways', (key, name) => {
    expect(cities).toHaveLength(664)
    const [there, back] = [fromWgs84(crs(name)), toWgs84(crs(name))]
    let worst = 0
    for (const { coords } of cities) {
      const inMetres = back(...coords[key])
      worst = Math.max(worst, haversineM(inMetres, coords.WGS84))
      const [x, y] = there(...coords.WGS84)
      // metres on the ground: a Mercator plane is stretched by 1 / cos of the latitude
      const scale = key.endsWith('MC') || key === 'EPSG3857' ? Math.cos((coords.WGS84[1] * Math.PI) / 180) : 111_195
      worst = Math.max(worst, Math.hypot(x - coords[key][0], y - coords[key][1]) * scale)
    }
    expect(worst).toBeLessThan(1)
  })
})
