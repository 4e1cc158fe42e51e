import { type Executor, runScript, type Script } from '../history/index.ts'
import type { Statement } from '../sql/index.ts'
import type { Pace } from './pace.ts'

/** A script with its statements. */
export interface WrittenScript {
  script: Script
  statements: readonly Statement[]
}

/** The SQL that a run would send, as one script: it is run with a pen instead of a server. */
export async function writeScript(
  scripts: readonly WrittenScript[],
  paces: ReadonlyMap<Statement, Pace>,
): Promise<string> {
  const lines: string[] = []
  for (const { script, statements } of scripts) {
    lines.push(`-- ${script.file}`)
    await runScript(script.execution, statements, makePen(lines, paces))
    lines.push('')
  }
  return lines.join('\n').trimEnd()
}

function makePen(lines: string[], paces: ReadonlyMap<Statement, Pace>): Executor {
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
    runAlone: async statement => {
      lines.push('-- the ledger says that this begins')
      writeStatement(statement, 'set')
      lines.push('-- the ledger says that this is done')
    },
  }
}
