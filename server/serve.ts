import { readFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { serve as listen, type ServerType } from '@hono/node-server'
import { openProvider } from './access/provider.ts'
import { flushRefusals } from './access/refused.ts'
import { createApp } from './api/app.ts'
import { faultText } from './api/log.ts'
import type { Command } from './command.ts'
import { isLoopback, ROOT, type Config } from './config.ts'
import { AppError } from './contract/error.ts'
import { openContext } from './main.ts'
import { ensurePage, PAGE_DIR } from './page.ts'
import { noteRunning } from './running.ts'
import { foreignFiles, sweepFiles } from './services/attachments/sweep.ts'
import { ensureClocks } from './services/caseLife/renewClocks.ts'
import { firstLink } from './services/demoEntry.ts'
import { ensureDemo } from './services/demo.ts'
import { ensureOrganisations } from './services/ensureOrganisations.ts'
import type { Context } from './services/context.ts'
import { UsageError, type Terminal } from './terminal.ts'

export const serveCommand: Command = {
  usage: 'serve',
  say: { zh: '启动服务（npm start）；地址由 HOST 和 PORT 指定', en: 'Start the server (npm start); HOST and PORT say where' },
  values: [],
  switches: [],
  async run({ words, config, out }) {
    if (words.length > 0) throw new UsageError({ zh: 'serve 不带参数', en: 'serve takes no arguments' })
    const open: Closing = { opening: null, server: null }
    const ended = untilSignal()
    const started = start(config, out, open)
    // a fault while starting ends it; so does a signal, at any time
    await Promise.race([ended, started.then(() => ended)]).finally(() => close(open, started))
    return 0
  },
}

interface Closing {
  opening: Promise<Context> | null
  server: ServerType | null
  daily?: NodeJS.Timeout
  /** while an import keeps the due days of a county from being reckoned anew */
  clocks?: NodeJS.Timeout
  /** takes the note of the address away */
  leave?: () => Promise<void>
}

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

async function start(config: Config, out: Terminal, open: Closing): Promise<void> {
  const { host, port, readOnly, origin, trustProxy, provider } = config
  await checkPort(host, port)
  const local = isLoopback(host)
  open.opening = openContext({ ...config.database, tell: out.tell }, { writable: !readOnly, language: out.language })
  const ctx = await open.opening
  await ensureDemo(ctx, { tell: out.tell })
  await ensureOrganisations(ctx)
  const onFault = (text: string): void => void process.stderr.write(`${text}\n`)
  await bringClocks(ctx, open, { out, onFault })
  if ((await sweepFiles(ctx)) === null) out.tell(await foreignFiles(ctx))
  open.daily = setInterval(() => void sweepFiles(ctx).catch((error: unknown) => onFault(faultText(error))), DAY_MS)
  await ensurePage(out.tell)
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string }
  const app = createApp(ctx, {
    version,
    webDir: PAGE_DIR,
    hosts: origin ? [origin.hostname, host] : local ? [] : null,
    around: { origin, trustProxy, provider: provider && openProvider(provider) },
    onFault,
  })
  open.server = await bind(app.fetch, host, port)
  const { port: bound } = open.server.address() as AddressInfo
  const name = host.includes(':') ? `[${host}]` : host
  if (!local && origin?.protocol !== 'https:') {
    out.tell({
      zh: '服务对其他机器开放，但没有加密：口令会以明文经过网络。请在前面架设 https 网关，并用 FENGTU_ORIGIN 写明大家打开的地址',
      en: 'Open to other machines without encryption: passwords cross the network in clear. Put a gateway with https in front, and name the address that people open in FENGTU_ORIGIN',
    })
  }
  if (origin && trustProxy.length === 0) {
    out.tell({
      zh: '设了 FENGTU_ORIGIN 而没有 FENGTU_TRUST_PROXY（网关的地址，在本机时写 1）：登录和审计日志里的地址都会是网关自己的，而且全县合用一个地址的限额（5 分钟 30 次登录失败，每秒 120 个请求）',
      en: 'FENGTU_ORIGIN without FENGTU_TRUST_PROXY (the address of the gateway, 1 for this machine): the addresses of sign-ins and of the audit log will be that of the gateway, and all people share the limits of one address (30 failed sign-ins in 5 minutes, 120 requests a second)',
    })
  }
  if (readOnly) out.tell({ zh: '以只读方式运行（FENGTU_READ_ONLY）：导入请用 fengtu import', en: 'Read-only (FENGTU_READ_ONLY): import with fengtu import' })
  const address = `http://${name}:${bound}`
  // whoever listens everywhere is met on this machine, too
  const here = ['0.0.0.0', '::'].includes(host) ? `http://127.0.0.1:${bound}` : address
  open.leave = await noteRunning({ db: ctx.db, dataDir: config.database.dataDir }, origin?.origin ?? here)
  const made = await firstLink(ctx)
  const link = made && new URL(made.path, origin ?? address).href
  out.answer({ address, ...(link && { link }) }, [
    { zh: `枫图已启动：${address}`, en: `Fengtu is running: ${address}` }[out.language],
    ...(link ? [{ zh: `还没有账号，请用这个一次性链接建立三个管理员（24 小时内有效）：${link}`, en: `There is no account yet: make the three administrators by this one-time link (good for 24 hours): ${link}` }[out.language]] : []),
  ])
}

/** A county that is being imported into keeps nobody from the server: its due days follow once it is free. */
async function bringClocks(ctx: Context, open: Closing, { out, onFault }: { out: Terminal; onFault: (text: string) => void }): Promise<void> {
  const busy = await ensureClocks(ctx)
  if (busy.length === 0) return
  out.tell({
    zh: `${busy.join('、')} 正在导入台账或更新底图，各案件的到期日随后自动重算`,
    en: `A ledger of ${busy.join(', ')} is being imported, or its map renewed: the due days of its cases are reckoned anew afterwards`,
  })
  const again = async (): Promise<void> => {
    if ((await ensureClocks(ctx)).length === 0) clearInterval(open.clocks)
  }
  open.clocks = setInterval(() => void again().catch((error: unknown) => onFault(faultText(error))), MINUTE_MS)
}

/** A taken port is told at once, not after the work of a first start. */
function checkPort(host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => reject(portFault(error, host, port)))
    probe.listen(port, host, () => probe.close(() => resolve()))
  })
}

function bind(fetch: Parameters<typeof listen>[0]['fetch'], hostname: string, port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = listen({ fetch, hostname, port }, () => resolve(server))
    server.once('error', (error: Error) => reject(portFault(error, hostname, port)))
  })
}

function portFault(cause: Error, host: string, port: number): AppError {
  const { code } = cause as NodeJS.ErrnoException
  const say =
    code === 'EADDRINUSE'
      ? { zh: `端口 ${port} 已被占用，请关掉占用它的程序，或用 PORT=8788 npm start 换一个端口`, en: `Port ${port} is taken: stop what uses it, or choose another with PORT=8788 npm start` }
      : code === 'EACCES'
        ? { zh: `没有权限使用端口 ${port}，请用 1024 以上的端口（PORT=8787）`, en: `Port ${port} is not allowed: use one above 1024 (PORT=8787)` }
        : { zh: `无法在 ${host} 上提供服务，请检查 HOST`, en: `Cannot listen on ${host}: check HOST` }
  return new AppError('port_taken', { status: 503, say, cause })
}

/** The first signal ends the service, the second one the process. */
function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        resolve()
        process.on(signal, () => process.exit(130))
      })
    }
  })
}

async function close({ opening, server, daily, clocks, leave }: Closing, started: Promise<void>): Promise<void> {
  clearInterval(daily)
  clearInterval(clocks)
  await leave?.()
  started.catch(() => {}) // what a signal cut short is no fault
  if (server) {
    server.close()
    if ('closeAllConnections' in server) server.closeAllConnections()
  }
  const ctx = await opening?.catch(() => null)
  if (!ctx) return
  await flushRefusals(ctx.db).catch(() => {}) // a database that is gone takes no line
  await ctx.analyses.close()
  await ctx.db.close()
}
