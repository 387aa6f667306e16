import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import { chmodSync, existsSync, readFileSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { AppError } from '../contract/error.ts'

/**
 * Who runs the embedded database. PostgreSQL refuses root, so root runs it as another account; `prefix` is the
 * command in front of it where that account could not reach the folders by itself.
 */
export interface Account {
  uid: number
  gid: number
  prefix: string[]
}

const NAMES = ['postgres', 'nobody']

/** The account for this cluster, null when we are not root. `paths` must be within its reach. */
export function databaseAccount(cluster: string, dataDir: string, paths: string[]): Account | null {
  if (process.getuid?.() !== 0) return null
  const { uid, gid } = ownerOf(cluster) ?? named()
  if (!passes(dataDir, uid, gid)) chmodSync(dataDir, (statSync(dataDir).mode & 0o777) | 0o011)
  const blocked = paths.find((path) => !reaches(path, uid, gid))
  return { uid, gid, prefix: blocked ? reachEverything(uid, gid, blocked) : [] }
}

/** Starts a program as the account. */
export function spawnAs(
  account: Account | null,
  command: string,
  args: string[],
  options: { stdio: StdioOptions; cwd: string; detached?: boolean },
): ChildProcess {
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' }
  if (!account) return spawn(command, args, { ...options, env })
  const [first, ...rest] = [...account.prefix, command, ...args] as [string, ...string[]]
  if (account.prefix.length > 0) return spawn(first, rest, { ...options, env })
  return spawn(first, rest, { ...options, env, uid: account.uid, gid: account.gid })
}

function ownerOf(cluster: string): { uid: number; gid: number } | null {
  if (!existsSync(cluster)) return null
  const { uid, gid } = statSync(cluster)
  return uid === 0 ? null : { uid, gid }
}

/** initdb wants an account that has a name. */
function named(): { uid: number; gid: number } {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'))
  for (const name of NAMES) {
    const line = lines.find((fields) => fields[0] === name)
    if (line) return { uid: Number(line[2]), gid: Number(line[3]) }
  }
  throw new AppError('database_account', {
    status: 503,
    say: {
      zh: '数据库不能以 root 身份运行，而本机没有 postgres 或 nobody 账号；请换普通账号启动，或用 DATABASE_URL 指明数据库',
      en: 'The database cannot run as root and there is no account postgres or nobody: start as an ordinary account or set DATABASE_URL',
    },
  })
}

function reaches(path: string, uid: number, gid: number): boolean {
  for (let at = path; at !== dirname(at); at = dirname(at)) {
    if (existsSync(at) && !passes(at, uid, gid)) return false
  }
  return true
}

function passes(path: string, uid: number, gid: number): boolean {
  const { mode, uid: owner, gid: group } = statSync(path)
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001
  return (mode & bit) !== 0
}

/**
 * Below /root no other account gets through. setpriv (util-linux) starts the database as that account with
 * the one capability of passing and reading folders; no_setuid_fixup makes access(2) honour it.
 */
function reachEverything(uid: number, gid: number, blocked: string): string[] {
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => existsSync(path))
  if (setpriv && mayGive()) {
    const only = '-all,+dac_read_search'
    return [
      setpriv, `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups',
      `--inh-caps=${only}`, `--ambient-caps=${only}`, '--securebits=+no_setuid_fixup',
    ]
  }
  throw new AppError('database_unreachable_folder', {
    status: 503,
    say: {
      zh: `以 root 启动时数据库由另一账号运行，而它进不了 ${blocked}；请把程序放到 /opt/fengtu 之类的目录，或用普通账号启动`,
      en: `Started as root, the database runs as another account, which cannot reach ${blocked}: move the program to a folder such as /opt/fengtu, or start as an ordinary account`,
    },
  })
}

/** Containers often drop CAP_DAC_READ_SEARCH (bit 2) from the bounding set. */
function mayGive(): boolean {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'utf8') : ''
  const bounding = /^CapBnd:\s*([0-9a-f]+)/m.exec(status)?.[1]
  return bounding !== undefined && (BigInt(`0x${bounding}`) & 4n) !== 0n
}
