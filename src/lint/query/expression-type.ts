import { parseType, readTypeName, type TypeRef } from '../../prediction/index.ts'
import { insideOf, type Node, stringsOf } from '../../sql/index.ts'
import type { Scope } from './block.ts'
import { resolveColumn } from './scope.ts'

/** Types of functions that give the same whatever they are asked. */
const functionTypes: Record<string, string> = {
  now: 'timestamp with time zone',
  clock_timestamp: 'timestamp with time zone',
  statement_timestamp: 'timestamp with time zone',
  transaction_timestamp: 'timestamp with time zone',
  count: 'bigint',
  lower: 'text',
  upper: 'text',
  concat: 'text',
  format: 'text',
  to_char: 'text',
  gen_random_uuid: 'uuid',
  random: 'double precision',
  extract: 'numeric',
}

const valueTypes: Record<string, string> = {
  SVFOP_CURRENT_DATE: 'date',
  SVFOP_CURRENT_TIMESTAMP: 'timestamp with time zone',
  SVFOP_LOCALTIMESTAMP: 'timestamp without time zone',
}

/** The type of an expression where it can be told; that of a string or a parameter is what it is compared with. */
export function typeOfExpression(node: Node | undefined, scope: Scope): TypeRef | undefined {
  const column = resolveColumn(scope, node)?.column
  if (column !== undefined) return column.type
  const constant = insideOf(node, 'A_Const')
  if (constant?.ival !== undefined) return parseType('integer')
  // A number with a point, or one too large for an integer: `make_const()` of the server's parse_node.c.
  if (constant?.fval !== undefined) {
    return parseType(/^\d+$/.test(constant.fval.fval ?? '') ? 'bigint' : 'numeric')
  }
  if (constant?.boolval !== undefined) return parseType('boolean')
  const cast = insideOf(node, 'TypeCast')
  if (cast?.typeName !== undefined) return readTypeName(cast.typeName, scope.model)
  const name = stringsOf(insideOf(node, 'FuncCall')?.funcname).at(-1)
  if (name !== undefined && name in functionTypes) return parseType(functionTypes[name]!)
  const value = insideOf(node, 'SQLValueFunction')?.op
  return value !== undefined && value in valueTypes ? parseType(valueTypes[value]!) : undefined
}
