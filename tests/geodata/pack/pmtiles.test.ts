import { PNG } from 'pngjs'
import { describe, expect, it } from 'vitest'
import { archiveTiles, openArchive } from '../../../geodata/pack/tiles/archive.ts'
import { encodePng } from '../../../geodata/pack/tiles/png.ts'
import { writePmtiles, type Tile } from '../../../geodata/pack/tiles/pmtiles.ts'
import fc from '../../property.ts'

const archive = { tileType: 'mvt' as const, bbox: [110, 34, 111, 35] as const, metadata: { name: '测试县' } }

async function readBack(bytes: Uint8Array) {
  const reader = openArchive(bytes, 'test')
  const header = await reader.getHeader()
  const tiles: Tile[] = []
  for await (const tile of archiveTiles(reader, header)) tiles.push(tile)
  return { reader, header, tiles }
}

const key = ({ z, x, y }: Tile) => `${z}/${x}/${y}`

/** Numerical Recipes' generator: lengths that no directory can compress away. */
function lengths(seed: number) {
  let state = seed
  return { next: () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 8 }
}

describe('a PMTiles archive of ours, read by the pmtiles package', () => {
  it('gives back every tile, whatever the tiles', async () => {
    const tile = fc.integer({ min: 0, max: 9 }).chain((z) =>
      fc.record({ z: fc.constant(z), x: fc.nat(2 ** z - 1), y: fc.nat(2 ** z - 1), data: fc.constantFrom('a', 'b', 'sea', 'land').map((text) => new TextEncoder().encode(text)) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(tile, { minLength: 1, maxLength: 60, selector: key }), async (tiles) => {
        const { tiles: back, header } = await readBack(writePmtiles(tiles, archive))
        const sorted = (list: Tile[]) => list.map((one) => `${key(one)} ${new TextDecoder().decode(one.data)}`).sort()
        expect(sorted(back)).toEqual(sorted(tiles))
        expect([header.minZoom, header.maxZoom]).toEqual([Math.min(...tiles.map((one) => one.z)), Math.max(...tiles.map((one) => one.z))])
      }),
      { seed: 1, numRuns: 50 },
    )
  })

  it('uses leaf directories when the root would not fit 16 KiB, and stores equal tiles once', async () => {
    const { next } = lengths(7)
    const tiles = Array.from({ length: 160 * 160 }, (_, index): Tile[] => {
      const [x, y] = [index % 160, Math.floor(index / 160)]
      const data = x < 20 ? Uint8Array.of(1, 2, 3) : new Uint8Array(4 + (next() % 250)).fill(index % 251)
      return next() % 5 === 0 ? [] : [{ z: 8, x, y, data }]
    }).flat()
    const bytes = writePmtiles(tiles, { ...archive, tileType: 'png' })
    const { header, tiles: back, reader } = await readBack(bytes)
    expect(header.leafDirectoryLength).toBeGreaterThan(0)
    expect(header.rootDirectoryOffset + header.rootDirectoryLength).toBeLessThanOrEqual(16_384)
    expect(back).toHaveLength(tiles.length)
    expect(header.numAddressedTiles).toBe(tiles.length)
    expect(header.numTileContents).toBe(new Set(tiles.map((one) => Buffer.from(one.data).toString('hex'))).size)
    expect(header.clustered).toBe(true)
    const { x, y, data } = tiles[7777]!
    expect(new Uint8Array((await reader.getZxy(8, x, y))!.data)).toEqual(data)
    expect(await reader.getZxy(8, 255, 255)).toBeUndefined()
    expect(back.every((one) => one.data.length > 0)).toBe(true)
    expect(await reader.getMetadata()).toEqual({ name: '测试县' })
    expect([header.minLon, header.minLat, header.maxLon, header.maxLat]).toEqual([110, 34, 111, 35])
  })

  it('has the same bytes whatever the order of its tiles', () => {
    const tiles = [0, 1, 2, 3].map((n): Tile => ({ z: 1, x: n % 2, y: n >> 1, data: Uint8Array.of(n) }))
    expect(writePmtiles([...tiles].reverse(), archive)).toEqual(writePmtiles(tiles, archive))
  })
})

describe('our PNG', () => {
  it('is read by pngjs as it was drawn', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.infiniteStream(fc.nat(255)), (width, height, noise) => {
        const rgb = Uint8Array.from({ length: width * height * 3 }, () => noise.next().value as number)
        const png = PNG.sync.read(Buffer.from(encodePng(rgb, width, height)))
        const back = Uint8Array.from({ length: rgb.length }, (_, index) => png.data[Math.floor(index / 3) * 4 + (index % 3)] as number)
        expect([png.width, png.height]).toEqual([width, height])
        expect(back).toEqual(rgb)
      }),
      { seed: 1 },
    )
  })
})
