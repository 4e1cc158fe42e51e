import { batchSteps, preamble } from '../ddl/index.ts'
import { attachHooks, type History, type Migration, readStatements, type Script } from '../history/index.ts'
import { reconcile, snapshotSteps } from '../rehearsal/index.ts'
import { asScript, recallWayBack } from './begun-way-back.ts'
import { MigrationRefusedError } from './errors.ts'
import { rowsDecide } from './estimate.ts'
import type { Revert } from './reverts.ts'

/** How a migration is taken back. */
export interface WayBack extends Revert {
  script: Script
  /** The SQL, where no file has it. */
  generated?: string
}

/**
 * The down script of a migration; where there is none, SQL that was seen on a rehearsal to end in what was there before.
 *
 * @throws {MigrationRefusedError} where there is none, and none that is proved can be written.
 */
export async function findWayBack(history: History, revert: Revert, major: number): Promise<WayBack> {
  const { migration, begun } = revert
  const recalled = begun === undefined ? {} : recallWayBack(migration, begun)
  if (recalled.script !== undefined) {
    const script = await attachHooks(history, recalled.script, 'down')
    return { ...revert, script, generated: script.text }
  }
  if (migration.down !== undefined && (await hasStatements(migration.down)))
    return { ...revert, script: migration.down }
  const generated = await generate(history, migration, major)
  const script = await attachHooks(history, asScript(migration, generated), 'down')
  return { ...revert, script, generated }
}

/** A section that is there for its tool, and empty, is no way back. */
async function hasStatements(script: Script): Promise<boolean> {
  const { file, text } = script
  return (await readStatements({ file, text })).statements.length > 0
}

async function generate(history: History, migration: Migration, major: number): Promise<string> {
  const refuse = (because: string) =>
    new MigrationRefusedError(`${migration.up.file}: it has no down script, and ${because}`, {
      hint: 'Write one, as the layout of the folder has it.',
    })
  const { statements } = await readStatements(migration.up)
  const change = statements.find(({ kind }) => rowsDecide.has(kind))
  if (change !== undefined)
    throw refuse(
      `none can be written: line ${change.location.line} may change rows, which the catalog does not show`,
    )
  const until = history.migrations.slice(0, history.migrations.indexOf(migration) + 1)
  const [before, after] = await snapshotSteps({ ...history, migrations: until }, [migration], {
    ...{ major, setup: [], seeds: [], hasDependencies: true },
  })
  const way = await reconcile(after!.catalog, before!.catalog, { major, role: 'postgres' })
  const [rest] = way.remaining
  if (rest !== undefined)
    throw refuse(`none can be written: ${rest.difference.kind} ${rest.difference.identity}: ${rest.because}`)
  if (!way.isProved) throw refuse(`what was written is not proved: ${way.doubt}`)
  return writeBatches(way.steps)
}

function writeBatches(steps: Parameters<typeof batchSteps>[0]): string {
  const lines = batchSteps(steps).flatMap(({ steps, isTransaction }) => {
    const sql = steps.map(step => step.sql)
    return isTransaction ? ['BEGIN', ...sql, 'COMMIT'] : sql
  })
  return [...preamble, ...lines].map(line => `${line};\n`).join('')
}
