import { PARTS, type CaseState, type Change } from '../../contract/caseState.ts'

/** What makes one state of another, fields in the order of the new state. */
export function changesBetween(before: CaseState, after: CaseState): Change[] {
  const changes: Change[] = []
  const note = (field: string, was: unknown, is: unknown): void => {
    if (!same(was, is)) changes.push({ field, before: was ?? null, after: is ?? null })
  }
  for (const name of Object.keys(after) as (keyof CaseState)[]) {
    if (!isPart(name)) {
      note(name, before[name], after[name])
      continue
    }
    const [was, is] = [before[name] as Record<string, unknown>, after[name] as Record<string, unknown>]
    for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) note(`${name}.${key}`, was[key], is[key])
  }
  return changes
}

/** The state after the changes; the given one stays as it is. */
export function replay(state: CaseState, changes: readonly Change[]): CaseState {
  return changes.reduce((next, { field, after }) => withField(next, field, after), state)
}

/** The state before the changes. */
export function rewind(state: CaseState, changes: readonly Change[]): CaseState {
  return changes.reduceRight((next, { field, before }) => withField(next, field, before), state)
}

function withField(state: CaseState, field: string, value: unknown): CaseState {
  const at = field.indexOf('.')
  if (at < 0) return { ...state, [field]: value }
  const [part, key] = [field.slice(0, at) as keyof CaseState, field.slice(at + 1)]
  const { [key]: _, ...rest } = state[part] as unknown as Record<string, unknown>
  return { ...state, [part]: value === null ? rest : { ...rest, [key]: value } }
}

function isPart(name: string): boolean {
  return (PARTS as readonly string[]).includes(name)
}

function same(a: unknown, b: unknown): boolean {
  if (a === b || (a ?? null) === (b ?? null)) return true
  return typeof a === 'object' && typeof b === 'object' && JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

/** jsonb gives keys back in an order of its own. */
function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
