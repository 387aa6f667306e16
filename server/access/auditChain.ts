import type { AuditFault, AuditFaultKind, AuditHead, AuditLine, AuditVerdict } from '../contract/audit.ts'
import type { Say } from '../contract/error.ts'
import { lineHash } from '../store/audit.ts'
import type { StoredHead } from '../store/auditLog.ts'
import * as says from './auditFaults.ts'

export interface ChainCheck {
  /** lines in the order of their numbers */
  take(lines: AuditLine[]): void
  end(): AuditVerdict
}

/**
 * Checks the chain of the audit log line by line, in constant memory. Each hash is over its line and the hash that the
 * line before it bears, so that one changed line is one fault and those behind it are judged by themselves.
 *
 * What it shows: a line changed in any field (`changed`); one changed together with its hash, or two that changed
 * places (`changed`, by the lines behind); lines taken out of the middle (`missing`) or off the end, all of them too
 * (`cut`); lines put behind the end, or a head put back while its lines stayed (`beyond`); a head that is lost or bears
 * another hash (`head`); a beginning taken off, or put back, in any other way than by the pruning, which tells where it
 * cut in a line of its own (`kept`).
 *
 * What it cannot show by itself: whoever has the database's password and this program can put the whole of it back to an
 * earlier state, or write the chain anew from any line on, and both are sound. Against that stands a head that was
 * noted outside of the machine: as long as this `anchor` is part of the chain, nothing up to it was changed since.
 */
export function chainCheck(head: StoredHead | null, anchor: AuditHead | null): ChainCheck {
  const faults = faultList()
  const keptFrom = head?.keptFrom ?? 1
  let lines = 0
  let first: AuditVerdict['first'] = null
  /** hash that the next line follows on; undefined where nobody knows */
  let previous: string | null | undefined = head?.keptAfter
  let last = keptFrom - 1
  let pruned: string | null = null
  let early = false
  let met = anchor === null || (anchor.seq === last && anchor.hash === previous)
  if (!head) faults.add('head', 0, says.headLost)

  function one(line: AuditLine): void {
    const { seq, hash } = line
    lines++
    if (seq < keptFrom) {
      if (!early) faults.add('kept', seq, says.stillThere(seq, keptFrom))
      early = true
      return
    }
    if (seq === last) return faults.add('changed', seq, says.twice(seq))
    if (seq > last + 1) {
      // without a head nobody knows which line is the first
      if (head || first) faults.add('missing', last + 1, says.gone(last + 1, seq - 1))
      previous = undefined
    }
    first ??= { seq, at: line.at }
    if (seq === 1) previous = null
    if (previous !== undefined && lineHash(previous, line) !== hash) faults.add('changed', seq, says.changed(seq))
    if (head && seq > head.seq && last <= head.seq) faults.add('beyond', seq, says.behind(seq, head.seq))
    if (line.action === 'log_pruned') pruned = line.after
    if (anchor?.seq === seq && anchor.hash === hash) met = true
    previous = hash
    last = seq
  }

  function end(): AuditVerdict {
    if (head && last < head.seq) faults.add('cut', last + 1, says.cut(last + 1, head.seq))
    if (head && last === head.seq && previous !== undefined && previous !== head.hash) faults.add('head', last, says.otherHead(last))
    if (head && pruned !== markOf(head)) faults.add('kept', keptFrom, says.unheard(keptFrom))
    if (anchor && !met) faults.add('anchor', anchor.seq, says.unmet(anchor.seq, keptFrom, last))
    const { list, count } = faults
    return { sound: count() === 0, lines, first, head: head?.hash ? { seq: head.seq, hash: head.hash } : null, faults: list, faulty: count() }
  }

  return { take: (some) => some.forEach(one), end }
}

/** What the line of a pruning says that it left, as `after` of the line; null for a log that was never pruned. */
const markOf = ({ keptFrom, keptAfter }: StoredHead): string | null =>
  keptFrom === 1 && keptAfter === null ? null : JSON.stringify(pruneMark(keptFrom, keptAfter))

/** The first line that a pruning leaves, and the hash of the last one that it takes. */
export const pruneMark = (keptFrom: number, keptAfter: string | null) => ({ keptFrom, keptAfter })

/** Faults that a verdict lists. */
const LISTED = 20

function faultList() {
  const list: AuditFault[] = []
  let count = 0
  return {
    list,
    count: () => count,
    add(kind: AuditFaultKind, seq: number, say: Say): void {
      count++
      if (list.length < LISTED) list.push({ kind, seq, say })
    },
  }
}
