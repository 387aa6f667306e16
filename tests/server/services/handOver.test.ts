import { describe, expect, test } from 'vitest'
import { undoBatch } from '../../../server/services/batches.ts'
import { engines } from '../../databases.ts'
import { csv, useOffice } from './clerk.ts'
import { SCOPE } from './county.ts'

describe.each(engines)('a case of several ledgers on $name', ({ fresh }) => {
  const office = useOffice(fresh)
  const { load, sql } = office
  const people = () => sql<{ people: number }>('SELECT people FROM dispute ORDER BY id').then((rows) => rows.map((row) => row.people))

  test('stays until the last of them is undone', async () => {
    const first = await load(csv({ people: 1 }, { people: 2 }))
    const second = await load(csv({ people: 1 }, { people: 3 }))
    const third = await load(csv({ people: 1 }, { people: 4 }))
    await undoBatch(office.ctx, SCOPE, first.batch!)
    expect(await people()).toEqual([1, 3, 4])
    const changed = await load(csv({ people: 1, state: '已办结' }))
    await expect(undoBatch(office.ctx, SCOPE, second.batch!)).rejects.toMatchObject({ code: 'batch_changed_since' })
    await undoBatch(office.ctx, SCOPE, changed.batch!)
    await undoBatch(office.ctx, SCOPE, second.batch!)
    expect(await people()).toEqual([1, 4])
    await undoBatch(office.ctx, SCOPE, third.batch!)
    expect(await people()).toEqual([])
    expect(await sql('SELECT id FROM dispute_gone ORDER BY id')).toHaveLength(4)
  })

  test('stays when a later ledger told nothing new of it; the same file again holds nothing', async () => {
    const first = await load(csv({ people: 1 }, { people: 2 }))
    expect((await load(csv({ people: 1 }, { people: 2 }))).batch).toBeNull()
    const monthly = await load(csv({ people: 2 }))
    expect(monthly).toMatchObject({ accepted: 0, updated: 0, duplicates: 1 })
    expect(await undoBatch(office.ctx, SCOPE, first.batch!)).toMatchObject({ removed: 1, restored: 0 })
    expect(await people()).toEqual([2])
    // its batch is undone, so the file counts as a new one, and as one that holds the case
    const again = await load(csv({ people: 1 }, { people: 2 }))
    expect(again).toMatchObject({ accepted: 1, duplicates: 1 })
    expect(await undoBatch(office.ctx, SCOPE, monthly.batch!)).toMatchObject({ removed: 0, restored: 0 })
    expect(await people()).toEqual([2, 1])
    expect(await undoBatch(office.ctx, SCOPE, again.batch!)).toMatchObject({ removed: 2, restored: 0 })
  })

  test('is told as spans of numbers', async () => {
    const lines = Array.from({ length: 30 }, (_, k) => ({ people: k + 1 }))
    await load(csv(...lines))
    await load(csv(...lines, { people: 99 }))
    const [row] = await sql<{ carried: string }>('SELECT carried::text FROM import_batch ORDER BY revision DESC LIMIT 1')
    expect(row).toEqual({ carried: '{[1,31)}' })
  })
})
