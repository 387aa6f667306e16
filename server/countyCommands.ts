import { COMMAND_LINE } from './access/scope.ts'
import type { Call } from './command.ts'
import { AppError, type Say } from './contract/error.ts'
import { withContext } from './county.ts'
import { listCounties } from './services/packs.ts'
import { holdingsOf, removeCounty, type Holdings } from './services/removeCounty.ts'
import type { Terminal } from './terminal.ts'

/** `pack list`: the counties that are installed, and what they hold. */
export async function listInstalled(call: Call): Promise<number> {
  const { out } = call
  const counties = await withContext(call, async (ctx) => {
    const installed = await listCounties(ctx)
    return Promise.all(installed.map(async (county) => ({ ...county, ...(await holdingsOf(ctx, county.code)) })))
  })
  const fictional = { zh: '（虚构）', en: ' (fictional)' }[out.language]
  const lines = counties.map((county) => `${county.code}  ${county.name}${county.fictional ? fictional : ''}  ${heldBy(county)[out.language]}  ${county.packVersion.slice(0, 12)}`)
  const none = { zh: '没有安装任何县', en: 'No county is installed' }[out.language]
  out.answer({ counties }, lines.length > 0 ? lines : [none])
  return 0
}

/** `pack remove`: asks before it removes a county for good. */
export async function removeInstalled(code: string, call: Call): Promise<number> {
  const { out } = call
  return withContext(call, async (ctx) => {
    const held = await holdingsOf(ctx, code)
    if (call.options.yes !== true) await confirm(held, out)
    const removed = await removeCounty(ctx, code, COMMAND_LINE)
    const left = (await listCounties(ctx)).length
    const lines = [{ zh: `已删除 ${named(removed).zh}：${heldBy(removed).zh}`, en: `Removed ${named(removed).en}: ${heldBy(removed).en}` }]
    if (left === 0) lines.push(EMPTY)
    out.answer({ removed }, lines.map((line) => line[out.language]))
    return 0
  })
}

/** A person types the name of the county; a script says --yes. Throws `AppError` where neither is. */
async function confirm(held: Holdings, out: Terminal): Promise<void> {
  const warning = {
    zh: `将删除 ${named(held).zh} 的全部内容：${heldBy(held).zh}，连同底图包、学会的地名写法和列对应。删除后不能恢复，请先备份。`,
    en: `This deletes all of ${named(held).en}: ${heldBy(held).en}, with its pack, the words learnt for places and the mappings of columns. It cannot be undone: make a backup first.`,
  }
  const answer = await out.ask({ zh: `${warning.zh}\n确定要删除，请输入县名：`, en: `${warning.en}\nType the county's name to go on:` })
  if (answer === held.name) return
  const because = answer === null
    ? { zh: `${warning.zh}确定要删除，请加 --yes`, en: `${warning.en} To go on add --yes` }
    : { zh: '输入的不是县名，什么也没有删除', en: "That is not the county's name: nothing was removed" }
  throw new AppError('not_confirmed', { status: 409, say: because })
}

const EMPTY = {
  zh: '现在没有安装任何县；启动时不会再装示例县，请用 fengtu pack install 安装底图包',
  en: 'No county is installed now. A start brings no demo county again: install a pack with fengtu pack install',
}

const named = ({ name, code }: Holdings): Say => ({ zh: `${name}（${code}）`, en: `${name} (${code})` })

function heldBy({ cases, imports }: Holdings): Say {
  return {
    zh: `${cases.toLocaleString('en')} 件案件、${imports} 次导入`,
    en: `${cases.toLocaleString('en')} ${cases === 1 ? 'case' : 'cases'}, ${imports} ${imports === 1 ? 'import' : 'imports'}`,
  }
}
