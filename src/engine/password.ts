import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import type { Reach } from './reach.ts'
import type { Supervisor } from './supervisor.ts'

/** Every connection by TCP, replication too, needs a password. */
const rule = 'host all,replication all 127.0.0.1/32 scram-sha-256'

/**
 * Lets nobody in without the password of a reach. A server that does not run yet takes it from a single-user session,
 * which has no socket; so it has never listened without. All that leaves this process is what SCRAM lets a server verify
 * with, so no argument, log or error can give the password away, and neither can a template.
 */
export async function requirePassword(
  { password, settings }: Reach,
  supervisor: Supervisor,
  [postgres, ...args]: string[],
): Promise<void> {
  if (password === undefined) return
  await supervisor.run('feed', rule, settings.hba_file!, 'cat')
  const statement = `alter role postgres password '${makeVerifier(password)}'`
  // Otherwise it would report an error and end with status 0.
  const session = [postgres!, '--single', ...args, '-c', 'exit_on_error=on', 'postgres']
  await supervisor.run('feed', statement, '/dev/null', ...session)
}

/**
 * What PostgreSQL keeps of a password.
 * @see https://www.rfc-editor.org/rfc/rfc5803
 */
function makeVerifier(password: string): string {
  const iterations = 4096
  const salt = randomBytes(16)
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const sign = (text: string) => createHmac('sha256', salted).update(text).digest()
  const storedKey = createHash('sha256').update(sign('Client Key')).digest('base64')
  const serverKey = sign('Server Key').toString('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${serverKey}`
}
