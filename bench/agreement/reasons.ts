import type { Disagreement } from './compare.ts'

/** Why a prediction and an observation differ by their nature; `docs/decisions/0012-predict-by-playing.md` has the whole reasoning. */
interface Reason {
  name: string
  because: string
  explains(disagreement: Disagreement): boolean
}

export const reasons: readonly Reason[] = [
  {
    name: 'rows decide',
    because:
      'The statement fails if the table has rows. The rehearsal had none of them, no catalog knows, and who is warned in vain loses nothing.',
    explains: ({ isPredicted, finding, predicted, observed }) =>
      isPredicted &&
      finding.check === 'statement-fails' &&
      predicted?.error?.sqlstate.startsWith('23') === true &&
      observed?.error === undefined,
  },
  {
    name: 'the planner chooses',
    because:
      'PostgreSQL read a table from end to end that it can read through an index too, as EXPLAIN without sequential scans shows. Which it does hangs on the rows, so only what has no other way is predicted.',
    explains: it => areScans(it, table => it.reads?.avoidable.has(table)),
  },
  {
    name: 'a join',
    because:
      'PostgreSQL read the table for a join. Whether it comes to that hangs on the rows of the other side: where there are none, nothing is read.',
    explains: it => areScans(it, table => it.reads?.avoidable.has(table) || it.reads?.joined.has(table)),
  },
  {
    name: 'what is installed',
    because:
      'The extension is not installed on the server of the rehearsal. What is installed beside a database stands in no catalog and in no history.',
    explains: ({ isPredicted, finding, observed }) =>
      !isPredicted &&
      finding.check === 'statement-fails' &&
      observed?.statement.kind === 'CreateExtensionStmt' &&
      /^extension .* is not available$/.test(observed.error?.message ?? ''),
  },
]

/** The name of the first reason that explains a disagreement. */
export function explain(disagreement: Disagreement): string | undefined {
  return reasons.find(reason => reason.explains(disagreement))?.name
}

/** Whether it is a `scan-under-lock` that was only observed, and each table that only the observation reads is of some sort. */
function areScans(
  { isPredicted, finding, predicted }: Disagreement,
  isOfSort: (table: string) => boolean | undefined,
): boolean {
  if (isPredicted || finding.check !== 'scan-under-lock') return false
  const told = new Set(predicted?.effect.scans.map(({ relation }) => relation.name))
  const tables = (finding.evidence.scans as { table: string }[]).map(({ table }) => table)
  const unforeseen = tables.filter(it => !told.has(it))
  return unforeseen.length > 0 && unforeseen.every(isOfSort)
}
