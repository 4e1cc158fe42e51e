import type { Node } from 'libpg-query'
import type { Statement } from './statement.ts'
import { detachesConcurrently } from './transaction.ts'

/** What a statement does CONCURRENTLY, in words: `CREATE INDEX CONCURRENTLY`. */
export function concurrentForm({ node }: Statement): string | undefined {
  if ('IndexStmt' in node && node.IndexStmt.concurrent) return 'CREATE INDEX CONCURRENTLY'
  if ('DropStmt' in node && node.DropStmt.concurrent) return 'DROP INDEX CONCURRENTLY'
  if ('ReindexStmt' in node && (node.ReindexStmt.params ?? []).some(isConcurrently)) {
    return 'REINDEX CONCURRENTLY'
  }
  if ('AlterTableStmt' in node && (node.AlterTableStmt.cmds ?? []).some(detachesConcurrently)) {
    return 'DETACH PARTITION CONCURRENTLY'
  }
  return undefined
}

function isConcurrently(node: Node): boolean {
  return 'DefElem' in node && node.DefElem.defname === 'concurrently'
}
