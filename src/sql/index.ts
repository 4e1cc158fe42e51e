export type {
  AlterTableCmd,
  AlterTableStmt,
  ColumnDef,
  Constraint as ConstraintNode,
  IndexStmt,
  Node,
  PartitionBoundSpec,
  RangeVar,
  TypeName,
} from 'libpg-query'
export { formatRangeVar, readTableActions, type TableAction } from './alter-table.ts'
export { type Body, parseBody } from './bodies.ts'
export type { Comment } from './comments.ts'
export { SqlSyntaxError } from './errors.ts'
export { loadExpressions, splitExpressions } from './expressions.ts'
export { formatExpression, formatNode, formatTypeName, loadDeparser } from './format.ts'
export { quoteIdentifier, quoteLiteral, quoteQualified } from './quote.ts'
export { type SplitSource, splitSource } from './split.ts'
export type { MetaCommand, Source, Statement } from './statement.ts'
export { needsOwnTransaction, transactionCommand } from './transaction.ts'
