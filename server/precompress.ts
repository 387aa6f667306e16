import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const TEXT = /\.(js|mjs|css|html|svg|json|wasm)$/
/** Below one packet there is nothing to win. */
const LEAST_BYTES = 1_400

/** Puts a .gz beside every built file that shrinks by it: the server sends it as it is, without work at each view. */
export function precompress(): Plugin {
  return {
    name: 'precompress',
    apply: 'build',
    async writeBundle({ dir = '' }, bundle) {
      const files = Object.values(bundle).filter((file) => TEXT.test(file.fileName))
      await Promise.all(files.map(async (file) => {
        const bytes = Buffer.from(file.type === 'chunk' ? file.code : file.source)
        if (bytes.length < LEAST_BYTES) return
        await writeFile(join(dir, `${file.fileName}.gz`), await promisify(gzip)(bytes, { level: 9 }))
      }))
    },
  }
}
