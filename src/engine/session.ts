import pg from 'pg'
import { type CopyData, CopyIn } from './copy.ts'
import { ConnectionError, DatabaseError, SessionEndedError } from './errors.ts'
import { hideSecrets, revealSecrets, type Secret } from './secrets.ts'
import { getTypeParser } from './values.ts'

/** Where a server is and who we are there; a `host` that begins with `/` is the folder of a Unix socket. */
export type ConnectionConfig = Required<Pick<pg.ClientConfig, 'host' | 'port' | 'user' | 'database'>> &
  Pick<
    pg.ClientConfig,
    'password' | 'ssl' | 'options' | 'application_name' | 'connectionTimeoutMillis' | 'keepAlive'
  >

export interface SessionOptions {
  /** Every transaction begins read-only. */
  readOnly?: boolean
  statementTimeoutMs?: number
  lockTimeoutMs?: number
  applicationName?: string
}

/** What the server said beside its results: `RAISE NOTICE`, `relation … already exists, skipping`. */
export interface Notice {
  severity: string
  sqlstate: string
  message: string
  detail?: string
  hint?: string
  where?: string
}

/** What one statement of a script gave. */
export interface CommandResult<Row = Record<string, unknown>> {
  /** The first word of the command tag, such as `CREATE`; null for an empty statement. */
  command: string | null
  /** Rows returned or affected; null where the command counts none. */
  rowCount: number | null
  rows: Row[]
}

/**
 * Connects, with the settings in the connection's first packet, so that no statement ever runs without them.
 * @throws {ConnectionError} when the server cannot be reached
 * @throws {DatabaseError} when it refuses: unknown database, wrong password
 */
export async function openSession(config: ConnectionConfig, options: SessionOptions = {}): Promise<Session> {
  const startup = [config.options, options.readOnly && '-c default_transaction_read_only=on']
  const client = new pg.Client({
    ...config,
    // node-postgres fills whatever is empty from PG* variables and .pgpass; what we were given is already final.
    ssl: config.ssl ?? false,
    options: startup.filter(Boolean).join(' ') || ' ',
    password: typeof config.password === 'function' ? config.password : () => config.password as string,
    application_name: options.applicationName ?? config.application_name ?? 'pgwright',
    statement_timeout: options.statementTimeoutMs,
    lock_timeout: options.lockTimeoutMs,
    types: { getTypeParser: getTypeParser as pg.CustomTypesConfig['getTypeParser'] },
  })
  const session = new Session(client, config)
  try {
    await client.connect()
  } catch (error) {
    if (error instanceof pg.DatabaseError) throw new DatabaseError(error)
    const place = config.host.startsWith('/') ? config.host : `${config.host}:${config.port}`
    throw new ConnectionError(`Cannot connect to PostgreSQL at ${place}: ${messageOf(error)}`, {
      hint: 'Is the server running there, and may this machine and this user connect to it?',
      cause: error,
    })
  }
  const [row] = await session.query<{ major: number; pid: number }>(
    "select current_setting('server_version_num')::int / 10000 as major, pg_catalog.pg_backend_pid() as pid",
  )
  session.major = row!.major
  session.pid = row!.pid
  return session
}

/**
 * One connection, one statement at a time. int8 is a number where exact, else digits; numeric, dates and times
 * are the text that PostgreSQL writes.
 */
export class Session {
  /** The server's major version, such as 18. */
  major = 0
  /** The process id of the server's backend. */
  pid = 0
  /** What is sent in the place of what stands in for it. */
  secrets: readonly Secret[] = []
  #client: pg.Client
  #config: ConnectionConfig
  #notices: Notice[] = []
  #failure: unknown

  /** Use `openSession`. */
  constructor(client: pg.Client, config: ConnectionConfig) {
    this.#client = client
    this.#config = config
    client.on('notice', notice => this.#notices.push(toNotice(hideSecrets(notice, this.secrets))))
    // Without a listener Node would end the process; the next call on this session tells.
    client.on('error', error => {
      this.#failure ??= error
    })
  }

  /** Whether a pooler stands in between: it tells a process id of its own when the session begins. */
  get isPooled(): boolean {
    return (this.#client as unknown as { processID: number }).processID !== this.pid
  }

  /** Notices since the last `takeNotices`, oldest first. */
  get notices(): readonly Notice[] {
    return this.#notices
  }

  takeNotices(): Notice[] {
    return this.#notices.splice(0)
  }

  /** Runs exactly one statement, with parameters `$1`…, in the extended protocol. */
  async query<Row = Record<string, unknown>>(sql: string, params: readonly unknown[] = []): Promise<Row[]> {
    const values = [...params]
    const result = await this.#run(sql, text => {
      const query = { text, values, queryMode: 'extended' }
      return this.#client.query(query)
    })
    return result.rows as Row[]
  }

  /**
   * Sends a text as it is, in one simple-protocol message: several statements share one transaction unless they
   * say otherwise, a single one has none.
   */
  async execute<Row = Record<string, unknown>>(sql: string): Promise<CommandResult<Row>[]> {
    const results = await this.#run(sql, text => this.#client.query(text))
    return [results].flat().map(({ command, rowCount, rows }) => ({ command, rowCount, rows: rows as Row[] }))
  }

  /** Runs a `COPY … FROM stdin` and feeds it; the number of rows copied. */
  async copyIn(sql: string, data: CopyData): Promise<number> {
    return this.#run(sql, text => this.#client.query(new CopyIn(text, data)).rowCount)
  }

  /**
   * Reads as if nothing had been set in this session: neither a role nor a search path nor a timeout. Whatever was set,
   * and any open transaction, is as before afterwards. What `read` writes is taken back.
   */
  async aside<Result>(read: () => Promise<Result>): Promise<Result> {
    // An error is told before the transaction status that it leaves; the next answer has both.
    await this.execute('')
    const isInTransaction = this.#client.getTransactionStatus() === 'T'
    const [open, close] = isInTransaction
      ? ['savepoint pgwright_aside', 'rollback to pgwright_aside; release pgwright_aside']
      : ['begin', 'rollback']
    await this.execute(
      `${open}; reset session authorization; reset role; reset all; set local search_path = ''`,
    )
    try {
      return await read()
    } finally {
      await this.execute(close)
    }
  }

  /** Asks the server to cancel what this session is running, which then fails with SQLSTATE 57014. */
  async cancel(): Promise<void> {
    await using other = await openSession(this.#config)
    await other.query('select pg_cancel_backend($1)', [this.pid])
  }

  async close(): Promise<void> {
    await this.#client.end()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  async #run<Result>(sql: string, send: (text: string) => Promise<Result>): Promise<Result> {
    const text = revealSecrets(sql, this.secrets)
    try {
      return await send(text)
    } catch (error) {
      if (error instanceof pg.DatabaseError && error.severity === 'ERROR') {
        // A place in what was sent is none in what was written.
        if (text !== sql) error.position = undefined
        throw new DatabaseError(hideSecrets(error, this.secrets))
      }
      const cause = error instanceof pg.DatabaseError ? error : this.#failure
      if (cause === undefined) throw error
      throw new SessionEndedError(`The session ended unexpectedly: ${messageOf(cause)}`, {
        hint: 'The server stopped, the connection broke, or someone terminated this session.',
        cause,
      })
    }
  }
}

type NoticeFields = Partial<
  Pick<pg.DatabaseError, 'severity' | 'code' | 'message' | 'detail' | 'hint' | 'where'>
>

function toNotice(notice: NoticeFields): Notice {
  const { severity, code, message, detail, hint, where } = notice
  return {
    severity: severity ?? 'NOTICE',
    sqlstate: code ?? '00000',
    message: message ?? '',
    detail,
    hint,
    where,
  }
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError && !error.message) return error.errors.map(messageOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
