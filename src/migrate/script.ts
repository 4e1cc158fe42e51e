import { type Executor, runScript, type Script } from '../history/index.ts'
import type { Statement } from '../sql/index.ts'
import { type Backfills, executionWith } from './backfill/placement.ts'
import type { Pace } from './pace.ts'

/** A script with its statements. */
export interface WrittenScript {
  script: Script
  statements: readonly Statement[]
  backfills: Backfills
}

/** The SQL that a run would send, as one script: it is run with a pen instead of a server. */
export async function writeScript(
  scripts: readonly WrittenScript[],
  paces: ReadonlyMap<Statement, Pace>,
): Promise<string> {
  const lines: string[] = []
  for (const { script, statements, backfills } of scripts) {
    lines.push(`-- ${script.file}`)
    const execution = executionWith(script.execution, statements, backfills)
    await runScript(execution, statements, makePen(lines, paces, backfills))
    lines.push('')
  }
  return lines.join('\n').trimEnd()
}

function makePen(lines: string[], paces: ReadonlyMap<Statement, Pace>, backfills: Backfills): Executor {
  const write = async (line: string) => {
    lines.push(line)
  }
  const writeStatement = (statement: Statement, scope: string) => {
    const { lockTimeoutMs = 0, statementTimeoutMs = 0 } = paces.get(statement) ?? {}
    if (lockTimeoutMs > 0) lines.push(`${scope} lock_timeout = ${lockTimeoutMs};`)
    if (statementTimeoutMs > 0) lines.push(`${scope} statement_timeout = ${statementTimeoutMs};`)
    lines.push(`${statement.text};`)
    if (statement.copyData !== undefined) lines.push(`${statement.copyData}\\.`)
  }
  return {
    begin: () => write('begin;'),
    commit: async () => {
      lines.push('-- the ledger is written here', 'commit;')
    },
    rollback: () => write('rollback;'),
    run: async statement => writeStatement(statement, 'set local'),
    runsAlone: statement => backfills.has(statement),
    runAlone: async statement => {
      if (backfills.has(statement))
        lines.push('-- in batches, each in a transaction with its place in the ledger')
      lines.push('-- the ledger says that this begins')
      writeStatement(statement, 'set')
      lines.push('-- the ledger says that this is done')
    },
  }
}
