import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { promisify } from 'node:util'
import { type Catalog, diffCatalogs, readCatalog } from '../src/catalog/index.ts'
import { planDump, renderDump, renderDumpFiles } from '../src/ddl/index.ts'
import { type Cluster, startCluster } from '../src/engine/index.ts'
import { describeChange } from './difference.ts'

export interface RoundTrip {
  objects: number
  statements: number
  planMs: number
  /** What went wrong, in words; nothing when all came back. */
  faults: string[]
}

/** Dumps a catalog as one file and as a folder, and restores each with psql on a fresh server. */
export async function makeRoundTrip(catalog: Catalog, major: number): Promise<RoundTrip> {
  const start = performance.now()
  const plan = await planDump(catalog, { major, hasCluster: true })
  const planMs = performance.now() - start
  const text = renderDump(plan.steps)
  const files = renderDumpFiles(plan.steps, catalog)
  const faults = plan.refusals.map(({ object, because }) => `not written: ${object}: ${because}`)
  await restore(new Map([['dump.sql', text]]), 'dump.sql', major, faults, async copy => {
    faults.push(...compare(copy, catalog, 'file'))
    const again = await planDump(copy, { major, hasCluster: true })
    const line = findDifferentLine(renderDump(again.steps), text)
    if (line !== undefined) faults.push(`the dump of the copy differs: ${line}`)
  })
  await restore(files, 'restore.sql', major, faults, async copy => {
    faults.push(...compare(copy, catalog, 'folder'))
  })
  return { objects: catalog.size, statements: plan.steps.length, planMs, faults }
}

async function restore(
  files: ReadonlyMap<string, string>,
  first: string,
  major: number,
  faults: string[],
  look: (copy: Catalog) => Promise<void>,
): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'pgwright-dump-'))
  try {
    for (const [file, text] of files) {
      await mkdir(dirname(join(dir, file)), { recursive: true })
      await writeFile(join(dir, file), text)
    }
    await using cluster = await startCluster({ major })
    const error = await runPsql(cluster, join(dir, first))
    if (error !== undefined) {
      faults.push(`${first} fails: ${error.replaceAll(`${dir}/`, '')}`)
      return
    }
    await using session = await cluster.connect()
    await look(await readCatalog(session, { hasDependencies: true }))
  } finally {
    await rm(dir, { recursive: true })
  }
}

/** Runs a file with psql up to the first error, which it gives. */
export async function runPsql(cluster: Cluster, file: string): Promise<string | undefined> {
  const { host, port, user, database } = cluster.connectionConfig()
  const place = ['-h', String(host), '-p', String(port), '-U', String(user), '-d', String(database)]
  const options = ['-X', '-q', '-v', 'ON_ERROR_STOP=1', ...place, '-f', file]
  try {
    await promisify(execFile)('psql', options)
    return undefined
  } catch (error) {
    const lines = (error as { stderr: string }).stderr.trim().split('\n')
    return lines.find(it => it.includes('ERROR:')) ?? lines.at(-1)
  }
}

function compare(copy: Catalog, catalog: Catalog, what: string): string[] {
  return diffCatalogs(catalog, copy).map(it => `${what}: ${describeChange(it)}`)
}

function findDifferentLine(text: string, other: string): string | undefined {
  const [lines, others] = [text.split('\n'), other.split('\n')]
  const at = others.findIndex((line, i) => line !== lines[i])
  return text === other ? undefined : `line ${at + 1}: ${others[at]} | ${lines[at]}`
}
