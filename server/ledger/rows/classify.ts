import { isHeader } from '../plan/header.ts'
import type { NotCase } from '../types.ts'
import { isNothing, squeeze } from '../values/text.ts'

const SUBTOTAL = /^.{0,12}(小计|合计|总计|累计|共计|总合计|分计)[:：]?.{0,8}$|^(sub)?total/i
const FOOTER =
  /^(注|备注|说明|填表说明|填报说明|填表人|填报人|审核人|制表人?|报送人|单位负责人|负责人|主管领导|分管领导|签发人|联系人|联系电话|填报单位|填表单位|填报时间|填表日期|报送时间|制表时间|盖章|签字|\(?盖章\)?)[:：(（1一\s]|^(盖章|签字|以下空白|\*注)/
/** The whole cell says that there was nothing to report; 未发生打架等情况 is part of a case. */
const NIL =
  /^(?:[^,，。]{0,8})?零报告[。]?$|^(?:[本该当上](?:周|月|日|旬|期|镇|村|辖区)*)?(?:暂)?(?:无|未)(?:发现|排查出|排查到|新增|发生|有)?(?:新增|新的|重大|信访)*(?:矛盾|纠纷|事件|矛盾纠纷|情况|上报|上报事项)+(?:发生|上报|情况)?[。]?$|^无(?:新增)?(?:矛盾)?(?:纠纷)?$|^暂无$|^nil( report)?$/i
const TITLE = /台账|统计表|排查表|登记表|汇总表|明细表|情况表|一览表|月报|周报|旬报|清单|第.{1,3}(周|期)|\d{4}年/

/** What a row is that gives no date of a case; null when it looks like one all the same. */
export function notCase(cells: string[]): NotCase | null {
  const filled = cells.map((cell) => squeeze(cell)).filter((cell) => cell !== '')
  const first = filled[0]
  if (first === undefined) return 'blank'
  if (isHeader(cells)) return 'header'
  if (filled.slice(0, 3).some((cell) => SUBTOTAL.test(cell))) return 'subtotal'
  if (filled.some((cell) => cell.length <= 24 && NIL.test(cell) && !/^无$/.test(cell))) return 'nil'
  if (FOOTER.test(first) || /^注[:：\d.]/.test(first)) return 'footer'
  if (filled.length <= 4 && filled.some((cell) => TITLE.test(cell))) return 'title'
  if (filled.length === 1) return 'title'
  return filled.every((cell) => isNothing(cell) || /^\d{1,3}$/.test(cell)) ? 'nil' : null
}

/** A cell that is the word of a sum and nothing else. */
const SUM = /^(?:本月|本周|本年|全镇|全县|[^,，。;；]{0,6})?(?:小计|合计|总计|累计|共计)[:：]?\d*件?$/

/** Sub-totals that carry a date all the same: a cell is the word itself, and no cell of content says anything. */
export function isSubtotal(cells: string[], content: string[]): boolean {
  if (!content.every((cell) => isNothing(squeeze(cell)) || SUM.test(squeeze(cell)))) return false
  for (let at = 0; at < 3 && at < cells.length; at++) {
    const cell = cells[at] as string
    if (cell.length > 1 && cell.length < 24 && cell.includes('计') && !content.includes(cell) && SUM.test(squeeze(cell))) return true
  }
  return false
}

/** 零报告 in place of a category or of the text. */
export function isNil(category: string, summary: string): boolean {
  if (summary !== '' && isNilWord(squeeze(summary))) return true
  return category !== '' && isNilWord(squeeze(category)) && isNothing(squeeze(summary))
}

function isNilWord(text: string): boolean {
  return text.length <= 24 && NIL.test(text)
}
