import { identityOf } from '../prediction/index.ts'
import { quoteLiteral } from '../sql/index.ts'
import { leavesOf, type Table } from './remedy.ts'

/** Blocks of a table that one batch looks at: some thousand rows of usual width. */
const blocksInBatch = 100

/**
 * Statements that work through a table in batches, each in a transaction of its own, so that no lock is held for long.
 * They have to run outside a transaction. `work` says what is done to one batch, as `UPDATE t SET …` or `DELETE FROM t`
 * before its WHERE; `where` says which rows are left, so that a row that moved meanwhile is found on the next round.
 */
export function inBatches(table: Table, work: (name: string) => string, where: string): string[] {
  return leavesOf(table).map(leaf => walk(identityOf(leaf), work(identityOf(leaf)), where))
}

/** By the place of the rows (TID range scans, PostgreSQL 14 and later), which needs no key and no index. */
function walk(name: string, work: string, where: string): string {
  const tag = name.includes('$$') || work.includes('$$') || where.includes('$$') ? '$batches$' : '$$'
  return `DO ${tag}
DECLARE
  block bigint;
  done bigint;
  done_in_batch bigint;
  done_before bigint;
BEGIN
  LOOP
    block := 0;
    done := 0;
    WHILE block <= pg_relation_size(${quoteLiteral(name).trim()}::regclass) / current_setting('block_size')::bigint LOOP
      ${work}
      WHERE (${where})
        AND ctid >= format('(%s,0)', block)::tid AND ctid < format('(%s,0)', block + ${blocksInBatch})::tid;
      GET DIAGNOSTICS done_in_batch = ROW_COUNT;
      done := done + done_in_batch;
      COMMIT;
      block := block + ${blocksInBatch};
    END LOOP;
    -- Rows that were written meanwhile may have moved: once more, unless there is nothing left or no progress.
    EXIT WHEN done = 0 OR done >= done_before;
    done_before := done;
  END LOOP;
END ${tag}`
}
