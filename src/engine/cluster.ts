import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { installBinaries } from './binaries.ts'
import { type Cache, openCache } from './cache.ts'
import { NoServerError, NoTemplateError } from './errors.ts'
import { explainFailure } from './failures.ts'
import { collectLeftovers } from './leftovers.ts'
import { requirePassword } from './password.ts'
import { isUnreachable, type Reach } from './reach.ts'
import { openRun, type Run } from './run.ts'
import type { ServerBinaries } from './server-binaries.ts'
import { findServer } from './servers.ts'
import { type ConnectionConfig, openSession, type Session } from './session.ts'
import { listInitdbOptions, serverArguments } from './settings.ts'
import { CommandError } from './supervisor.ts'
import { copyTemplate, storeTemplate, templatePath } from './templates.ts'

const pollMs = 4

export interface ClusterOptions {
  /** Default: the newest server there is. */
  major?: number
  /** One of `listServers`, instead of a major. */
  server?: ServerBinaries
  /** Begin with what `saveTemplate` kept under this key instead of an empty cluster. */
  template?: string
  /** Server settings that override ours. */
  settings?: Record<string, string>
}

/**
 * Starts a server of our own, private to this process: it ends when `stop` is called or when this process ends,
 * however it ends, and leaves nothing behind.
 * @throws {NoServerError | NoTemplateError | CacheFolderError | DiskFullError | ServerStartError}
 */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  if (process.platform === 'win32') {
    throw new NoServerError('pgwright starts no servers on Windows', {
      hint: 'Run it in the Windows Subsystem for Linux.',
    })
  }
  const server = options.server ?? (await findServer(options.major))
  const cache = await openCache()
  let run: Run | undefined
  try {
    await collectLeftovers(cache)
    const binDir = await installBinaries(server, cache)
    run = await openRun(cache)
    if (options.template === undefined) await initialize(run, cache, server, join(binDir, 'initdb'))
    else await restore(run, cache, server, options.template)
    const cluster = new Cluster(server, cache, run, join(binDir, 'postgres'), options.settings)
    await cluster.start()
    return cluster
  } catch (error) {
    const failure = await explainFailure(error, cache)
    await run?.end()
    throw failure
  }
}

/** A running server. Every process connects as its superuser `postgres`. */
export class Cluster {
  readonly server: ServerBinaries
  #cache: Cache
  #run: Run
  #postgres: string
  #settings: Record<string, string> | undefined
  /** The one that the server has, or tries, and those left to try. */
  #reaches: Reach[]

  /** Use `startCluster`. */
  constructor(
    server: ServerBinaries,
    cache: Cache,
    run: Run,
    postgres: string,
    settings?: Record<string, string>,
  ) {
    this.server = server
    this.#cache = cache
    this.#run = run
    this.#postgres = postgres
    this.#settings = settings
    this.#reaches = [...run.reaches]
  }

  /** For as long as the server runs: after `saveTemplate` it may be elsewhere. */
  connectionConfig(database = 'postgres'): ConnectionConfig {
    const { host, port, password } = this.#reaches[0]!
    return { host, port, password, user: 'postgres', database, ssl: false }
  }

  connect(database?: string): Promise<Session> {
    return openSession(this.connectionConfig(database))
  }

  async createDatabase(name: string, options: { template?: string } = {}): Promise<void> {
    const template =
      options.template === undefined ? '' : ` template ${pg.escapeIdentifier(options.template)}`
    await this.#administer(`create database ${pg.escapeIdentifier(name)}${template}`)
  }

  /** Drops a database if it exists, with the sessions in it. */
  async dropDatabase(name: string): Promise<void> {
    await this.#administer(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
  }

  /** Keeps the whole cluster, roles included, as a template. Restarts the server: open sessions end. */
  async saveTemplate(key: string): Promise<void> {
    try {
      await this.#run.supervisor.stopServer()
      await storeTemplate(templatePath(this.#cache, key, this.server), this.#run, this.#cache)
      await this.start()
    } catch (error) {
      throw await explainFailure(error, this.#cache)
    }
  }

  /** Ends the server at once and removes its data. */
  async stop(): Promise<void> {
    await this.#run.end()
  }

  /** Ends the server and removes its data a moment later, without waiting for it. */
  release(): void {
    this.#run.release()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop()
  }

  /** @internal Returns when the server takes connections. */
  async start(): Promise<void> {
    try {
      await this.#startAt(this.#reaches[0]!)
    } catch (error) {
      if (!isUnreachable(error) || this.#reaches.length === 1) throw error
      this.#reaches.shift()
      await this.start()
    }
  }

  async #startAt(reach: Reach): Promise<void> {
    const { supervisor, data, log } = this.#run
    const command = [this.#postgres, ...serverArguments(data, reach, this.#settings)]
    await requirePassword(reach, supervisor, command)
    await supervisor.startServer(...command)
    let status: number | undefined
    void supervisor.serverEnd.then(ended => {
      status = ended
    })
    while (!(await isReady(data))) {
      if (status !== undefined) throw new CommandError('postgres', status, await readLastLines(log))
      await sleep(pollMs)
    }
  }

  async #administer(sql: string): Promise<void> {
    await using session = await this.connect()
    await session.query(sql)
  }
}

/** Makes an empty data directory: a copy of the one that `initdb` once made, since that takes a second. */
async function initialize(run: Run, cache: Cache, server: ServerBinaries, initdb: string): Promise<void> {
  const template = templatePath(cache, 'initdb', server)
  if (await copyTemplate(template, run)) return
  const [preferred, fallback] = listInitdbOptions(server)
  try {
    await run.supervisor.run(initdb, '-D', run.data, ...preferred)
  } catch (error) {
    if (!fallback || !(error instanceof CommandError && error.output.includes('invalid locale name')))
      throw error
    await run.supervisor.run(initdb, '-D', run.data, ...fallback)
  }
  await storeTemplate(template, run, cache)
}

async function restore(run: Run, cache: Cache, server: ServerBinaries, key: string): Promise<void> {
  if (await copyTemplate(templatePath(cache, key, server), run)) return
  throw new NoTemplateError(`There is no template "${key}" for PostgreSQL ${server.version}`, {
    hint: 'It was never made, or not used for long and removed: make it again.',
  })
}

/**
 * Whether a server takes connections, as `pg_ctl --wait` knows it: the eighth line of postmaster.pid.
 * @see https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/utils/pidfile.h
 */
async function isReady(data: string): Promise<boolean> {
  const lines = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  return lines.split('\n')[7]?.trim() === 'ready'
}

async function readLastLines(file: string): Promise<string> {
  const lines = await readFile(file, 'utf8').catch(() => '')
  return lines.trimEnd().split('\n').slice(-10).join('\n')
}
