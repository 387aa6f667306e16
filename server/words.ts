import type { Language } from './contract/error.ts'
import type { ImportResult } from './contract/imports.ts'

/** The tally as a person reads it: what became of every row, then what is worth knowing. */
export function tallyLines(result: ImportResult, language: Language, dryRun: boolean): string[] {
  const zh = language === 'zh'
  const { read, accepted, updated, duplicates, outOfScope, notCases, rejected, unlocated } = result
  const sum = zh
    ? `读入 ${read} 行 = 新增 ${accepted} + 更新 ${updated} + 重复 ${duplicates} + 范围外 ${outOfScope} + 非案件 ${notCases} + 退回 ${rejected}`
    : `${read} rows read = ${accepted} new + ${updated} updated + ${duplicates} duplicates + ${outOfScope} out of scope + ${notCases} no cases + ${rejected} rejected`
  const lines = [sum]
  if (unlocated > 0) lines.push(zh ? `其中 ${unlocated} 件地点待定，请在页面上归位` : `${unlocated} of them wait for a place: settle them in the page`)
  for (const { header, because } of result.refusedColumns) {
    lines.push(zh ? `未读取的列：${header}（${BECAUSE[because].zh}）` : `Column not read: ${header} (${BECAUSE[because].en})`)
  }
  for (const note of result.notes) lines.push(note[language])
  for (const { row, sheet, say } of result.rejects.slice(0, SHOWN_REJECTS)) {
    lines.push(zh ? `退回 ${sheet ?? ''} 第 ${row} 行：${say.zh}` : `Rejected ${sheet ?? ''} row ${row}: ${say.en}`)
  }
  if (rejected > SHOWN_REJECTS) lines.push(zh ? '其余退回的行可用 --rejects 文件名 导出' : 'Write all rejected rows to a file with --rejects FILE')
  lines.push(outcome(result, language, dryRun))
  return lines
}

const SHOWN_REJECTS = 10

const BECAUSE = {
  name: { zh: '姓名', en: 'names' },
  id_number: { zh: '身份证号', en: 'identity numbers' },
  phone: { zh: '电话', en: 'telephone numbers' },
  address: { zh: '住址', en: 'addresses' },
  person_control: { zh: '人员管控内容', en: 'control of persons' },
  personal_other: { zh: '其他个人信息', en: 'other personal data' },
} as const

function outcome({ batch, accepted, updated }: ImportResult, language: Language, dryRun: boolean): string {
  const zh = language === 'zh'
  if (dryRun) return zh ? '试运行：什么也没有写入' : 'Dry run: nothing was stored'
  if (batch === null) return zh ? '没有新内容，什么也没有改变' : 'Nothing new, nothing was changed'
  if (accepted + updated === 0) {
    return zh ? `没有新内容；记为批次 ${batch}，撤销较早的批次时这些案件仍然保留` : `Nothing new; kept as import ${batch}, so that its cases stay when an earlier import is undone`
  }
  return zh ? `批次 ${batch}（可用 fengtu imports undo 整批撤销）` : `Import ${batch} (fengtu imports undo takes it back)`
}
