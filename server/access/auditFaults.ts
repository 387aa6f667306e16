import type { Say } from '../contract/error.ts'

/** What is wrong with the chain of the audit log, line by line, in words. */

export const headLost: Say = {
  zh: '链头丢失：无法知道日志应当到哪一行为止',
  en: 'The head is lost: nobody can tell where the log should end',
}

export const changed = (seq: number): Say => ({
  zh: `第 ${seq} 行与校验值不符：这一行被改动过，或者它的前一行连同校验值被改动过`,
  en: `Line ${seq} does not bear its hash: it was changed, or the line before it together with its hash`,
})

export const twice = (seq: number): Say => ({
  zh: `第 ${seq} 行有两条：有一条是后加的`,
  en: `Line ${seq} stands there twice: one of them was added`,
})

export const gone = (from: number, to: number): Say =>
  from === to
    ? { zh: `缺第 ${from} 行：被删除了`, en: `Line ${from} is missing: it was deleted` }
    : { zh: `缺第 ${from} 至 ${to} 行：被删除了`, en: `Lines ${from} to ${to} are missing: they were deleted` }

export const cut = (from: number, to: number): Say => ({
  zh: `末尾被截：日志写到过第 ${to} 行，第 ${from} 行起没有了`,
  en: `Cut off at the end: the log had come to line ${to}, and from line ${from} on nothing is there`,
})

export const behind = (seq: number, end: number): Say => ({
  zh: `链头停在第 ${end} 行，后面却还有第 ${seq} 行：链头被改回，或者这些行是后加的`,
  en: `The head says that the log ends at line ${end}, and line ${seq} stands behind it: the head was put back, or lines were added`,
})

export const otherHead = (seq: number): Say => ({
  zh: `链头与第 ${seq} 行（最后一行）的校验值不符：链头被改动过，或者这一行连同校验值被改动过`,
  en: `The head does not bear the hash of line ${seq}, the last one: the head was changed, or that line together with its hash`,
})

export const stillThere = (seq: number, keptFrom: number): Say => ({
  zh: `日志应从第 ${keptFrom} 行开始，前面却还有第 ${seq} 行：开头被改动过`,
  en: `The log begins at line ${keptFrom}, and line ${seq} stands before it: the beginning was changed`,
})

export const unheard = (keptFrom: number): Say => ({
  zh: `日志从第 ${keptFrom} 行开始，最近一次清理的记录却不是这样：开头被改动过，或者清理的记录被删除了`,
  en: `The log begins at line ${keptFrom}, which is not what the last line about a pruning says: the beginning was changed, or that line deleted`,
})

/** Why an earlier head is no part of the chain any more. */
export function unmet(seq: number, keptFrom: number, last: number): Say {
  if (seq > last) {
    return {
      zh: `记下的链头是第 ${seq} 行，日志现在只到第 ${last} 行：后来的行被删除，或者数据库被换成了较早的`,
      en: `The head that you noted was line ${seq}, and the log ends at line ${last}: later lines were deleted, or the database was put back to an earlier state`,
    }
  }
  if (seq < keptFrom) {
    return {
      zh: `记下的第 ${seq} 行已过保存期被清理，无法核对；请用第 ${keptFrom} 行以后的链头`,
      en: `Line ${seq}, which you noted, was pruned and cannot be compared any more: use a head from line ${keptFrom} on`,
    }
  }
  return {
    zh: `第 ${seq} 行的校验值与记下的不同：从这一行或更早起，日志被重写过`,
    en: `Line ${seq} bears another hash than the one that you noted: the log was written anew from there or from an earlier line on`,
  }
}
