import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from './store/database.ts'
import { installationId } from './store/installation.ts'
import { birthOf, isAlive } from './store/startLock.ts'

/** What a server that runs leaves in the data folder, for the commands beside it. */
interface Note {
  installation: string
  /** that people open */
  address: string
  pid: number
  /** tells the process from a later one of the same number; null where the system does not say */
  birth: string | null
}

const pathOf = (dataDir: string): string => join(dataDir, 'server.json')

/** Leaves the note and gives what takes it away. A folder that cannot be written leaves commands to ask PORT. */
export async function noteRunning({ db, dataDir }: { db: Database; dataDir: string }, address: string): Promise<() => Promise<void>> {
  const note: Note = { installation: await installationId(db), address, pid: process.pid, birth: birthOf(process.pid) }
  const text = JSON.stringify(note)
  await writeFile(pathOf(dataDir), text, { mode: 0o600 }).catch(() => {})
  return async () => {
    // another server of the same folder may have come since
    if ((await readFile(pathOf(dataDir), 'utf8').catch(() => null)) === text) await rm(pathOf(dataDir), { force: true })
  }
}

/** Address of the server that runs on this database; null where none does, or its note was left by one that is gone. */
export async function runningAt({ db, dataDir }: { db: Database; dataDir: string }): Promise<string | null> {
  const note = parsed(await readFile(pathOf(dataDir), 'utf8').catch(() => ''))
  if (note === null || !isAlive(note.pid) || (note.birth !== null && note.birth !== birthOf(note.pid))) return null
  return note.installation === (await installationId(db)) ? note.address : null
}

function parsed(text: string): Note | null {
  try {
    const note = JSON.parse(text) as Partial<Note> | null
    return typeof note?.address === 'string' && URL.canParse(note.address) && typeof note.pid === 'number' ? (note as Note) : null
  } catch {
    return null
  }
}
