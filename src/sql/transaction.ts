import type {
  AlterTableStmt,
  ClusterStmt,
  CreateSubscriptionStmt,
  DiscardStmt,
  DropStmt,
  IndexStmt,
  Node,
  ReindexStmt,
  VacuumStmt,
} from 'libpg-query'
import type { Statement } from './statement.ts'

/**
 * Whether PostgreSQL refuses a statement inside a transaction block (`PreventInTransactionBlock()` in the server's
 * source). What depends on the catalog, such as ALTER TYPE ADD VALUE before 12, is left to the server.
 */
export function needsOwnTransaction(statement: Statement): boolean {
  const refuses = refusesTransactionBlock[statement.kind]
  return refuses?.(Object.values(statement.node)[0] as never) ?? false
}

const refusesTransactionBlock: Record<string, (node: never) => boolean> = {
  IndexStmt: (node: IndexStmt) => node.concurrent ?? false,
  DropStmt: (node: DropStmt) => node.concurrent ?? false,
  ReindexStmt: (node: ReindexStmt) => isOptionOn(node.params, 'concurrently') || !reindexesOneRelation(node),
  VacuumStmt: (node: VacuumStmt) => node.is_vacuumcmd ?? false,
  ClusterStmt: (node: ClusterStmt) => node.relation === undefined,
  AlterTableStmt: (node: AlterTableStmt) => (node.cmds ?? []).some(detachesConcurrently),
  CreateSubscriptionStmt: (node: CreateSubscriptionStmt) =>
    isOptionOn(node.options, 'create_slot', true) && isOptionOn(node.options, 'connect', true),
  CreatedbStmt: () => true,
  DropdbStmt: () => true,
  CreateTableSpaceStmt: () => true,
  DropTableSpaceStmt: () => true,
  AlterSystemStmt: () => true,
  DiscardStmt: (node: DiscardStmt) => node.target === 'DISCARD_ALL',
}

function reindexesOneRelation(node: ReindexStmt): boolean {
  return node.kind === 'REINDEX_OBJECT_INDEX' || node.kind === 'REINDEX_OBJECT_TABLE'
}

export function detachesConcurrently(command: Node): boolean {
  if (!('AlterTableCmd' in command) || command.AlterTableCmd.subtype !== 'AT_DetachPartition') return false
  const { def } = command.AlterTableCmd
  return def !== undefined && 'PartitionCmd' in def && (def.PartitionCmd.concurrent ?? false)
}

/** The value of a boolean option as `defGetBoolean()` reads it: named without a value means on. */
function isOptionOn(options: Node[] = [], name: string, whenAbsent = false): boolean {
  const option = options
    .map(node => ('DefElem' in node ? node.DefElem : undefined))
    .find(it => it?.defname === name)
  if (option === undefined) return whenAbsent
  if (option.arg === undefined) return true
  if ('Boolean' in option.arg) return option.arg.Boolean.boolval ?? false
  if ('Integer' in option.arg) return (option.arg.Integer.ival ?? 0) !== 0
  return 'String' in option.arg && ['true', 'on'].includes(option.arg.String.sval?.toLowerCase() ?? '')
}

/** How a statement moves the transaction it stands in, when it is a transaction command. */
export function transactionCommand(statement: Statement): 'begin' | 'commit' | 'rollback' | undefined {
  if (!('TransactionStmt' in statement.node)) return undefined
  const { kind, chain } = statement.node.TransactionStmt
  if (chain) return undefined
  switch (kind) {
    case 'TRANS_STMT_BEGIN':
    case 'TRANS_STMT_START':
      return 'begin'
    case 'TRANS_STMT_COMMIT':
    case 'TRANS_STMT_PREPARE':
      return 'commit'
    case 'TRANS_STMT_ROLLBACK':
      return 'rollback'
    default:
      return undefined
  }
}
