import { parseArgs } from 'node:util'
import type { Command } from './command.ts'
import { languageOf, readConfig } from './config.ts'
import type { Language, Say } from './contract/error.ts'
import { asUsage, fail, terminal, UsageError, type Terminal } from './terminal.ts'

/** Loaded when asked for: most commands need little of the program. */
const COMMANDS: Record<string, () => Promise<Command>> = {
  serve: async () => (await import('./serve.ts')).serveCommand,
  import: async () => (await import('./importCommands.ts')).importCommand,
  imports: async () => (await import('./importCommands.ts')).importsCommand,
  counts: async () => (await import('./countsCommand.ts')).countsCommand,
  hotspots: async () => (await import('./hotspotsCommand.ts')).hotspotsCommand,
  analyse: async () => (await import('./analyseCommand.ts')).analyseCommand,
  pack: async () => (await import('./packCommands.ts')).packCommand,
  audit: async () => (await import('./auditCommand.ts')).auditCommand,
  user: async () => (await import('./userCommands.ts')).userCommand,
  doctor: async () => (await import('./doctorCommand.ts')).doctorCommand,
}

/** Runs one command and ends the process with its exit code. */
export async function run(args: string[]): Promise<void> {
  process.stdout.on('error', () => {}) // the reader of a pipe may leave early
  process.exitCode = await exitCode(args, process.env)
  process.exit()
}

/** Runs one command and gives its exit code. */
export async function exitCode(args: string[], env: NodeJS.ProcessEnv): Promise<number> {
  const [name = 'help', ...rest] = args
  const plain = terminal({ language: spoken(args, env), json: args.includes('--json'), env })
  const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined
  const strange = strangeLanguage(args)
  if (strange !== null) return fail({ ...plain, json: false }, new UsageError(LANGUAGES(strange)))
  if (!load) return help(name, plain)
  const command = await load()
  try {
    const { values, positionals } = parse(command, rest)
    if (values.help) return usage(command, plain)
    const config = asUsage(() => readConfig(env))
    return await command.run({ words: positionals, options: values, config, out: plain })
  } catch (error) {
    if (error instanceof UsageError) {
      fail({ ...plain, json: false }, error)
      usage(command, plain)
      return 2
    }
    return fail(plain, error)
  }
}

function parse(command: Command, args: string[]) {
  const known: Record<string, { type: 'string' | 'boolean' }> = {}
  for (const option of ['lang', ...command.values]) known[option] = { type: 'string' }
  for (const option of ['json', 'help', ...command.switches]) known[option] = { type: 'boolean' }
  try {
    const { values, positionals } = parseArgs({ args, options: known, allowPositionals: true, strict: true })
    return { values: values as Record<string, string | boolean | undefined>, positionals }
  } catch (error) {
    throw new UsageError(misused(error as Error & { code?: string }, Object.keys(known)))
  }
}

/** What Node says of options in English, in both languages and with what to do. */
function misused({ code, message }: Error & { code?: string }, known: string[]): Say {
  const option = /'(?:-\w, )?(--?[^\s'=]+)/.exec(message)?.[1] ?? ''
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    const can = known.map((name) => `--${name}`).join(' ')
    return { zh: `没有 ${option} 这个选项；可用的有：${can}`, en: `There is no option ${option}; there are: ${can}` }
  }
  if (/does not take an argument/.test(message)) return { zh: `${option} 后面不带值，请只写 ${option}`, en: `${option} takes no value: write ${option} alone` }
  if (/ambiguous/.test(message)) {
    return {
      zh: `${option} 后面缺少值；值以“-”开头时请写成 ${option}=值`,
      en: `${option} lacks its value; write ${option}=VALUE where the value begins with "-"`,
    }
  }
  if (/argument missing/.test(message)) return { zh: `${option} 后面缺少值，请写成 ${option} 值`, en: `${option} lacks its value: write ${option} VALUE` }
  return { zh: `参数写法不对：${option || '请核对'}`, en: `These arguments cannot be understood: ${option || 'check them'}` }
}

/** What stands after --lang; undefined where it is not there or nothing stands after it. */
function saidLanguage(args: string[]): string | undefined {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='))
  return at < 0 ? undefined : (args[at]?.split('=')[1] ?? args[at + 1])
}

function strangeLanguage(args: string[]): string | null {
  const said = saidLanguage(args)
  return said === undefined || said.startsWith('-') || said === 'zh' || said === 'en' ? null : said
}

const LANGUAGES = (said: string): Say => ({ zh: `--lang 可用的值：zh（中文）、en（英文），没有“${said}”`, en: `--lang takes zh (Chinese) or en (English), not "${said}"` })

function spoken(args: string[], env: NodeJS.ProcessEnv): Language {
  const said = saidLanguage(args)
  return said === 'en' || said === 'zh' ? said : languageOf(env)
}

function usage(command: Command, { language }: Terminal): number {
  process.stderr.write(`\n  fengtu ${command.usage.split('\n').join('\n  fengtu ')}\n  ${command.say[language]}\n`)
  return 0
}

async function help(name: string, out: Terminal): Promise<number> {
  const asked = ['help', '--help', '-h'].includes(name) || name.startsWith('--lang')
  if (!asked) out.tell({ zh: `没有“${name}”这个命令`, en: `There is no command "${name}"` })
  const commands = await Promise.all(Object.values(COMMANDS).map((load) => load()))
  const lines = commands.flatMap(({ usage: text, say }) => [
    ...text.split('\n').map((line) => `  fengtu ${line}`),
    `      ${say[out.language]}`,
  ])
  const title = { zh: '用法：', en: 'Usage:' }[out.language]
  const foot = {
    zh: '  各命令都可加 --json（只输出一份 JSON）和 --lang zh|en；数据在 FENGTU_DATA（默认 ./data），数据库可用 DATABASE_URL 指定',
    en: '  Every command takes --json (one JSON document, nothing else) and --lang zh|en. Data lives in FENGTU_DATA (default ./data); DATABASE_URL names another database',
  }[out.language]
  ;(asked ? process.stdout : process.stderr).write(`${[title, ...lines, foot].join('\n')}\n`)
  return asked ? 0 : 2
}
