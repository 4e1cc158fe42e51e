import type { HeldLock, Step } from '../effects/index.ts'
import type { Knowledge } from './knowledge.ts'
import type { Input } from './read-input.ts'
import type { Change } from './rule.ts'

/** What was foreseen, as plain data: the `facts` of a lint's JSON. */
export function collectFacts(
  { history, selection, isHistory }: Input,
  { source, model }: Knowledge,
  { migrations }: Change,
): Record<string, unknown> {
  return {
    ...(isHistory && {
      history: { format: history.format, dir: history.dir, migrations: history.migrations.length },
      pending: { how: selection.how, versions: selection.pending.map(({ version }) => version) },
    }),
    knowledge: { source, major: model.major },
    migrations: migrations.map(({ migration: { version, name, up }, statements }) => ({
      ...{ version, name, file: up.file, execution: up.execution },
      statements: statements.map(describeStatement),
    })),
  }
}

/** Without what only a run can tell: times, bytes, rows, notices. */
function describeStatement({ statement, effect, held, ...rest }: Step) {
  const { walBytes: _, durationMs: __, notices: ___, rowsChanged: ____, locks, ...foreseen } = effect
  return {
    sql: statement.text,
    location: statement.location,
    ...rest,
    effect: { ...foreseen, locks: locks.map(describeLock) },
    held: held.map(describeLock),
  }
}

function describeLock({ relation: { name, kind, isExisting }, mode }: HeldLock) {
  return { name, kind, isExisting, mode: mode.sql, blocks: mode.blocks }
}
