import type { ColumnDef, ConstraintNode, Node } from '../sql/index.ts'
import { defineColumn, refuseGenerated } from './column-definition.ts'
import { listOptions, textOfOption } from './def-elem.ts'
import { columnsOf } from './expressions.ts'
import { needColumn } from './lookup.ts'
import type { Table, TableKind } from './model.ts'
import { makeTable } from './names.ts'
import { addConstraints, refuseConstraints } from './new-constraints.ts'
import { becomePartition } from './new-partition.ts'
import { findPlace, isTaken, refuseClash, temporarySchema } from './new-relation.ts'
import type { Recorder } from './recorder.ts'
import { sequencesOf } from './sequences.ts'
import type { NodeOf } from './statement-play.ts'
import { copyAfter, copyColumns, type Like } from './table-like.ts'
import { inheritAll } from './table-parents.ts'

type CreateStmt = NodeOf<'CreateStmt'>

/** Makes the table of a CREATE TABLE, in the order of the server: columns, checks, what LIKE brings, indexes, foreign keys. */
export function makeNewTable(recorder: Recorder, node: CreateStmt, kind: TableKind): void {
  const place = findPlace(recorder, node.relation!)
  if (node.if_not_exists && isTaken(recorder, place)) return
  const table: Table = { ...makeTable(place, kind), ...traitsOf(node, place.schema) }
  refuseClash(recorder, place, () => defineTable(recorder, table, node))
  const { parents, constraints, likes } = defineTable(recorder, table, node)
  if (node.ofTypename !== undefined) {
    table.isKnown = false
    recorder.assume(`the columns of ${table.name} are those of its type`)
  }
  for (const element of node.tableElts ?? []) {
    if ('ColumnDef' in element) refuseGenerated(recorder, table, element.ColumnDef)
  }
  readPartitioning(recorder, table, node)
  addConstraints(recorder, table, constraints, () => {
    for (const like of likes) copyAfter(recorder, table, like)
  })
  const [parent] = parents
  if (node.partbound !== undefined && parent !== undefined) {
    becomePartition(recorder, table, parent, node.partbound)
  }
}

/** What is known of a table before it is made. */
function defineTable(recorder: Recorder, table: Table, node: CreateStmt) {
  recorder.create(table)
  const elements = [...(node.tableElts ?? []), ...(node.constraints ?? [])]
  const parents = inheritAll(recorder, table, node)
  const { constraints, likes, repeated } = defineColumns(recorder, table, elements)
  refuseConstraints(recorder, table, constraints)
  for (const name of repeated) {
    // Both sequences would have the same name, and they are made before the table.
    if (sequencesOf(recorder.model, table, name).length > 1)
      recorder.fail('42P07', 'a sequence is made twice')
  }
  if (repeated.length > 0) recorder.fail('42701', `column "${repeated[0]}" specified more than once`)
  return { parents, constraints, likes }
}

function traitsOf({ relation, options, accessMethod, tablespacename }: CreateStmt, schema: string) {
  const isTemporary = schema === temporarySchema
  const persistence = isTemporary ? 'temporary' : relation?.relpersistence === 'u' ? 'unlogged' : 'permanent'
  return {
    persistence,
    options: new Map(listOptions(options).map(it => [it.defname ?? '', textOfOption(it) ?? 'true'])),
    accessMethod,
    tablespace: tablespacename,
  } satisfies Partial<Table>
}

/** Makes the columns. A name that is `repeated` is refused only when the whole statement has been read. */
function defineColumns(recorder: Recorder, table: Table, elements: readonly Node[]) {
  const constraints: ConstraintNode[] = []
  const likes: Like[] = []
  const repeated: string[] = []
  for (const element of elements) {
    if ('TableLikeClause' in element) {
      const like = copyColumns(recorder, table, element.TableLikeClause, repeated)
      if (like !== undefined) likes.push(like)
    } else if ('Constraint' in element) {
      constraints.push(element.Constraint)
    } else if ('ColumnDef' in element) {
      constraints.push(...placeColumn(recorder, table, element.ColumnDef, repeated))
    }
  }
  return { constraints, likes, repeated }
}

/** A column of its own, or what is said of one that a parent or a type brings. */
function placeColumn(
  recorder: Recorder,
  table: Table,
  definition: ColumnDef,
  repeated: string[],
): ConstraintNode[] {
  const { colname: name = '', typeName } = definition
  const inherited = table.columns.find(it => it.name === name)
  if (inherited === undefined) {
    if (typeName === undefined && table.parents.length > 0) needColumn(recorder, table, name)
    return defineColumn(recorder, table, definition).constraints
  }
  if (!inherited.isInherited) {
    repeated.push(name)
    return defineColumn(recorder, table, definition).constraints
  }
  table.columns = table.columns.filter(it => it !== inherited)
  const { column, constraints } = defineColumn(recorder, table, {
    ...definition,
    constraints: definition.constraints,
  })
  table.columns.pop()
  const type = inherited.type ?? column.type
  if (typeName !== undefined && inherited.type !== undefined && column.type?.name !== inherited.type.name) {
    recorder.fail('42804', `column "${name}" has a type conflict`)
  }
  table.columns.push({
    ...column,
    type,
    isNullable: inherited.isNullable && column.isNullable,
    default: column.default ?? inherited.default,
    generated: column.generated ?? inherited.generated,
    isInherited: typeName === undefined,
  })
  return constraints
}

const strategies = {
  PARTITION_STRATEGY_LIST: 'list',
  PARTITION_STRATEGY_RANGE: 'range',
  PARTITION_STRATEGY_HASH: 'hash',
} as const

function readPartitioning(recorder: Recorder, table: Table, { partspec }: CreateStmt): void {
  if (partspec === undefined) return
  const elements = (partspec.partParams ?? []).flatMap(it =>
    'PartitionElem' in it ? [it.PartitionElem] : [],
  )
  const strategy = strategies[partspec.strategy ?? 'PARTITION_STRATEGY_RANGE']
  if (strategy === 'list' && elements.length > 1) {
    recorder.fail('42P17', 'cannot use "list" partition strategy with more than one column')
  }
  if (table.persistence === 'unlogged' && recorder.model.major >= 18) {
    recorder.fail('0A000', 'partitioned tables cannot be unlogged')
  }
  const columns = elements.flatMap(({ name }) => (name === undefined ? [] : [name]))
  const expressions = elements.flatMap(({ expr }) => (expr === undefined ? [] : [expr]))
  for (const name of [...columns, ...expressions.flatMap(columnsOf)]) {
    if (needColumn(recorder, table, name).generated !== undefined) {
      recorder.fail('42P17', 'cannot use generated column in partition key')
    }
  }
  table.partitioning = { strategy, columns, hasExpressions: expressions.length > 0 }
}
