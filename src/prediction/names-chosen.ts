import { type Node, quoteQualified } from '../sql/index.ts'
import type { Model, Table } from './model.ts'
import { descendants, isTable } from './names.ts'

/*
 * The names that PostgreSQL chooses for what a statement leaves without one: `ChooseRelationName()` and
 * `ChooseIndexName()` in commands/indexcmds.c, `ChooseConstraintName()` in catalog/pg_constraint.c.
 */

/** What a name may have, in bytes (`NAMEDATALEN` without its end). */
const longestBytes = 63

/** Joins the parts with underscores and shortens the longer of the first two until all fit (`makeObjectName()`). */
export function makeObjectName(first: string, second: string | undefined, label: string): string {
  const available = longestBytes - Buffer.byteLength(label) - 1 - (second === undefined ? 0 : 1)
  let [firstBytes, secondBytes] = [Buffer.byteLength(first), Buffer.byteLength(second ?? '')]
  while (firstBytes + secondBytes > available) {
    if (firstBytes > secondBytes) firstBytes--
    else secondBytes--
  }
  const parts =
    second === undefined ? [clip(first, firstBytes)] : [clip(first, firstBytes), clip(second, secondBytes)]
  return [...parts, label].join('_')
}

/** As many whole characters as fit (`pg_mbcliplen()`). */
export function clip(text: string, bytes: number): string {
  let end = text.length
  while (Buffer.byteLength(text.slice(0, end)) > bytes) end--
  return /[\ud800-\udbff]$/.test(text.slice(0, end)) ? text.slice(0, end - 1) : text.slice(0, end)
}

interface Wanted {
  schema: string
  /** Mostly the table. */
  first: string
  /** Mostly a column. */
  second?: string
  label: string
}

/** The name of a relation that is free in its schema; one of an index must be free among constraints too. */
export function chooseRelationName(
  model: Model,
  { schema, first, second, label }: Wanted,
  isConstraint = false,
): string {
  return firstFree(
    pass => makeObjectName(first, second, label + pass),
    name => isRelation(model, schema, name) || (isConstraint && hasConstraint(model, schema, name)),
  )
}

/** The name of a constraint that is free among all of the schema and in `others`. */
export function chooseConstraintName(
  model: Model,
  { schema, first, second, label }: Wanted,
  others: readonly string[] = [],
): string {
  return firstFree(
    pass => makeObjectName(first, second, label + pass),
    name => others.includes(name) || hasConstraint(model, schema, name),
  )
}

/** The part of a name that stands for several columns: `ChooseIndexNameAddition()`. */
export function joinColumnNames(columns: readonly string[]): string {
  let joined = ''
  for (const column of columns) {
    if (joined !== '') joined += '_'
    joined += column
    if (Buffer.byteLength(joined) >= longestBytes + 1) break
  }
  return joined
}

function firstFree(make: (pass: string) => string, isTaken: (name: string) => boolean): string {
  let name = make('')
  for (let pass = 1; isTaken(name); pass++) name = make(String(pass))
  return name
}

/** A row type has its relation's name and a type may have it too, but only relations count here. */
function isRelation({ relations }: Model, schema: string, name: string): boolean {
  return relations.has(quoteQualified(schema, name))
}

function hasConstraint(model: Model, schema: string, name: string): boolean {
  const isOfSchema = (it: { schema: string }) => it.schema === schema
  const tables = () => [...model.relations.values()].filter(isTable).filter(isOfSchema)
  const types = [...model.types.values()].filter(isOfSchema)
  return (
    (model.constraintNames.has(name) &&
      tables().some(table => table.constraints.some(it => it.name === name))) ||
    (model.major < 18 && tables().some(table => namesOfClones(table).includes(name))) ||
    types.some(type => type.checks.some(check => check.name === name))
  )
}

/** `makeMultirangeTypeName()` in catalog/pg_type.c. */
export function nameMultirange(range: string): string {
  return range.includes('range') ? range.replace('range', 'multirange') : `${range}_multirange`
}

/** Before 18 a foreign key has a numbered twin for each partition that it points to. */
function namesOfClones({ name: first, constraints }: Table): string[] {
  return constraints.flatMap(({ target, columns, isInherited }) => {
    if (target?.table.kind !== 'partitioned table' || isInherited) return []
    const second = joinColumnNames(columns)
    return descendants(target.table).map((_, i) => makeObjectName(first, second, `fkey${i + 1}`))
  })
}

/** What an index calls a key that is an expression (`FigureIndexColname()` in parser/parse_target.c). */
export function nameOfExpression(expression: Node): string {
  return figureName(expression) ?? 'expr'
}

function figureName(node: Node): string | undefined {
  if ('ColumnRef' in node) return lastOf(node.ColumnRef.fields)
  if ('FuncCall' in node) return lastOf(node.FuncCall.funcname)
  if ('CoalesceExpr' in node) return 'coalesce'
  if ('MinMaxExpr' in node) return node.MinMaxExpr.op === 'IS_GREATEST' ? 'greatest' : 'least'
  if ('CaseExpr' in node) return (node.CaseExpr.defresult && figureName(node.CaseExpr.defresult)) ?? 'case'
  if ('CollateClause' in node) return node.CollateClause.arg && figureName(node.CollateClause.arg)
  if ('A_Indirection' in node) return node.A_Indirection.arg && figureName(node.A_Indirection.arg)
  if ('A_ArrayExpr' in node) return 'array'
  if ('RowExpr' in node) return 'row'
  if (!('TypeCast' in node)) return undefined
  const inner = node.TypeCast.arg && figureName(node.TypeCast.arg)
  return inner ?? lastOf(node.TypeCast.typeName?.names)
}

function lastOf(names: readonly Node[] = []): string | undefined {
  const last = names.at(-1)
  return last !== undefined && 'String' in last ? last.String.sval : undefined
}
