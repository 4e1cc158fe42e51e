export type {
  AlterTableCmd,
  AlterTableStmt,
  ColumnDef,
  ColumnRef,
  Constraint as ConstraintNode,
  IndexStmt,
  Node,
  PartitionBoundSpec,
  RangeVar,
  SelectStmt,
  TypeName,
} from 'libpg-query'
export { formatRangeVar, readTableActions, type TableAction } from './alter-table.ts'
export { type Body, parseBody } from './bodies.ts'
export type { Comment } from './comments.ts'
export { SqlSyntaxError } from './errors.ts'
export {
  formatExpression,
  formatTypeName,
  loadExpressions,
  parseExpression,
  splitExpressions,
} from './expressions.ts'
export { formatNode, loadDeparser } from './format.ts'
export { nameParts, parseNodes, walkNodes } from './nodes.ts'
export {
  listPlpgsqlStatements,
  type PlpgsqlBlock,
  type PlpgsqlBody,
  type PlpgsqlStatement,
  type PlpgsqlVariable,
} from './plpgsql.ts'
export { readPlpgsql } from './plpgsql-body.ts'
export { quoteIdentifier, quoteLiteral, quoteQualified } from './quote.ts'
export { type SplitSource, splitSource } from './split.ts'
export type { MetaCommand, Source, Statement } from './statement.ts'
export { needsOwnTransaction, transactionCommand } from './transaction.ts'
