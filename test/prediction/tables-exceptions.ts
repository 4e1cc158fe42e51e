import type { Comparison, Summary } from './agreement.ts'

/** What the rows decide and nothing else: a duplicate, an orphan, a value that a CHECK refuses, one that does not fit. */
const decidedByRows = new Set(['23505', '23503', '23514', '23502', '23P01', '22003'])

/** Statements with a query in them, of which the planner decides whether it reads a table or an index. */
const planned =
  /^(insert|update|delete|select|with|merge|refresh|create (temporary |unlogged )?table .* as |create materialized)/s

/** The rows are checked by a join, which need not come to the partitions of the table that they point to. */
const joined = /\bforeign key\b.*\breferences\b/is

/**
 * A foreign key to a partitioned table has one more constraint for each partition, which no dump shows and no catalog of ours
 * keeps; their names are numbered in the order in which they were made.
 */
const numberedKey = /_fkey_?\d[_\d]* on /

/** Takes out of a comparison what nobody can know from the catalog. */
export function leaveOutUnknowable({
  sql,
  observed,
  predicted,
}: Comparison): Pick<Comparison, 'observed' | 'predicted'> {
  if (observed.error !== undefined && decidedByRows.has(observed.error) && predicted.error === undefined) {
    return { observed, predicted: observed }
  }
  const simplify = (summary: Summary): Summary => ({
    ...summary,
    changes: summary.changes.filter(it => !numberedKey.test(it)),
    scans: planned.test(sql) ? summary.scans.filter(it => predicted.scans.includes(it)) : summary.scans,
  })
  const isRead = (scanned: string) => observed.scans.includes(scanned) || sql.includes(scanned)
  const scans = joined.test(sql) ? predicted.scans.filter(isRead) : predicted.scans
  return { observed: simplify(observed), predicted: simplify({ ...predicted, scans }) }
}
