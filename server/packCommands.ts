import { buildPack } from '../geodata/pack/build.ts'
import { checkPack } from '../geodata/pack/check.ts'
import type { Finding } from '../geodata/pack/format.ts'
import { readPack } from '../geodata/pack/read.ts'
import { COMMAND_LINE } from './access/scope.ts'
import type { Call, Command } from './command.ts'
import { fromCaller } from './config.ts'
import { withContext } from './county.ts'
import { listInstalled, removeInstalled } from './countyCommands.ts'
import { installPack } from './services/installPack.ts'
import type { OrganisationTally } from './services/packOrganisations.ts'
import { UsageError, type Terminal } from './terminal.ts'

const VERBS = ['build', 'check', 'install', 'list', 'remove']
const VERB = { zh: 'pack 之后请用 build、check、install、list 或 remove', en: 'Say build, check, install, list or remove after pack' }

export const packCommand: Command = {
  usage: 'pack build SOURCES --out PACK\npack check PACK\npack install PACK\npack list\npack remove CODE [--yes]',
  say: {
    zh: '用图层制作县底图包；检查；安装（新版本替换旧版本，案件不丢）；列出已安装的县；删除一个县及其全部案件',
    en: "Build a county's pack from layers; check it; install it (a new version replaces the old one and loses no case); list what is installed; remove a county with all its cases",
  },
  values: ['out'],
  switches: ['yes'],
  async run(call) {
    const { words, options, out } = call
    const [verb = '', path, ...more] = words
    if (!VERBS.includes(verb)) throw new UsageError(verb === '' ? VERB : { zh: `没有 pack ${verb} 这个命令，${VERB.zh}`, en: `There is no pack ${verb}. ${VERB.en}` })
    if (verb === 'list' && path !== undefined) throw new UsageError({ zh: 'pack list 后面不带别的', en: 'pack list takes nothing more' })
    if (verb === 'list') return listInstalled(call)
    if (verb === 'remove' && path && more.length === 0) return removeInstalled(path, call)
    if (verb === 'remove') throw new UsageError({ zh: '请给出一个县的代码', en: 'Name the code of one county' })
    if (!path || more.length > 0) throw new UsageError({ zh: '请给出一个文件或文件夹', en: 'Name one file or folder' })
    const from = fromCaller(path, out.env)
    if (verb === 'build') {
      if (typeof options.out !== 'string') throw new UsageError({ zh: '请用 --out 指明写到哪里', en: 'Say with --out where to write' })
      return build(from, fromCaller(options.out, out.env), out)
    }
    if (verb === 'check') return check(from, out)
    return install(from, call)
  },
}

async function build(source: string, target: string, out: Terminal): Promise<number> {
  const onProgress = (say: { zh: string; en: string }, share: number): void =>
    out.progress(`${say[out.language]} ${Math.round(share * 100)}%`)
  const { manifest, findings } = await buildPack(source, target, { onProgress })
  const done = manifest && { zh: `已写入 ${target}：${manifest.name}`, en: `Written to ${target}: ${manifest.name}` }[out.language]
  out.answer({ manifest, findings }, [...findingLines(findings, out), ...(done ? [done] : [])])
  return manifest ? 0 : 1
}

async function check(path: string, out: Terminal): Promise<number> {
  const findings = await checkPack(path)
  const sound = findings.length === 0 ? [{ zh: '没有问题', en: 'No faults' }[out.language]] : []
  out.answer({ findings }, [...findingLines(findings, out), ...sound])
  return findings.some(({ severity }) => severity === 'error') ? 1 : 0
}

async function install(path: string, call: Call): Promise<number> {
  const { out } = call
  const read = await readPack(path)
  if (!read.pack) {
    out.answer({ findings: read.findings }, findingLines(read.findings, out))
    return 1
  }
  const { pack } = read
  const result = await withContext(call, (ctx) => installPack(ctx, pack, COMMAND_LINE))
  const zh = out.language === 'zh'
  const lines = [
    result.unchanged
      ? zh ? `${result.name}：已是这个版本` : `${result.name}: this version is installed already`
      : zh ? `已安装 ${result.name}，${result.areas} 个区划` : `Installed ${result.name}, ${result.areas} areas`,
    ...result.moved.map(({ code, to, cases }) => (zh ? `${code} 的 ${cases} 件改归 ${to}` : `${cases} cases of ${code} went to ${to}`)),
    ...result.lost.map(({ code, name, cases }) =>
      zh ? `新版本没有 ${name}（${code}），其 ${cases} 件转入地点待定` : `${name} (${code}) is gone: its ${cases} cases wait for a place`,
    ),
    ...organisationLines(result.organisations, zh),
    ...(result.found > 0 ? [zh ? `地点待定的 ${result.found} 件已找到位置` : `${result.found} waiting cases found their place`] : []),
  ]
  out.answer(result, lines)
  return 0
}

function organisationLines({ added, changed, closed, masked }: OrganisationTally, zh: boolean): string[] {
  const told = added + changed + closed === 0
    ? []
    : [zh ? `组织机构：新增 ${added}，更新 ${changed}，停用 ${closed}` : `Organisations: ${added} new, ${changed} brought up to date, ${closed} closed`]
  const names = zh
    ? `${masked} 个机构的名称里有人名，已遮盖；个人调解室请写品牌名，如“老李说理工作室”`
    : `${masked} organisations had a person's name in theirs, which was masked: named rooms go by their brand, such as 老李说理工作室`
  return masked > 0 ? [...told, names] : told
}

const SEVERITY = {
  error: { zh: '错误', en: 'error' },
  warning: { zh: '注意', en: 'warning' },
  repaired: { zh: '已修', en: 'repaired' },
} as const

function findingLines(findings: Finding[], { language }: Terminal): string[] {
  return findings.map(({ severity, file, feature, say }) =>
    [`[${SEVERITY[severity][language]}]`, file, feature, say[language]].filter(Boolean).join(' '),
  )
}
