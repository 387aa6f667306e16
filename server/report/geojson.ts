/** A feature without a place has the geometry null (RFC 7946, 3.2). */
export interface PlacedThing {
  id: number
  point: { lng: number; lat: number } | null
  properties: Record<string, string | number | null>
}

/** Decimals of a degree: a metre. More than that no map for the public may tell. */
const DECIMALS = 5

/** A FeatureCollection after RFC 7946, in WGS-84, piece by piece. `about` is a member of its own (6.1), before the features. */
export async function* geojsonFile(about: object, pieces: AsyncIterable<readonly PlacedThing[]>): AsyncGenerator<string> {
  let text = `{"type":"FeatureCollection","about":${JSON.stringify(about)},"features":[`
  let first = true
  for await (const things of pieces) {
    for (const thing of things) {
      text += `${first ? '' : ','}\n${JSON.stringify(feature(thing))}`
      first = false
    }
    yield text
    text = ''
  }
  yield `${text}\n]}\n`
}

function feature({ id, point, properties }: PlacedThing) {
  const geometry = point && { type: 'Point', coordinates: [rounded(point.lng), rounded(point.lat)] }
  return { type: 'Feature', id, geometry, properties }
}

function rounded(degrees: number): number {
  return Number(degrees.toFixed(DECIMALS))
}
