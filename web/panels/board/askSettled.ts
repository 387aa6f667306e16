import { watchDebounced } from '@vueuse/core'
import { onBeforeUnmount } from 'vue'

/** Longer than a hand that brushes takes from one step to the next. */
const SETTLED_MS = 250

/** Asks once the question stands still, and asks no more when nobody looks. */
export function askSettled<Question>(question: () => Question | null, answer: { show(question: Question): void; leave(): void }): void {
  watchDebounced(question, (now) => (now ? answer.show(now) : answer.leave()), { debounce: SETTLED_MS, immediate: true })
  onBeforeUnmount(() => answer.leave())
}
