import { randomBytes } from 'node:crypto'
import { makeFirstLink } from './access/links.ts'
import { COMMAND_LINE } from './access/scope.ts'
import type { Call, Command } from './command.ts'
import type { Account, AccountLink, NewPost } from './contract/accounts.ts'
import type { AreaCode } from './contract/answers.ts'
import { AppError, type Language, type Say } from './contract/error.ts'
import { ROLES, type Role } from './contract/roles.ts'
import { withContext } from './county.ts'
import { runningAt } from './running.ts'
import { changeAtMachine, listAccounts, renewLink } from './services/accounts.ts'
import type { Context } from './services/context.ts'
import { addDevice } from './services/devices.ts'
import { accountNamed, invite } from './services/invite.ts'
import { organisationNamed } from './services/organisationNamed.ts'
import { localTime, UsageError } from './terminal.ts'

const VERBS: Say = { zh: 'user 后面应为 invite、list、link、close 或 unlock', en: 'Say invite, list, link, close or unlock after user' }

/** Which options go with what. */
const OPTIONS: Record<string, readonly string[]> = {
  invite: ['scope', 'organisation', 'login', 'name'],
  'invite wall': ['scope', 'name', 'from'],
  list: [],
  link: [],
  close: [],
  unlock: [],
}

/** Whoever holds the machine may let people in: it is how an office gets in again when nobody can. */
export const userCommand: Command = {
  usage: 'user invite ROLE --scope CODE [--organisation NAME|ID] [--login NAME] [--name POST]\nuser invite wall --scope CODE [--name PLACE] [--from NETWORK]\nuser list\nuser link [LOGIN]\nuser close LOGIN\nuser unlock LOGIN',
  say: {
    zh: '建立账号并给出一次性链接（--organisation 写组织的全称或编号；角色 wall 给出设备令牌，--from 只许从这个地址或网段来）；列出账号；新的链接（不写登录名：首批三个管理员）；停用；解锁、放行',
    en: 'Make an account and print its one-time link (--organisation takes the whole name or the id; the role wall gets a token, --from binds it to an address or network); list accounts; a new link (without LOGIN: for the first three administrators); close; unlock',
  },
  values: ['scope', 'organisation', 'login', 'name', 'from'],
  switches: [],
  async run(call) {
    const [verb = '', word, ...more] = call.words
    if (more.length > 0) throw new UsageError({ zh: `user ${verb} 后面只带一个词`, en: `user ${verb} takes one word` })
    const kind = verb === 'invite' && word === 'wall' ? 'invite wall' : verb
    const strange = userCommand.values.find((name) => call.options[name] !== undefined && Object.hasOwn(OPTIONS, kind) && !OPTIONS[kind]!.includes(name))
    if (strange) throw new UsageError({ zh: `user ${kind} 不用 --${strange}`, en: `user ${kind} takes no --${strange}` })
    if (verb === 'list' && word === undefined) return list(call)
    if (verb === 'invite' && word !== undefined) return inviteAs(call, word)
    if (verb === 'link') return word === undefined ? firstLink(call) : newLink(call, word)
    if (verb === 'close' && word !== undefined) return change(call, word, { closed: true }, { zh: '已停用', en: 'Closed' })
    if (verb === 'unlock' && word !== undefined) return change(call, word, { locked: false }, { zh: '已解锁、放行', en: 'Unlocked' })
    throw new UsageError(['invite', 'close', 'unlock'].includes(verb) ? { zh: `user ${verb} 后面缺少一个词`, en: `user ${verb} takes one word more` } : VERBS)
  },
}

async function list(call: Call): Promise<number> {
  const document = await withContext(call, listAccounts)
  call.out.answer(document, document.accounts.map((account) => lineOf(account, call.out.language)))
  return 0
}

function lineOf({ login, name, posts, ready, closedAt, lockedUntil, held, lastSignInAt }: Account, language: Language): string {
  const zh = language === 'zh'
  const state = closedAt ? (zh ? '已停用' : 'closed') : held ? (zh ? '待放行' : 'held') : lockedUntil ? (zh ? '已锁定' : 'locked') : ready ? '' : zh ? '未设口令' : 'no password yet'
  const roles = posts.map(({ role, areaName, areaNameEn }) => [ROLES.row(role).label[language], language === 'en' ? areaNameEn : areaName].filter(Boolean).join(' '))
  const last = lastSignInAt ? `${zh ? '上次登录' : 'last signed in'} ${localTime(lastSignInAt)}` : ''
  return [login, name, roles.join('、') || (zh ? '无岗位' : 'no post'), state, last].filter(Boolean).join('  ')
}

async function inviteAs(call: Call, word: string): Promise<number> {
  if (!ROLES.is(word)) {
    const can = ROLES.codes.join(' ')
    throw new UsageError({ zh: `没有“${word}”这个角色，可用的有：${can}`, en: `There is no role "${word}"; there are: ${can}` })
  }
  return word === 'wall' ? inviteWall(call) : invitePerson(call, word)
}

async function invitePerson(call: Call, role: Exclude<Role, 'wall'>): Promise<number> {
  const { scope, organisation, login, name } = texts(call)
  return giveLink(call, async (ctx) => {
    const one = organisation === undefined ? undefined : await organisationNamed(ctx, organisation, scope as AreaCode | undefined)
    const post: NewPost = { role, ...(scope !== undefined && { area: scope as AreaCode }), ...(one && { organisation: { county: one.county, id: one.id } }) }
    const some = `${role.replace('_', '-')}-${randomBytes(2).toString('hex')}`
    return invite(ctx, COMMAND_LINE, { ...post, login: login ?? some, name: name ?? ROLES.row(role).label.zh })
  }).catch(misused)
}

async function inviteWall(call: Call): Promise<number> {
  const { scope, name, from } = texts(call)
  if (scope === undefined) throw new UsageError({ zh: '请用 --scope 指明辖区', en: 'Name the area with --scope' })
  const { device, token } = await withContext(call, (ctx) => addDevice(ctx, COMMAND_LINE, { name: name ?? ROLES.row('wall').label.zh, area: scope as AreaCode, ...(from !== undefined && { from }) })).catch(misused)
  const words = { zh: `令牌（只显示这一次）：${token}`, en: `Token (shown this once): ${token}` }
  call.out.answer({ device, token }, [words[call.out.language]])
  return 0
}

/** A wrong value of one of the command's own options is wrong use. */
function misused(error: unknown): never {
  throw error instanceof AppError && error.status === 400 ? new UsageError(error.say) : error
}

function newLink(call: Call, login: string): Promise<number> {
  return giveLink(call, async (ctx) => renewLink(ctx, COMMAND_LINE, await accountNamed(ctx, login), true))
}

function firstLink(call: Call): Promise<number> {
  return giveLink(call, async (ctx) => {
    const made = await makeFirstLink(ctx.db, new Date(ctx.now()))
    if (made) return { path: made.path, expiresAt: made.expiresAt.toISOString() }
    throw new AppError('accounts_there', {
      status: 409,
      say: { zh: '已有账号；请写明登录名：fengtu user link 登录名', en: 'There are accounts already: name one, fengtu user link LOGIN' },
    })
  })
}

type Made = Omit<AccountLink, 'account'> & { account?: Account }

/** Prints a link as people open it: at the address of the server that runs here, whatever this shell says of ports. */
async function giveLink(call: Call, make: (ctx: Context) => Promise<Made>): Promise<number> {
  const { config: { origin, port, database }, out } = call
  const [{ path, expiresAt, account }, running] = await withContext(call, async (ctx) => [await make(ctx), await runningAt({ db: ctx.db, dataDir: database.dataDir })] as const)
  const link = new URL(path, origin ?? running ?? `http://127.0.0.1:${port}`).href
  const until = localTime(expiresAt)
  const words = { zh: `一次性链接（只显示这一次，到 ${until} 为止）：${link}`, en: `One-time link (shown this once, good until ${until}): ${link}` }
  out.answer({ ...(account && { login: account.login }), link, expiresAt }, [...(account ? [account.login] : []), words[out.language]])
  if (!origin && !running) {
    out.tell({
      zh: `没有找到正在运行的服务，链接按端口 ${port} 写成；服务用别的端口或地址时，请改链接的开头`,
      en: `No running server was found: the link takes port ${port}. Where the server has another port or address, change how the link begins`,
    })
  }
  return 0
}

async function change(call: Call, login: string, asked: { closed: true } | { locked: false }, done: Say): Promise<number> {
  const account = await withContext(call, async (ctx) => changeAtMachine(ctx, COMMAND_LINE, await accountNamed(ctx, login), asked))
  call.out.answer({ account }, [`${done[call.out.language]}  ${account.login}`])
  return 0
}

function texts({ options }: Call): Partial<Record<'scope' | 'organisation' | 'login' | 'name' | 'from', string>> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => typeof value === 'string'))
}
