export type {
  A_Expr,
  AlterTableCmd,
  AlterTableStmt,
  ColumnDef,
  ColumnRef,
  Constraint as ConstraintNode,
  DeleteStmt,
  IndexStmt,
  InsertStmt,
  JoinExpr,
  MergeStmt,
  Node,
  PartitionBoundSpec,
  RangeVar,
  SelectStmt,
  SubLink,
  TypeName,
  UpdateStmt,
  WithClause,
} from 'libpg-query'
export { formatRangeVar, readTableActions, type TableAction } from './alter-table.ts'
export { type Body, parseBody } from './bodies.ts'
export type { Comment } from './comments.ts'
export { concurrentForm } from './concurrent.ts'
export { conditionSlot } from './conditions.ts'
export { SqlSyntaxError } from './errors.ts'
export { loadExpressions, parseExpression, splitExpressions } from './expressions.ts'
export { formatExpression, formatNode, isSameNode, loadDeparser, sketchExpression } from './format.ts'
export { insideOf, type NodeName, type NodeOf, nameOf, parseNodes, stringsOf, walkNodes } from './node.ts'
export { locateNode, locateWithin, type ParsedText, textOfStatement } from './place.ts'
export {
  listPlpgsqlStatements,
  type PlpgsqlBlock,
  type PlpgsqlBody,
  type PlpgsqlStatement,
  type PlpgsqlVariable,
} from './plpgsql.ts'
export { readPlpgsql } from './plpgsql-body.ts'
export { quoteIdentifier, quoteLiteral, quoteQualified } from './quote.ts'
export { parseRoutineText, type RoutineText, readRoutineText, scanWords } from './routine-text.ts'
export { type SplitSource, splitSource } from './split.ts'
export type { MetaCommand, Source, Statement } from './statement.ts'
export { needsOwnTransaction, transactionCommand } from './transaction.ts'
