import type { Step } from '../effects/index.ts'
import type { History, Selection } from '../history/index.ts'
import type { BaseSummary, Rehearsal, RehearsedMigration } from '../rehearsal/index.ts'

/** What was seen, as plain data: the `facts` of a review's JSON. */
export function collectFacts(
  history: History,
  selection: Selection,
  rehearsal: (Rehearsal & { base: BaseSummary }) | undefined,
): Record<string, unknown> {
  return {
    history: { format: history.format, dir: history.dir, migrations: history.migrations.length },
    pending: { how: selection.how, versions: selection.pending.map(({ version }) => version) },
    server: rehearsal && { version: rehearsal.serverVersion },
    base: rehearsal?.base,
    migrations: rehearsal?.migrations.map(describeMigration) ?? [],
  }
}

function describeMigration({ migration, outcome, statements, changes, revert, ...rest }: RehearsedMigration) {
  const { version, name, up } = migration
  return {
    ...{ version, name, file: up.file, execution: up.execution, outcome },
    statements: statements.map(describeStatement),
    ...{ changes, typeChanges: rest.typeChanges, brokenFunctions: rest.brokenFunctions, revert },
  }
}

function describeStatement({ statement, effect, held, ...rest }: Step) {
  const plainLocks = (locks: Step['held']) =>
    locks.map(({ relation, mode }) => ({ ...relation, mode: mode.sql, blocks: mode.blocks }))
  return {
    sql: statement.text,
    location: statement.location,
    ...rest,
    effect: { ...effect, locks: plainLocks(effect.locks) },
    held: plainLocks(held),
  }
}
