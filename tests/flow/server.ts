import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { startServer } from './running.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** address of a running Fengtu with the demo county, as a new user has it after `npm start` */
    address: string
    /** its data folder, so that commands can join it */
    dataDir: string
  }
}

/** Vitest global set-up of the browser tests. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'fengtu-flow-'))
  const server = await startServer(dataDir)
  project.provide('address', server.address)
  project.provide('dataDir', dataDir)
  return async () => {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}
