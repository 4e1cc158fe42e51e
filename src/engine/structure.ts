import { execFile } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import type { Conninfo } from './conninfo.ts'
import { type Keyword, keywordFacts } from './conninfo-keywords.ts'
import { StructureError } from './errors.ts'
import { listLocalServers } from './local-servers.ts'
import type { Session } from './session.ts'
import { connectTarget } from './target.ts'

const execute = promisify(execFile)

/** What a live database is made of, as SQL that makes it again in an empty cluster. */
export interface Structure {
  /** The major version of the server it came from. */
  major: number
  /** The roles it names; they are the whole cluster's, so a dump of one database leaves them out. */
  roles: string
  /** As `pg_dump --schema-only` writes it. */
  objects: string
}

/**
 * Reads the structure of a live database, without a single row. Needs a `pg_dump` of the server's major or a later one on
 * this machine.
 *
 * @throws {StructureError} when there is no such pg_dump, or it fails.
 */
export async function readStructure(conninfo: Conninfo): Promise<Structure> {
  await using session = await connectTarget(conninfo)
  const major = Math.floor(session.serverVersionNum / 10_000)
  const objects = await dump(await findPgDump(major), conninfo)
  return { major, roles: await writeRoles(session), objects }
}

/** Bare roles: whether they may log in is no matter on a rehearsal, whether they exist is. */
async function writeRoles(session: Session): Promise<string> {
  const roles = await session.query<{ sql: string }>(`
    select pg_catalog.format('create role %I;', rolname) as sql from pg_catalog.pg_roles
    where rolname not like 'pg\\_%' and rolname <> 'postgres' order by rolname`)
  return roles.map(({ sql }) => sql).join('\n')
}

async function findPgDump(major: number): Promise<string> {
  const servers = await listLocalServers()
  const folders = [...servers.map(({ binDir }) => binDir), ...(process.env.PATH ?? '').split(delimiter)]
  for (const folder of folders.filter(Boolean)) {
    const path = join(folder, 'pg_dump')
    if ((await readMajor(path)) >= major) return path
  }
  throw new StructureError(`There is no pg_dump for PostgreSQL ${major} on this machine`, {
    hint: `Install the client programs of PostgreSQL ${major} or later, such as postgresql-client-${major}.`,
  })
}

async function readMajor(path: string): Promise<number> {
  try {
    await access(path, constants.X_OK)
    const { stdout } = await execute(path, ['--version'])
    return Number(/\d+/.exec(stdout)?.[0] ?? 0)
  } catch {
    // Not there, or not runnable here: none that one could use.
    return 0
  }
}

/** Everything goes by the environment: arguments can be read by every user of the machine. */
async function dump(program: string, { settings }: Conninfo): Promise<string> {
  const env = { ...process.env }
  for (const [keyword, setting] of Object.entries(settings)) {
    const name = keywordFacts[keyword as Keyword].env
    if (name !== undefined && setting !== undefined) env[name] = setting.value
  }
  try {
    const { stdout } = await execute(program, ['--schema-only', '--no-password'], { env, maxBuffer: 2 ** 30 })
    return stdout
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string }
    throw new StructureError(`pg_dump failed: ${stderr.trim() || (error as Error).message}`, {
      hint: 'May this login read the definitions of all objects of the database?',
    })
  }
}
