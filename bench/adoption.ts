import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Cluster, startCluster } from '../src/engine/index.ts'
import { toolCases } from '../test/migrate/tools.ts'
import { describeEnvironment } from './environment.ts'
import { installPackages, measure, runPgwright } from './measure.ts'
import { renderTable } from './table.ts'

const output = fileURLToPath(new URL('adoption.md', import.meta.url))

/** Installed for the run, never a dependency of ours; `pg` is a peer of node-pg-migrate. */
const packages = { dbmate: '2.36.0', 'node-pg-migrate': '9.0.0', 'graphile-migrate': '1.4.1', pg: '8.23.1' }

interface Tool {
  /** As its format is called. */
  name: string
  /** The folder of its migrations in the project. */
  dir: string
  version: string[]
  /** Applies the first migration. Only that one is in the folder where the tool applies all there are. */
  half: string[]
  isOneFile?: boolean
  status: string[]
  /** What its status says when nothing is pending. */
  agrees: RegExp
}

const tools: Tool[] = [
  {
    name: 'dbmate',
    dir: '.',
    version: ['dbmate', '--version'],
    half: ['dbmate', '--migrations-dir', '.', '--no-dump-schema', 'migrate'],
    isOneFile: true,
    status: ['dbmate', '--migrations-dir', '.', 'status'],
    agrees: /Applied: 3\s+Pending: 0/,
  },
  {
    name: 'node-pg-migrate',
    dir: 'migrations',
    version: ['node-pg-migrate', '--version'],
    half: ['node-pg-migrate', 'up', '1'],
    status: ['node-pg-migrate', 'up', '--dry-run'],
    agrees: /No migrations to run/,
  },
  {
    name: 'graphile-migrate',
    dir: 'migrations',
    version: ['graphile-migrate', '--version'],
    half: ['graphile-migrate', 'migrate'],
    isOneFile: true,
    status: ['graphile-migrate', 'status'],
    agrees: /Up to date/,
  },
  {
    name: 'sqitch',
    dir: '.',
    version: ['sqitch', '--version'],
    half: ['sqitch', 'deploy', 'db:pg:sqitch', '--to', 'a'],
    status: ['sqitch', 'status', 'db:pg:sqitch'],
    agrees: /Nothing to deploy \(up-to-date\)/,
  },
]

/**
 * Each tool applies the first of its migrations, pgwright imports and applies the others beside it, and the tool is asked what it
 * thinks. Sqitch is taken where it is installed, with `libdbd-pg-perl` and psql.
 */
export async function run(): Promise<void> {
  const environment = await describeEnvironment()
  const scratch = await mkdtemp(join(tmpdir(), 'pgwright-adoption-'))
  try {
    await chmod(scratch, 0o755)
    const modules = await installPackages(join(scratch, 'peers'), packages)
    const path = `${join(modules, '.bin')}:${process.env.PATH}`
    await using cluster = await startCluster()
    const rows: string[][] = []
    for (const tool of tools) rows.push(await adopt(tool, cluster, join(scratch, tool.name), path))
    const page = renderPage(rows, environment)
    console.log(page)
    await writeFile(output, page)
  } finally {
    await rm(scratch, { recursive: true })
  }
}

async function adopt(tool: Tool, cluster: Cluster, project: string, path: string): Promise<string[]> {
  const { files } = toolCases.find(({ format }) => format === tool.name)!
  const { host, port, user } = cluster.connectionConfig()
  const database = tool.name.replaceAll('-', '_')
  const url = `postgres://${user}@localhost:${port}/${database}?host=${encodeURIComponent(String(host))}&sslmode=disable`
  const env = {
    ...{ PATH: path, DATABASE_URL: url, PGHOST: String(host), PGPORT: String(port), PGUSER: String(user) },
    // Its status asks for a shadow database, which only its commits use.
    ...{ SHADOW_DATABASE_URL: url.replace(database, `${database}_shadow`) },
    ...{ SQITCH_FULLNAME: 'bench', SQITCH_EMAIL: 'bench@example.invalid', NO_COLOR: '1' },
  }
  const ask = (command: readonly string[]) => measure(command, { env, cwd: project })
  await cluster.createDatabase(database)
  await writeFiles(project, { '.gmrc': '{}', '.git/HEAD': '' })
  const version = await ask(tool.version)
  if (version.status !== 0) return [tool.name, ...Array(5).fill('not installed')]
  const [first, ...others] = Object.entries(files).filter(([path]) => /\d.*\.sql$/.test(path))
  await writeFiles(project, files)
  if (tool.isOneFile) for (const [path] of others) await rm(join(project, path))
  const half = await ask(tool.half)
  if (half.status !== 0) throw new Error(`${tool.name}: ${half.stdout}${half.stderr}`)
  await writeFiles(project, files)
  const migrate = (...words: string[]) =>
    runPgwright(['migrate', ...words, '--dir', join(project, tool.dir), '--database', url], env)
  const before = await migrate('up', '--no-review')
  const imported = await migrate('import')
  const rest = await migrate('up', '--no-review', '--alongside')
  const status = await ask(tool.status)
  const said = `${status.stdout}${status.stderr}`
  const failure = [imported, rest].find(it => it.status !== 0)?.stderr ?? said
  if (!tool.agrees.test(said)) console.error(`${tool.name} after ${first?.[0]}: ${failure}`)
  return [
    `${tool.name} ${/\d+\.\d+[\w.]*/.exec(version.stdout + version.stderr)?.[0] ?? ''}`,
    `exit ${before.status}`,
    `exit ${imported.status}`,
    `exit ${rest.status}`,
    `\`${tool.status.join(' ')}\``,
    tool.agrees.exec(said)?.[0].replace(/\s+/g, ' ') ?? 'does not agree',
  ]
}

async function writeFiles(folder: string, files: Record<string, string>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
}

function renderPage(rows: readonly string[][], environment: string): string {
  const titles = ['Tool', '`up` before', '`import`', '`up --alongside`', 'Asked', 'Said']
  return `# Going on where another tool stopped

Each tool itself applies the first migration of a small history. \`pgwright migrate up\` refuses to apply it again (exit 4),
\`migrate import\` takes it over, \`migrate up --alongside\` applies the rest and writes the tool's own ledger too; then the tool is asked
what is pending. Written by \`npm run bench -- adoption\`.

${environment}

${renderTable(titles, rows)}
`
}
