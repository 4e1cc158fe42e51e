import { locate } from '../base/index.ts'
import type { Finding } from '../findings/index.ts'
import type { Migration, Selection } from '../history/index.ts'
import type { SqlSyntaxError } from '../sql/index.ts'

/** Checks that are no rules: what is wrong with the order and the text of the files. */
export const historyChecks = ['applied-migration-edited', 'migration-out-of-order', 'syntax-error']

const docs = 'docs/reference/history-checks.md'

export function findHistoryProblems({ edited, outOfOrder }: Selection): Finding[] {
  return [
    ...edited.map(
      (migration): Finding => ({
        check: 'applied-migration-edited',
        group: 'correctness',
        severity: 'error',
        knowledge: 'text',
        message: `${migration.version} was applied with another text`,
        why: 'Its tool will not run it again, so this edit reaches new databases only, and they differ from the old ones.',
        location: topOf(migration),
        evidence: { version: migration.version },
        remedy: { title: 'Take the edit back and write a new migration' },
        docs,
      }),
    ),
    ...outOfOrder.map(
      (migration): Finding => ({
        check: 'migration-out-of-order',
        group: 'correctness',
        severity: 'warning',
        knowledge: 'text',
        message: `${migration.version} sorts before a migration that is applied already`,
        why: 'New databases run it earlier than old ones do; many tools refuse it or pass it over.',
        location: topOf(migration),
        evidence: { version: migration.version },
        remedy: { title: 'Give it a version after the last one that is applied' },
        docs,
      }),
    ),
  ]
}

export function describeSyntaxError({ location, reason, hint }: SqlSyntaxError): Finding {
  return {
    check: 'syntax-error',
    group: 'correctness',
    severity: 'error',
    knowledge: 'text',
    message: reason,
    why: 'PostgreSQL’s own parser refuses it, so what the statement does has not been examined.',
    location,
    evidence: {},
    remedy: hint === undefined ? undefined : { title: hint },
    docs,
  }
}

function topOf({ up }: Migration) {
  return locate(up.file, up.text, 0, 0)
}
