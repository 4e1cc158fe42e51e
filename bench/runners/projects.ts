import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** A runner: its project folder, and how it is told to apply what is pending. */
export interface Runner {
  name: string
  /** Files of a project with these migrations, by path. */
  lay(migrations: readonly string[]): Record<string, string>
  /** The program with its arguments; `modules` is where npm has installed the peers. */
  command(modules: string, project: string): string[]
  env(target: Target): Record<string, string>
  /** It takes minutes for many. */
  isSlow?: boolean
}

/** A database by the parts of its address. */
export interface Target {
  host: string
  port: number
  user: string
  database: string
}

const stamp = (index: number) => String(20_240_101_000_000 + index)
const encodedUrl = ({ host, port, user, database }: Target) =>
  `postgres://${user}@${encodeURIComponent(host)}:${port}/${database}`

export const runners: Runner[] = [
  {
    name: 'dbmate',
    lay: migrations =>
      numbered(
        migrations,
        i => `db/migrations/${stamp(i)}_m.sql`,
        sql => `-- migrate:up\n${sql}\n-- migrate:down\n`,
      ),
    command: modules => [join(modules, '@dbmate/linux-x64/bin/dbmate'), '--no-dump-schema', 'up'],
    env: ({ host, port, user, database }) => ({
      DATABASE_URL: `postgres://${user}@/${database}?host=${host}&port=${port}&sslmode=disable`,
    }),
  },
  {
    name: 'node-pg-migrate',
    lay: migrations =>
      numbered(
        migrations,
        i => `migrations/${1_700_000_000_000 + i}_m.sql`,
        sql => `-- Up Migration\n${sql}\n-- Down Migration\n`,
      ),
    command: modules => [process.execPath, join(modules, 'node-pg-migrate/bin/node-pg-migrate.js'), 'up'],
    env: target => ({ DATABASE_URL: encodedUrl(target) }),
  },
  {
    name: 'graphile-migrate',
    lay: migrations => ({
      '.gmrc': '{ "pgSettings": {} }',
      'migrations/current.sql': '',
      ...layChain(migrations),
    }),
    command: modules => [process.execPath, join(modules, 'graphile-migrate/dist/cli.js'), 'migrate'],
    env: target => ({
      DATABASE_URL: encodedUrl(target),
      ROOT_DATABASE_URL: encodedUrl({ ...target, database: 'postgres' }),
    }),
  },
  {
    name: 'sqitch',
    isSlow: true,
    lay: migrations => ({
      'sqitch.conf': '[core]\n\tengine = pg\n',
      'sqitch.plan': `%syntax-version=1.0.0\n%project=bench\n\n${migrations
        .map((_, i) => `m${i} 2024-01-01T00:00:00Z Bench <bench@example.invalid> # m${i}`)
        .join('\n')}\n`,
      ...numbered(
        migrations,
        i => `deploy/m${i}.sql`,
        sql => `begin;\n${sql}\ncommit;\n`,
      ),
    }),
    command: () => ['sqitch', 'deploy', 'db:pg:'],
    env: ({ host, port, user, database }) => ({
      ...{ PGHOST: host, PGPORT: String(port), PGUSER: user, PGDATABASE: database },
      ...{ SQITCH_FULLNAME: 'Bench', SQITCH_EMAIL: 'bench@example.invalid' },
    }),
  },
]

function numbered(
  migrations: readonly string[],
  path: (index: number) => string,
  frame: (sql: string) => string,
): Record<string, string> {
  return Object.fromEntries(migrations.map((sql, index) => [path(index), frame(sql)]))
}

/** Each file of graphile-migrate names the hash of the one before. */
function layChain(migrations: readonly string[]): Record<string, string> {
  const files: Record<string, string> = {}
  let previous = ''
  for (const [index, sql] of migrations.entries()) {
    const body = `${sql.trim()}\n`
    const digest = createHash('sha1')
      .update(`${`${previous}\n${body.trim()}`.trim()}\n`)
      .digest('hex')
    const hash = `sha1:${digest}`
    const name = String(index + 1).padStart(6, '0')
    files[`migrations/committed/${name}.sql`] =
      `--! Previous: ${previous || '-'}\n--! Hash: ${hash}\n\n${body}`
    previous = hash
  }
  return files
}

export async function writeProject(folder: string, files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
}
