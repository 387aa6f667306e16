import { defineStore } from 'pinia'
import { computed, shallowRef, watch } from 'vue'
import type { CountyInfo } from '../../server/contract/answers.ts'
import { ApiError } from '../api/client.ts'
import { cubeApi } from '../api/cube.ts'
import { useCounty } from './county.ts'
import type { HeldCube } from './heldCube.ts'
import { useSession } from './session.ts'

/** The pack may be replaced between two answers, hardly twice. */
const TRIES = 3

/**
 * The cases of the county on show, as far as this post counts them, held in the browser so that a brush asks nobody. It
 * comes after the first figures, when the page has nothing else to do, and takes what changed whenever the county has
 * moved on. Where it cannot be had the page goes on with the server's answers and says nothing; for a post that reads less
 * than every case of its area it is not asked for, as each row of it is a case.
 */
export const useCube = defineStore('cube', () => {
  const county = useCounty()
  const session = useSession()
  const held = shallowRef<HeldCube | null>(null)
  /** it is asked for since somebody looked at figures */
  let begun = false
  let underway: AbortController | null = null

  /** who counts what: for anybody else, and of anything else, it is another cube */
  const owner = computed(() => {
    const [info, now] = [county.info, session.session]
    return info && session.may('figures') && session.readsArea ? JSON.stringify([now?.account?.login, now?.post?.id, info.code]) : null
  })
  /** the cube, where it stands where the county does; null where the server has to be asked */
  const current = computed(() => (held.value && county.info && standsAt(held.value, county.info) ? held.value : null))

  watch(owner, drop, { flush: 'sync' })
  watch(() => county.info, () => void sync())

  function drop() {
    underway?.abort()
    underway = null
    held.value = null
    begun = false
  }

  /** The page shows figures: from now on they are worth counting here. */
  function begin(): Promise<void> {
    begun = true
    return sync()
  }

  async function sync(): Promise<void> {
    const info = county.info
    if (!begun || underway || owner.value === null || !info || current.value) return
    const turn = new AbortController()
    underway = turn
    try {
      await whenIdle()
      if (turn.signal.aborted) return
      const next = await read(info, held.value, turn.signal)
      if (turn.signal.aborted) return
      held.value = next
    } catch (cause) {
      if (turn.signal.aborted) return
      // facts of another program are not counted; a line that broke is tried again with the next news of the county
      if (cause instanceof RangeError) begun = false
      else if (!(cause instanceof ApiError)) throw cause
      return
    } finally {
      if (underway === turn) underway = null
    }
    catchUp()
  }

  /** Either side may have moved on meanwhile. */
  function catchUp() {
    const [cube, info] = [held.value, county.info]
    if (!cube || !info || current.value) return
    if (cube.head.revision < info.revision) void sync()
    else void county.refresh()
  }

  return { held, current, begin }
})

function standsAt({ county, head, tree }: HeldCube, info: CountyInfo): boolean {
  return county === info.code && head.revision === info.revision && head.packVersion === info.packVersion && tree.today === info.today
}

/** The cube as it stands now, made of what is held where that says enough. */
async function read(info: CountyInfo, before: HeldCube | null, signal: AbortSignal): Promise<HeldCube> {
  // counting is no part of the first view
  const { cubeFrom } = await import('./heldCube.ts')
  for (let turn = 0; turn < TRIES; turn++) {
    const sameGround = before && before.head.packVersion === info.packVersion && before.tree.today === info.today && turn === 0
    const [bytes, tree] = await Promise.all([
      cubeApi.columns(info.code, before && { revision: before.head.revision, mark: before.head.mark }, signal),
      sameGround ? before.tree : cubeApi.tree(info.code, signal),
    ])
    const cube = cubeFrom({ county: info.code, tree, readAt: Date.now() }, bytes, before)
    if (cube) return cube
  }
  throw new RangeError('The areas are never of the pack that the cases are counted on')
}

/** Once the browser has nothing else to do, but not for ever. */
function whenIdle(): Promise<void> {
  return new Promise((resolve) => {
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 2_000 })
    else setTimeout(resolve, 0)
  })
}
