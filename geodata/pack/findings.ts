import type { Say } from '../place/say.ts'
import type { Finding } from './format.ts'

/** Findings of one rule in one file beyond this number are told as a sum. */
const SHOWN_PER_RULE = 20
/** Of these, so many are still named. */
const NAMED_AT_MOST = 100

/** Collects what the builder sees. Repairs of one rule in one file become one finding with their number. */
export interface FindingLog {
  error(rule: string, file: string, feature: string | undefined, say: Say): void
  warning(rule: string, file: string, feature: string | undefined, say: Say): void
  repaired(rule: string, file: string, feature: string | undefined, say: Say): void
  add(findings: readonly Finding[]): void
  hasErrors(): boolean
  list(): Finding[]
}

export function findingLog(): FindingLog {
  const all: Finding[] = []
  const put = (severity: Finding['severity']) => (rule: string, file: string, feature: string | undefined, say: Say) => {
    all.push(feature === undefined ? { severity, rule, file, say } : { severity, rule, file, feature, say })
  }
  return {
    error: put('error'),
    warning: put('warning'),
    repaired: put('repaired'),
    add: (findings) => void all.push(...findings),
    hasErrors: () => all.some((one) => one.severity === 'error'),
    list: () => summarise(all),
  }
}

export function finding(severity: Finding['severity'], rule: string, file: string, say: Say, feature?: string): Finding {
  return feature === undefined ? { severity, rule, file, say } : { severity, rule, file, feature, say }
}

const ORDER = { error: 0, warning: 1, repaired: 2 }

function summarise(all: readonly Finding[]): Finding[] {
  const groups = new Map<string, Finding[]>()
  for (const one of all) {
    const key = `${one.severity}|${one.rule}|${one.file}`
    const group = groups.get(key)
    if (group) group.push(one)
    else groups.set(key, [one])
  }
  const merged = [...groups.values()].flatMap((group) =>
    group[0]?.severity === 'repaired' ? [sum(group)] : cut(group),
  )
  return merged.sort((a, b) => ORDER[a.severity] - ORDER[b.severity])
}

function sum(group: Finding[]): Finding {
  const first = group[0] as Finding
  if (group.length === 1) return first
  const names = [...new Set(group.map((one) => one.feature).filter((name) => name !== undefined))]
  return {
    ...first,
    feature: names.slice(0, 5).join('、') + (names.length > 5 ? '…' : ''),
    say: {
      zh: `${first.say.zh}（共 ${group.length} 处）`,
      en: `${first.say.en} (${group.length} times)`,
    },
  }
}

function cut(group: Finding[]): Finding[] {
  if (group.length <= SHOWN_PER_RULE) return group
  const first = group[0] as Finding
  const rest = group.length - SHOWN_PER_RULE
  const more: Finding = {
    severity: first.severity,
    rule: first.rule,
    file: first.file,
    feature: `${group.slice(SHOWN_PER_RULE, SHOWN_PER_RULE + NAMED_AT_MOST).map((one) => one.feature ?? '').join('、')}${rest > NAMED_AT_MOST ? '…' : ''}`,
    say: { zh: `另有 ${rest} 处同类问题，未逐条列出`, en: `${rest} more of the same kind are not listed one by one` },
  }
  return [...group.slice(0, SHOWN_PER_RULE), more]
}
