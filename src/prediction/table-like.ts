import { parseExpression } from '../sql/index.ts'
import { makeSequence } from './column-definition.ts'
import { addIndexConstraint, type IndexConstraintKind, numberDuplicates } from './index-definition.ts'
import { needTable } from './lookup.ts'
import type { Column, Index, Table } from './model.ts'
import { makeIndex } from './names.ts'
import { chooseRelationName, joinColumnNames, nameOfExpression } from './names-chosen.ts'
import { addColumn, addConstraint } from './part-changes.ts'
import type { Recorder } from './recorder.ts'
import type { NodeOf } from './statement-play.ts'

/** What a LIKE still brings when the columns are there. */
export interface Like {
  source: Table
  options: number
}

/** Bits of what INCLUDING names (`TableLikeOption` in nodes/parsenodes.h). */
const included = { constraints: 4, defaults: 8, generated: 16, identity: 32, indexes: 64, statistics: 128 }

/** Copies the columns of another table, view or composite type; says which are there already. */
export function copyColumns(
  recorder: Recorder,
  table: Table,
  { relation, options = 0 }: NodeOf<'TableLikeClause'>,
  repeated: string[],
): Like | undefined {
  const source = needTable(recorder, relation!)
  if (source === undefined) return undefined
  recorder.lock(source, 'ACCESS SHARE')
  if (!source.isKnown) table.isKnown = false
  const has = (what: keyof typeof included) => (options & included[what]) !== 0
  for (const column of source.columns) {
    const former = table.columns.find(({ name }) => name === column.name)
    if (former !== undefined && !former.isInherited) repeated.push(column.name)
    // What a parent brings as well is one column, of its own from now on.
    table.columns = table.columns.filter(it => it !== former)
    const copy: Column = {
      ...{ name: column.name, type: column.type, collation: column.collation },
      isNullable: column.isNullable && (former?.isNullable ?? true),
      default: has('defaults') ? column.default : former?.default,
      generated: has('generated') ? column.generated : undefined,
      identity: has('identity') ? column.identity : undefined,
      isInherited: false,
    }
    if (copy.identity !== undefined) makeSequence(recorder, table, copy)
    addColumn(recorder, table, copy)
  }
  return { source, options }
}

/** Copies checks and indexes; an index gets a new name. */
export function copyAfter(recorder: Recorder, table: Table, { source, options }: Like): void {
  if ((options & included.constraints) !== 0) {
    for (const it of source.constraints.filter(({ kind }) => kind === 'check')) {
      addConstraint(recorder, table, { ...it, isInherited: false, isValid: true })
    }
  }
  if ((options & included.indexes) !== 0)
    for (const index of source.indexes) copyIndex(recorder, table, index)
}

/** An index like that of another table, with the constraint that it serves and a name of its own. */
export function copyIndex(recorder: Recorder, table: Table, source: Index, parent?: Index): void {
  const constraint = source.table.constraints.find(it => it.index === source)
  const { keys, included: more, isUnique, isPrimary, method, condition } = source
  const plan = { keys, included: more, isUnique, isPrimary, method, condition }
  if (constraint !== undefined) {
    const { isDeferrable, columns } = constraint
    const kind = constraint.kind as IndexConstraintKind
    for (const it of table.columns) if (isPrimary && columns.includes(it.name)) it.isNullable = false
    addIndexConstraint(recorder, table, {
      ...{ kind, plan, isDeferrable, parent, isOnly: false, mode: 'ACCESS EXCLUSIVE' },
    })
    return
  }
  const names = [...keys.map(key => ('column' in key ? key.column : nameOfText(key.expression))), ...more]
  const second = joinColumnNames(numberDuplicates(names))
  const { schema, name: first } = table
  const name = chooseRelationName(recorder.model, { schema, first, second, label: 'idx' })
  const index: Index = { ...makeIndex(table, name), ...plan, parent }
  table.indexes.push(index)
  parent?.children.push(index)
  recorder.create(index)
}

function nameOfText(expression: string): string {
  const tree = parseExpression(expression)
  return tree === undefined ? 'expr' : nameOfExpression(tree)
}
