import { readFile } from 'node:fs/promises'
import { type Catalog, readCatalog } from '../../src/catalog/index.ts'
import { type Cluster, startCluster } from '../../src/engine/index.ts'
import { type PendingScripts, readScripts } from '../../src/history/index.ts'
import { type Case, readCases } from './cases.ts'
import { type Grade, judgeCatalog, judgeSteps, judgeText, type Verdict } from './pgwright.ts'
import { isPlainlyDangerous } from './plain-truth.ts'
import { canBeTakenBack, isDangerous, TruthWatch } from './truth.ts'

/** A case on one major: the truth, and what pgwright says by grade. */
export interface Measured extends Case {
  major: number
  isDangerous: boolean
  /** What the independent measurement says. */
  isPlainlyDangerous: boolean
  verdicts: Record<Grade, Verdict>
}

const schemaFile = new URL('schema.sql', import.meta.url)

/**
 * Runs every case on a server of a major: on tables with rows, for the truth, and on the same tables without, as a rehearsal does.
 *
 * @throws {Error} for a case that PostgreSQL refuses: it would be no statement of the truth set.
 */
export async function measureMajor(major: number, rows: number, part: string): Promise<Measured[]> {
  await using cluster = await startCluster({ major })
  await load(cluster, 'truth', rows)
  const catalog = await load(cluster, 'hollow', 0)
  const truth = await TruthWatch.open(cluster, 'truth')
  const rehearsal = await TruthWatch.open(cluster, 'hollow')
  await cluster.createDatabase('plain', { template: 'truth' })
  const measured: Measured[] = []
  for (const it of (await readCases(major)).filter(({ id }) => id.includes(part))) {
    const script = await readCase(it)
    const steps = await truth.observe(script)
    const error = steps.at(-1)?.error
    if (error !== undefined) throw new Error(`${it.id} on PostgreSQL ${major}: ${error.message}`)
    measured.push({
      ...it,
      major,
      isDangerous: isDangerous(steps),
      isPlainlyDangerous: await askPlainly(cluster, script, rows),
      verdicts: {
        text: await judgeText(script, major),
        catalog: await judgeCatalog(script, catalog, major),
        observed: await judgeSteps(script, await rehearsal.observe(script), catalog, major),
      },
    })
  }
  await truth.close()
  await rehearsal.close()
  return measured
}

async function load(cluster: Cluster, database: string, rows: number): Promise<Catalog> {
  const schema = await readFile(schemaFile, 'utf8')
  await cluster.createDatabase(database)
  await using session = await cluster.connect(database)
  // Whether timestamps with and without zone are the same bytes depends on the time zone.
  await session.execute("alter role postgres set timezone = 'UTC'")
  await session.execute(schema.replaceAll(':rows', String(rows)))
  await session.execute('vacuum analyze')
  return await readCatalog(session, { hasDependencies: true })
}

async function readCase({ id, sql }: Case): Promise<PendingScripts> {
  const up = { file: id, text: sql, execution: 'autocommit' as const }
  const [script] = await readScripts([{ version: id, name: id, isRepeatable: false, up }])
  return script!
}

async function askPlainly(cluster: Cluster, { up }: PendingScripts, rows: number): Promise<boolean> {
  if (canBeTakenBack(up.statements)) return isPlainlyDangerous(cluster, 'plain', up.statements, rows)
  await cluster.createDatabase('plain_copy', { template: 'truth' })
  try {
    return await isPlainlyDangerous(cluster, 'plain_copy', up.statements, rows)
  } finally {
    await cluster.dropDatabase('plain_copy')
  }
}
