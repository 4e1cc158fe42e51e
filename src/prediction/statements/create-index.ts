import { type Node, type NodeOf, sketchExpression, walkNodes } from '../../sql/index.ts'
import { typeOfExpression } from '../expression-type.ts'
import { columnsOf, isSurelyChanging, stringsOf } from '../expressions.ts'
import {
  attachIndex,
  defaultOpclass,
  isSameIndex,
  numberDuplicates,
  refuseWithoutPartitionKey,
} from '../index-definition.ts'
import { needColumn, needTable } from '../lookup.ts'
import type { Column, Index, IndexKey, Table } from '../model.ts'
import { descendants, findRelation, makeIndex } from '../names.ts'
import { chooseRelationName, joinColumnNames, nameOfExpression } from '../names-chosen.ts'
import type { Mode, Recorder } from '../recorder.ts'
import { defineStatement } from '../statement-play.ts'

type IndexStmt = NodeOf<'IndexStmt'>

/** What is asked for on a table, before it has a name. */
interface Wanted {
  plan: Pick<Index, 'method' | 'keys' | 'included' | 'isUnique' | 'condition'>
  /** Names that stand for its columns where a name is chosen. */
  columnNames: string[]
  mode: Mode
  isConcurrent: boolean
  isOnly: boolean
}

export const createIndex = defineStatement({
  nodes: ['IndexStmt'],
  sources: ['DefineIndex() in commands/indexcmds.c', 'index_create() in catalog/index.c'],
  play(node, recorder) {
    const { relation, idxname, concurrent = false, if_not_exists, unique = false } = node
    if (concurrent && !recorder.isAlone) {
      recorder.fail('25001', 'CREATE INDEX CONCURRENTLY cannot run inside a transaction block')
    }
    const table = needTable(recorder, relation!)
    if (table === undefined) return
    const mode = concurrent ? 'SHARE UPDATE EXCLUSIVE' : 'SHARE'
    recorder.lock(table, mode)
    refuseTable(recorder, table, concurrent)
    const isOnly = relation!.inh !== true
    const partitions = table.kind === 'partitioned table' && !isOnly ? descendants(table) : []
    for (const it of partitions) recorder.lock(it, mode)
    const foreign = partitions.find(({ kind }) => kind === 'foreign table')
    if (unique && foreign !== undefined) recorder.fail('42809', `"${foreign.name}" is a foreign partition`)
    const plan = readPlan(recorder, table, node)
    if (unique) refuseWithoutPartitionKey(recorder, table, 'unique', plan.keys)
    const columnNames = [...(node.indexParams ?? []), ...(node.indexIncludingParams ?? [])].map(nameOfElement)
    const wanted: Wanted = { plan, columnNames, mode, isConcurrent: concurrent, isOnly }
    const taken =
      idxname === undefined
        ? undefined
        : findRelation(recorder.model, { schemaname: table.schema, relname: idxname })
    if (taken !== undefined && !if_not_exists) {
      recorder.fail('42P07', `relation "${idxname}" already exists`)
    }
    if (taken === undefined) make(recorder, table, wanted, idxname)
  },
})

function refuseTable(recorder: Recorder, { kind, name }: Table, isConcurrent: boolean): void {
  if (!/^(partitioned )?table$|^materialized view$/.test(kind)) {
    recorder.fail('42809', `cannot create index on relation "${name}"`)
  }
  if (isConcurrent && kind === 'partitioned table') {
    recorder.fail('0A000', `cannot create index on partitioned table "${name}" concurrently`)
  }
}

/** Makes the index, and on every partition one that is a part of it, unless there is such a one already. */
function make(recorder: Recorder, table: Table, wanted: Wanted, given?: string, parent?: Index): Index {
  const name = given ?? chooseName(recorder, table, wanted)
  const index: Index = { ...makeIndex(table, name), ...wanted.plan, parent }
  table.indexes.push(index)
  parent?.children.push(index)
  recorder.create(index)
  if (table.kind !== 'partitioned table') {
    if (table.kind !== 'foreign table') recorder.build(index, { isConcurrent: wanted.isConcurrent })
    return index
  }
  if (wanted.plan.isUnique) refuseWithoutPartitionKey(recorder, table, 'unique', wanted.plan.keys)
  index.isValid = !wanted.isOnly || table.children.length === 0
  if (wanted.isOnly) return index
  for (const partition of table.children) {
    if (partition.kind === 'foreign table') continue
    const match = partition.indexes.find(it => it.parent === undefined && isSameIndex(it, index))
    if (match === undefined) index.isValid &&= make(recorder, partition, wanted, undefined, index).isValid
    else {
      attachIndex(recorder, match, index)
      index.isValid &&= match.isValid
    }
  }
  return index
}

function chooseName({ model }: Recorder, { schema, name }: Table, { columnNames }: Wanted): string {
  const second = joinColumnNames(numberDuplicates(columnNames))
  return chooseRelationName(model, { schema, first: name, second, label: 'idx' })
}

function nameOfElement(node: Node): string {
  if (!('IndexElem' in node)) return 'expr'
  const { name, expr } = node.IndexElem
  return name ?? (expr === undefined ? 'expr' : nameOfExpression(expr))
}

function readPlan(recorder: Recorder, table: Table, node: IndexStmt): Wanted['plan'] {
  const { accessMethod: method = 'btree', indexParams = [], indexIncludingParams = [], whereClause } = node
  const included = indexIncludingParams.map(nameOfElement)
  const condition = whereClause && { text: sketchExpression(whereClause), columns: columnsOf(whereClause) }
  const expressions = indexParams.flatMap(it => ('IndexElem' in it && it.IndexElem.expr) || [])
  // Expressions are read before anybody asks what the method can do (`transformIndexStmt()`).
  for (const column of [...expressions.flatMap(columnsOf), ...(condition?.columns ?? [])]) {
    needColumnOf(recorder, table, column)
  }
  refuseAbilities(recorder, node, method)
  for (const column of included) needColumnOf(recorder, table, column)
  if (whereClause !== undefined) refuseChanging(recorder, whereClause, table)
  const keys = indexParams.map(element => readKey(recorder, table, element, method))
  return { method, keys, included, isUnique: node.unique ?? false, condition }
}

function needColumnOf(recorder: Recorder, table: Table, column: string): void {
  if (!systemColumns.has(column)) needColumn(recorder, table, column)
  else if (column !== 'tableoid') recorder.fail('0A000', 'index creation on system columns is not supported')
}

const systemColumns = new Set(['ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid'])

function readKey(recorder: Recorder, table: Table, node: Node, method: string): IndexKey {
  const { name, expr, opclass, collation } = 'IndexElem' in node ? node.IndexElem : {}
  const own = { opclass: stringsOf(opclass).at(-1), collation: stringsOf(collation).join('.') || undefined }
  if (expr !== undefined) {
    const columns = columnsOf(expr)
    for (const column of columns) needColumnOf(recorder, table, column)
    refuseChanging(recorder, expr, table)
    const type = typeOfExpression(recorder, table, expr)
    if (own.opclass === undefined && defaultOpclass(recorder, type, method) === undefined) {
      recorder.fail('42704', `the type of an expression has no default operator class for method "${method}"`)
    }
    return { expression: sketchExpression(expr), columns, ...own }
  }
  const column = name ?? ''
  if (systemColumns.has(column)) {
    recorder.fail('0A000', 'index creation on system columns is not supported')
  }
  const { type, generated } = needColumn(recorder, table, column)
  if (generated?.how === 'virtual') {
    recorder.fail('0A000', 'indexes on virtual generated columns are not supported')
  }
  if (own.opclass === undefined && defaultOpclass(recorder, type, method) === undefined) {
    recorder.fail('42704', `data type of "${column}" has no default operator class for method "${method}"`)
  }
  return { column, ...own }
}

function refuseChanging(recorder: Recorder, expression: Node, { columns }: Table): void {
  if (isSurelyChanging(expression, recorder.model) || readsDate(expression, columns)) {
    recorder.fail('42P17', 'functions in an index must be marked IMMUTABLE')
  }
}

/** A date becomes a text in the style of the session, and is truncated in its zone: `date_out()`, `timestamptz_trunc()`. */
function readsDate(expression: Node, columns: readonly Column[]): boolean {
  let isFound = false
  const typeOf = (node: Node | undefined) => {
    if (node === undefined || !('ColumnRef' in node)) return ''
    return columns.find(({ name }) => name === stringsOf(node.ColumnRef.fields).at(-1))?.type?.name ?? ''
  }
  walkNodes(expression, node => {
    if ('TypeCast' in node) {
      const { arg, typeName } = node.TypeCast
      const isText = /^(text|varchar|bpchar)$/.test(stringsOf(typeName?.names).at(-1) ?? '')
      isFound ||= isText && /^(date$|timestamp )/.test(typeOf(arg))
    } else if ('FuncCall' in node) {
      const { funcname, args = [] } = node.FuncCall
      const isTruncation = stringsOf(funcname).at(-1) === 'date_trunc' && args.length === 2
      isFound ||= isTruncation && /^date$|with time zone/.test(typeOf(args[1]))
    }
  })
  return isFound
}

/** What each method of the server can do (`IndexAmRoutine`); another one is taken to be able to do everything. */
const methods: Record<string, string> = {
  btree: 'unique order several include',
  gist: 'several include',
  spgist: 'include',
  gin: 'several',
  brin: 'several',
  hash: '',
}

function refuseAbilities(recorder: Recorder, node: IndexStmt, method: string): void {
  const abilities = methods[method]
  if (abilities === undefined) {
    if (recorder.model.gaps.length === 0 && recorder.model.extensions.size === 1) {
      recorder.fail('42704', `access method "${method}" does not exist`)
    }
    return
  }
  const { indexParams = [], indexIncludingParams = [], unique } = node
  const isOrdered = indexParams.some(
    it =>
      'IndexElem' in it &&
      (it.IndexElem.ordering !== 'SORTBY_DEFAULT' || it.IndexElem.nulls_ordering !== 'SORTBY_NULLS_DEFAULT'),
  )
  const asked: [boolean, string][] = [
    [unique ?? false, 'unique'],
    [indexIncludingParams.length > 0, 'include'],
    [indexParams.length > 1, 'several'],
    [isOrdered, 'order'],
  ]
  for (const [isAsked, ability] of asked) {
    if (isAsked && !abilities.includes(ability)) {
      recorder.fail('0A000', `access method "${method}" does not support ${ability} columns`)
    }
  }
}
