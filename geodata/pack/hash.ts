import { createHash } from 'node:crypto'
import type { Manifest } from './format.ts'

/**
 * SHA-256, hex, over every other file of the pack (path, length, bytes, in the order of the paths) and over
 * the manifest without its version. Two packs of one version are the same pack.
 */
export function packVersion(manifest: Omit<Manifest, 'version'>, files: ReadonlyMap<string, Uint8Array>): string {
  const hash = createHash('sha256')
  hash.update(stableJson({ ...manifest, version: undefined }))
  for (const path of [...files.keys()].filter((name) => name !== 'pack.json').sort()) {
    const bytes = files.get(path) as Uint8Array
    hash.update(`\n${path}\n${bytes.length}\n`)
    hash.update(bytes)
  }
  return hash.digest('hex')
}

/** JSON with sorted keys. */
export function stableJson(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  )
}
