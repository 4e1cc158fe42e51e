import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { NoAccountError } from './errors.ts'

const execute = promisify(execFile)

/** An account of the operating system. */
export interface Account {
  name: string
  uid: number
  gid: number
}

/**
 * The account that servers run as: none other than ours, except for root, whom PostgreSQL refuses. Only accounts
 * that are there already are used.
 */
export function findServerAccount(): Promise<Account | undefined> {
  found ??= findAccount()
  return found
}

/** Looking an account up takes two processes, and it does not change. */
let found: Promise<Account | undefined> | undefined

async function findAccount(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    const account = await lookUp(name)
    if (account) return account
  }
  throw new NoAccountError(
    'PostgreSQL refuses to run as root, and there is neither an account "postgres" nor "nobody"',
    {
      hint: 'Run pgwright as another user, or add one for it: useradd --system postgres',
    },
  )
}

async function lookUp(name: string): Promise<Account | undefined> {
  try {
    const [uid, gid] = await Promise.all(['-u', '-g'].map(flag => execute('id', [flag, name])))
    // macOS writes nobody's -2 unsigned; setuid wants it signed.
    return { name, uid: Number(uid!.stdout) | 0, gid: Number(gid!.stdout) | 0 }
  } catch {
    return undefined
  }
}
