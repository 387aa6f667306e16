import { onBeforeUnmount, watch } from 'vue'
import { useFilter } from '../../stores/filter.ts'

/** Asks at once, but under a hand that draws only when it rests; asks no more when nobody looks. */
export function askSettled<Question>(question: () => Question | null, answer: { show(question: Question): void; leave(): void }): void {
  const filter = useFilter()
  watch([question, () => filter.moving] as const, ([now, moving]) => {
    if (moving) return
    if (now) answer.show(now)
    else answer.leave()
  }, { immediate: true })
  onBeforeUnmount(() => answer.leave())
}
