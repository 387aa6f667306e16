import { auditScope, COMMAND_LINE } from './access/scope.ts'
import type { Call, Command } from './command.ts'
import { fromCaller } from './config.ts'
import { headText, parseAuditFilter, parseHead, type AuditLine, type AuditVerdict } from './contract/audit.ts'
import { withContext } from './county.ts'
import { auditFile, type AuditFormat } from './services/auditFile.ts'
import { exportLog, pruneLog, verifyLog } from './services/auditLog.ts'
import { asUsage, localTime, UsageError, type Terminal } from './terminal.ts'
import { wholeFile } from './wholeFile.ts'

const VERB = { zh: 'audit 之后请用 verify、export 或 prune', en: 'Say verify, export or prune after audit' }

/** Which options go with what. */
const OPTIONS: Record<string, readonly string[]> = { verify: ['head'], export: ['from', 'to'], prune: ['days', 'broken'] }

const WORKS: Record<string, (call: Call, path: string) => Promise<number>> = { verify, export: exportTo, prune }

const scope = auditScope(COMMAND_LINE)

export const auditCommand: Command = {
  usage: 'audit verify [--head SEQ:HASH]\naudit export FILE.csv|FILE.jsonl [--from D] [--to D]\naudit prune [--days N] [--broken]',
  say: {
    zh: '校验审计日志（--head 核对早先记下的链头）；导出；清理超过保存期的行（按安全策略，默认 365 天；--days 只能更长；--broken：校验不通过也清理）',
    en: 'Verify the audit log (--head: that an earlier head is still part of it); export it; remove lines older than the security policy keeps them (365 days unless changed; --days may name more; --broken: though it does not verify)',
  },
  values: ['head', 'from', 'to', 'days'],
  switches: ['broken'],
  async run(call) {
    const [verb = '', path = '', ...more] = call.words
    const work = Object.hasOwn(WORKS, verb) ? WORKS[verb] : undefined
    if (!work) throw new UsageError(verb === '' ? VERB : { zh: `没有 audit ${verb} 这个命令，${VERB.zh}`, en: `There is no audit ${verb}. ${VERB.en}` })
    if (verb !== 'export' && path !== '') throw new UsageError({ zh: `audit ${verb} 后面只带选项`, en: `audit ${verb} takes options only` })
    if (verb === 'export' && (path === '' || more.length > 0)) throw new UsageError({ zh: '请给出一个文件名', en: 'Name one file' })
    const strange = auditCommand.values.concat(auditCommand.switches).find((name) => call.options[name] !== undefined && !OPTIONS[verb]!.includes(name))
    if (strange) throw new UsageError({ zh: `audit ${verb} 不用 --${strange}`, en: `audit ${verb} takes no --${strange}` })
    return work(call, path)
  },
}

async function verify(call: Call): Promise<number> {
  const { options, out } = call
  const anchor = typeof options.head === 'string' ? asUsage(() => parseHead(options.head as string)) : null
  const verdict = await withContext(call, (ctx) => verifyLog(ctx, scope, anchor))
  out.answer(verdict, verdictLines(verdict, out))
  return verdict.sound ? 0 : 1
}

function verdictLines({ sound, lines, first, head, faults, faulty }: AuditVerdict, { language }: Terminal): string[] {
  const zh = language === 'zh'
  const rows = lines.toLocaleString('en')
  const since = first === null ? '' : zh ? `，从第 ${first.seq} 行（${localTime(first.at)}）起` : ` from line ${first.seq} (${localTime(first.at)}) on`
  const more = faulty - faults.length
  return [
    sound
      ? zh ? `审计日志完好：${rows} 行${since}` : `The audit log is sound: ${rows} lines${since}`
      : zh ? `审计日志校验不通过：${rows} 行${since}，${faulty} 处不符` : `The audit log is broken: ${rows} lines${since}, faults: ${faulty}`,
    ...faults.map(({ say }) => say[language]),
    ...(more > 0 ? [zh ? `还有 ${more} 处` : `and ${more} more`] : []),
    ...(head === null ? [] : [zh ? `链头 ${headText(head)}` : `Head ${headText(head)}`]),
    ...(head === null || !sound ? [] : [zh ? '请把链头记在本机以外，以后用 --head 核对' : 'Write the head down outside of this machine: --head tells later whether it is still part of the log']),
  ]
}

async function exportTo(call: Call, path: string): Promise<number> {
  const { options, out } = call
  const { from, to } = options as Record<string, string | undefined>
  const filter = asUsage(() => parseAuditFilter({ from, to }))
  const target = fromCaller(path, out.env)
  const format = formatOf(target)
  let lines = 0
  await withContext(call, async (ctx) => {
    await wholeFile(target, async function* () {
      yield* auditFile(counted(await exportLog(ctx, scope, filter, format), (more) => (lines += more)), format, out.language)
    })
  })
  const done = { zh: `已导出 ${lines.toLocaleString('en')} 行到 ${target}`, en: `${lines.toLocaleString('en')} lines were exported to ${target}` }
  out.answer({ file: target, format, lines }, [done[out.language]])
  return 0
}

function formatOf(path: string): AuditFormat {
  const format = /\.(csv|jsonl)$/i.exec(path)?.[1]?.toLowerCase()
  if (format) return format as AuditFormat
  throw new UsageError({ zh: '文件名应以 .csv 或 .jsonl 结尾', en: 'The name of the file must end in .csv or .jsonl' })
}

async function* counted(pieces: AsyncIterable<AuditLine[]>, count: (lines: number) => void): AsyncGenerator<AuditLine[]> {
  for await (const lines of pieces) {
    count(lines.length)
    yield lines
  }
}

async function prune(call: Call): Promise<number> {
  const { options, out } = call
  const days = options.days === undefined ? undefined : daysOf(String(options.days))
  const done = await withContext(call, (ctx) => pruneLog(ctx, scope, { days, broken: options.broken === true }))
  const removed = done.removed.toLocaleString('en')
  const line =
    done.keptFrom === null
      ? { zh: `没有超过 ${done.days} 天的行，什么也没有清理`, en: `No line is older than ${done.days} days: nothing was removed` }
      : { zh: `已清理 ${removed} 行，现在从第 ${done.keptFrom} 行起`, en: `${removed} lines were removed; the log begins at line ${done.keptFrom} now` }
  out.answer(done, [line[out.language]])
  return 0
}

function daysOf(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text)
  throw new UsageError({ zh: `--days 应为整数天数，而不是“${text}”`, en: `--days must be a whole number of days, not "${text}"` })
}
