import type { Conninfo } from './conninfo.ts'
import type { Attempt } from './conninfo-attempts.ts'
import { describeTarget } from './conninfo-description.ts'
import type { Settings } from './conninfo-settings.ts'
import { ConnectionError, DatabaseError, SessionEndedError, TargetError } from './errors.ts'
import { type ConnectionConfig, openSession, type Session, type SessionOptions } from './session.ts'
import { requireChannelBinding } from './target-channel.ts'
import { type Encryption, listEncryptions } from './target-encryption.ts'
import { explainMisfit, explainTargetFailure, type Failure } from './target-failure.ts'

/** What a server says about itself that `target_session_attrs` asks for. */
interface Role {
  isStandby: boolean
  isReadOnly: boolean
}

/** `any` wishes nothing, and `prefer-standby` is two wishes, one after the other. */
const wishes: Record<string, (role: Role) => boolean> = {
  'read-write': role => !role.isStandby && !role.isReadOnly,
  'read-only': role => role.isStandby || role.isReadOnly,
  primary: role => !role.isStandby,
  standby: role => role.isStandby,
}

/**
 * Connects to the first address that lets us in and is what `target_session_attrs` asks for. Unless the options say
 * otherwise the session cannot write, waits 2 s for a lock and 60 s for a statement.
 * @throws TargetError when no address does
 * @throws ConninfoError when certificates or keys are missing
 */
export async function connectTarget(conninfo: Conninfo, options: SessionOptions = {}): Promise<Session> {
  // What is given as undefined is not given: a session must not become writable by that.
  const { readOnly = true, statementTimeoutMs = 60_000, lockTimeoutMs = 2_000 } = options
  const sessionOptions = { ...options, readOnly, statementTimeoutMs, lockTimeoutMs }
  const { settings } = conninfo
  const attempts =
    settings.load_balance_hosts!.value === 'random' ? shuffle(conninfo.attempts) : conninfo.attempts
  const attributes = settings.target_session_attrs!.value
  const failures: Failure[] = []
  for (const wish of attributes === 'prefer-standby' ? ['standby', 'any'] : [attributes]) {
    for (const attempt of attempts) {
      const session = await tryAttempt(conninfo, attempt, wish, sessionOptions, failures)
      if (session !== undefined) return session
      if (failures.at(-1)!.isAnswer) throw explainFailures(conninfo, failures)
    }
  }
  throw explainFailures(conninfo, failures)
}

function explainFailures(conninfo: Conninfo, failures: readonly Failure[]): TargetError {
  const reasons = [...new Set(failures.map(({ message }) => message))]
  const { kind, hint, cause } = failures.at(-1)!
  return new TargetError([`Cannot connect to ${describeTarget(conninfo)}`, ...reasons].join('\n  '), kind, {
    hint,
    cause,
  })
}

async function tryAttempt(
  conninfo: Conninfo,
  attempt: Attempt,
  wish: string,
  options: SessionOptions,
  failures: Failure[],
): Promise<Session | undefined> {
  for (const encryption of await listEncryptions(conninfo.settings, attempt)) {
    try {
      const session = await openWished(configure(conninfo.settings, attempt, encryption), wish, options)
      if (session === undefined) failures.push(explainMisfit(attempt, wish))
      return session
    } catch (error) {
      if (!isServerFailure(error)) throw error
      const failure = explainTargetFailure(error, attempt)
      failures.push(failure)
      if (!failure.isEncryption) return undefined
    }
  }
  return undefined
}

function isServerFailure(error: unknown): boolean {
  return [ConnectionError, DatabaseError, SessionEndedError].some(kind => error instanceof kind)
}

/** A session on a server that is as wished, or undefined where it is not. */
async function openWished(
  config: ConnectionConfig,
  wish: string,
  options: SessionOptions,
): Promise<Session | undefined> {
  if (wish === 'any') return openSession(config, options)
  // Ours comes second, so that the server can be asked for its own default.
  const session = await openSession(config, { ...options, readOnly: false })
  let isFit = false
  try {
    const [role] = await session.query<Role>(
      `select pg_is_in_recovery() as "isStandby", current_setting('default_transaction_read_only')::bool as "isReadOnly"`,
    )
    if (options.readOnly) await session.execute('set default_transaction_read_only = on')
    isFit = wishes[wish]!(role!)
  } finally {
    if (!isFit) await session.close()
  }
  return isFit ? session : undefined
}

function configure(settings: Settings, attempt: Attempt, encryption: Encryption): ConnectionConfig {
  const timeoutS = Number(settings.connect_timeout!.value)
  const config = {
    host: attempt.hostaddr ?? attempt.host,
    port: attempt.port,
    user: settings.user!.value,
    database: settings.dbname!.value,
    password: attempt.password?.value,
    options: settings.options?.value,
    application_name: (settings.application_name ?? settings.fallback_application_name)!.value,
    connectionTimeoutMillis: timeoutS > 0 ? timeoutS * 1000 : 0,
    keepAlive: settings.keepalives!.value === '1',
    keepAliveInitialDelayMillis: Number(settings.keepalives_idle?.value ?? 0) * 1000,
    ssl: encryption,
    sslnegotiation:
      encryption !== false && settings.sslnegotiation!.value === 'direct' ? 'direct' : 'postgres',
  } as const
  return settings.channel_binding!.value === 'require' ? requireChannelBinding(config) : config
}

/** Fisher and Yates' shuffle of a copy. */
function shuffle<Item>(items: readonly Item[]): Item[] {
  const shuffled = [...items]
  for (let i = shuffled.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1))
    ;[shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!]
  }
  return shuffled
}
