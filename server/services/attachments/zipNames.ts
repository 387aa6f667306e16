import yauzl from 'yauzl'

const MOST_ENTRIES = 10_000

/** Names of the entries of an archive, read from its directory alone: nothing is unpacked. Null for what is none. */
export function zipNames(bytes: Uint8Array): Promise<Set<string> | null> {
  return new Promise((resolve) => {
    yauzl.fromBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { lazyEntries: true }, (error, zip) => {
      if (error || !zip) return resolve(null)
      const names = new Set<string>()
      zip.on('error', () => resolve(null))
      zip.on('end', () => resolve(names))
      zip.on('entry', ({ fileName }: { fileName: string }) => {
        names.add(fileName)
        if (names.size > MOST_ENTRIES) resolve(null)
        else zip.readEntry()
      })
      zip.readEntry()
    })
  })
}
