/** Rings of polygons as [x0, y0, x1, y1, …], closed, outer ones and holes alike. */
export type Rings = Float64Array[]

interface Feature {
  properties: { code?: unknown } | null
  geometry: { type: string; coordinates: unknown } | null
}

/** Geometries of a GeoJSON collection as its text has them, by the code of their feature; those asked for. */
export function geometriesOf(bytes: Uint8Array, codes: readonly string[]): Record<string, string> {
  const { features } = JSON.parse(new TextDecoder().decode(bytes)) as { features: Feature[] }
  const wanted = new Set(codes)
  return Object.fromEntries(features.flatMap(({ properties, geometry }) => {
    const code = properties?.code
    return typeof code === 'string' && geometry && wanted.has(code) ? [[code, JSON.stringify(geometry)]] : []
  }))
}

/** Rings of the features of one code in the bytes of a GeoJSON collection; none where it is not in there. */
export function ringsOf(bytes: Uint8Array, code: string): Rings {
  const { features } = JSON.parse(new TextDecoder().decode(bytes)) as { features: Feature[] }
  return features.flatMap(({ properties, geometry }) => {
    if (properties?.code !== code || !geometry) return []
    const polygons = (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) as [number, number][][][]
    return polygons.flatMap((rings) => rings.map((ring) => Float64Array.from(ring.flatMap(([x, y]) => [x, y]))))
  })
}
