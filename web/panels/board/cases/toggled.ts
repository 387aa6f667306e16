import type { Filter } from '../../../../server/contract/filter.ts'

type Lists = Pick<Filter, 'due' | 'age' | 'mark'>

/** A filter with one more code in a list, or one less; in the order of the vocabulary, and without a list that would be empty. */
export function toggled<Key extends keyof Lists, Held extends Lists>(filter: Held, key: Key, code: NonNullable<Lists[Key]>[number], order: readonly string[]): Held {
  const now: readonly string[] = filter[key] ?? []
  const next = order.filter((one) => (one === code ? !now.includes(one) : now.includes(one)))
  const { [key]: _old, ...rest } = filter
  return (next.length > 0 ? { ...rest, [key]: next } : rest) as Held
}
