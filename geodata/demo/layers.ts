import type { DemoGround } from './ground.ts'
import { COUNTY_CODE, COUNTY_NAME, type DemoArea } from './areas.ts'
import { lngLat, type XY } from './raster.ts'
import { asciiGrid, collection, feature, labelFeatures, place, riverFeatures } from './scenery.ts'

const SOURCE = '枫图示例生成器（虚构）'
const SOURCE_EN = 'Fengtu demo generator (fictional)'
const LICENCE = 'CC0-1.0'
const origin = { source: SOURCE, sourceEn: SOURCE_EN, licence: LICENCE }

/** Files of the pack source by name: what an office would hand over for its county. */
export function packFiles(ground: DemoGround): Map<string, string> {
  const { borders, cells, register, villages } = ground
  const townOf = (cell: number) => {
    const { settlement, reserve } = cells.cells[cell] as { settlement: number; reserve: number }
    return (settlement >= 0 ? villages.settlements[settlement] : villages.reserves[reserve])?.town
  }
  const settlementOf = (cell: number) => cells.cells[cell]?.settlement
  const areas = (list: readonly DemoArea[], member: (area: DemoArea) => (cell: number) => boolean) =>
    list.map((area) => feature(borders.polygonOf(member(area)), areaProperties(area)))
  return new Map([
    ['source.json', `${JSON.stringify(packSource(), null, 2)}\n`],
    ['county.geojson', collection(areas(register.areas.slice(0, 1), () => () => true))],
    [
      'towns.geojson',
      collection(
        areas(
          register.towns,
          ({ town }) =>
            (cell) =>
              townOf(cell) === town,
        ),
      ),
    ],
    [
      'villages.geojson',
      collection(
        areas(
          register.villages,
          ({ settlement }) =>
            (cell) =>
              settlementOf(cell) === settlement,
        ),
      ),
    ],
    ['grids.geojson', collection(areas(register.cells, (area) => (cell) => cell === area.cell))],
    ['history.csv', historyTable(register.areas)],
    [
      'facilities.geojson',
      collection(
        ground.facilities.map(({ at, ...rest }) => feature({ type: 'Point', coordinates: lngLat(at) }, rest)),
      ),
    ],
    [
      'water.geojson',
      collection([
        feature(
          { type: 'Polygon', coordinates: ground.land.reservoir.rings.map(place) },
          { name: '枫溪水库', class: 1 },
        ),
      ]),
    ],
    ['rivers.geojson', collection(riverFeatures(ground))],
    [
      'roads.geojson',
      collection(
        ground.roads.map(({ line, roadClass }) =>
          feature({ type: 'LineString', coordinates: place(line) }, { class: roadClass, name: '' }),
        ),
      ),
    ],
    [
      'woods.geojson',
      collection(ground.woods.map((rings) => feature({ type: 'Polygon', coordinates: rings.map(place) }, {}))),
    ],
    ['labels.geojson', collection(labelFeatures(ground))],
    ['dem.asc', asciiGrid(ground.land.terrain)],
  ])
}

function packSource() {
  const fields = {
    code: 'code',
    name: 'name',
    nameEn: 'name_en',
    parent: 'parent',
    population: 'population',
    honours: 'honours',
    legalAware: 'legal_aware',
    kind: 'kind',
    aliases: 'aliases',
    lng: 'seat_lng',
    lat: 'seat_lat',
  }
  const base = (file: string, kind: string) => ({ file, kind, fields: { class: 'class', name: 'name' }, ...origin })
  return {
    code: COUNTY_CODE,
    name: COUNTY_NAME,
    nameEn: 'Fengxi County',
    fictional: true,
    codes: 'gb',
    crs: 'WGS84',
    levels: [
      { level: 'county', label: { zh: '县', en: 'County' } },
      { level: 'town', label: { zh: '乡镇', en: 'Town' } },
      { level: 'village', label: { zh: '村社区', en: 'Village' } },
      { level: 'grid', label: { zh: '网格', en: 'Grid cell' } },
    ],
    layers: [
      { file: 'county.geojson', level: 'county', fields, ...origin },
      { file: 'towns.geojson', level: 'town', fields, ...origin },
      { file: 'villages.geojson', level: 'village', fields, ...origin },
      { file: 'grids.geojson', level: 'grid', fields, ...origin },
      {
        file: 'history.csv',
        level: 'village',
        ...origin,
        fields: {
          code: '代码',
          name: '名称',
          parent: '上级代码',
          kind: '类别',
          validFrom: '启用日期',
          validTo: '停用日期',
          successor: '并入代码',
        },
      },
    ],
    facilities: [
      {
        file: 'facilities.geojson',
        fields: {
          id: 'id',
          name: 'name',
          kind: 'kind',
          area: 'area',
          domain: 'domain',
          star: 'star',
          staff: 'staff',
          fullTime: 'fullTime',
          law: 'law',
          bachelor: 'bachelor',
        },
        ...origin,
      },
    ],
    base: [
      base('water.geojson', 'water'),
      base('rivers.geojson', 'river'),
      base('roads.geojson', 'road'),
      base('woods.geojson', 'wood'),
      base('labels.geojson', 'label'),
    ],
    relief: { file: 'dem.asc', crs: 'WGS84', ...origin },
    note: { zh: '虚构示例县，不对应任何真实地方', en: 'A fictional county: it stands for no real place' },
    presets: { ledgerCrs: 'WGS84', dueDays: 30, categoryTerms: {} },
  }
}

function areaProperties(area: DemoArea): Record<string, unknown> {
  const [lng, lat] = lngLat(area.seat as XY)
  return {
    code: area.code,
    name: area.name,
    name_en: area.nameEn ?? null,
    parent: area.parent,
    population: area.population ?? null,
    honours: area.honours?.join('、') || null,
    legal_aware: area.legalAware ?? null,
    kind: area.kind ?? null,
    aliases: area.aliases.join('、') || null,
    seat_lng: lng,
    seat_lat: lat,
  }
}

/** Areas that are no more, as a plain table: they have no boundary, only a successor. */
function historyTable(areas: readonly DemoArea[]): string {
  const rows = areas
    .filter(({ validTo }) => validTo)
    .map((area) =>
      [area.code, area.name, area.parent, area.kind, area.validFrom ?? '', area.validTo, area.successor].join(','),
    )
  return `\uFEFF${['代码,名称,上级代码,类别,启用日期,停用日期,并入代码', ...rows].join('\r\n')}\r\n`
}
