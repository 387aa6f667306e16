import { ref, shallowRef } from 'vue'
import type { ActionItem, ActionState, ActionChange } from '../../../server/contract/meetings.ts'
import type { Day } from '../../../server/contract/day.ts'
import { useMeetings } from '../../stores/meetings.ts'

/** The one item that somebody is finishing, and how. */
export function useFinishing() {
  const meetings = useMeetings()
  const item = shallowRef<ActionItem | null>(null)
  const status = ref<Exclude<ActionState, 'open'>>('done')

  function begin(one: ActionItem, as: Exclude<ActionState, 'open'>) {
    meetings.refusal = null
    status.value = as
    item.value = one
  }

  /** True when it was done. */
  async function finish(doneOn: string, result: string): Promise<boolean> {
    const one = item.value
    if (!one) return false
    const change: ActionChange = { version: one.version, status: status.value, result: result || null, ...(doneOn && { doneOn: doneOn as Day }) }
    const done = await meetings.changeAction(one.id, change)
    if (done) item.value = null
    return done
  }

  const reopen = ({ id, version }: ActionItem) => meetings.changeAction(id, { version, status: 'open' })

  return { item, status, begin, finish, reopen }
}
