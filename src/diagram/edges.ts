import { describeDifference, type ForeignKey, type Table } from '../catalog/index.ts'
import { findRoot, type Model } from './model.ts'
import type { Edge } from './picture.ts'

/** Every foreign key and every inheritance between boxes; what a change takes away is there, too. */
export function readEdges(model: Model): Edge[] {
  const now = [...model.tables.values()].flatMap(table => drawEdges(table, model))
  const keys = new Set(now.map(({ key }) => key))
  const gone = [...model.old.values()]
    .flatMap(table => drawEdges(table, { ...model, tables: model.old }))
    .filter(({ key }) => !keys.has(key))
  return [...now, ...gone.map(edge => ({ ...edge, change: 'removed' as const }))]
}

function drawEdges(table: Table, model: Model): Edge[] {
  const references = table.foreignKeys.map(it => drawReference(table, it, model))
  const parents = table.inherits.map(parent => drawInheritance(table, parent, model))
  return [...references, ...parents].filter(({ parent }) => model.tables.has(parent.box))
}

function drawReference(table: Table, foreignKey: ForeignKey, { tables, differences }: Model): Edge {
  const { key, name, columns, targetColumns } = foreignKey
  const target = tables.get(foreignKey.target)
  const difference = differences.get(key)
  const changes = difference?.attributes.map(describeDifference) ?? []
  return {
    key,
    kind: 'reference',
    name,
    parent: { box: target ? findRoot(target, tables).key : foreignKey.target, column: targetColumns[0] },
    child: { box: findRoot(table, tables).key, column: columns[0] },
    isMany: !isUnique(table, columns),
    isOptional: table.columns.some(({ name, isNullable }) => isNullable && columns.includes(name)),
    isIdentifying: columns.every(column => table.primaryKey?.columns.includes(column)),
    words: [describeReference(table, foreignKey, target), ...changes].join('\n'),
    change: difference?.change,
  }
}

/** Whether no two rows have the same values in these columns. */
function isUnique({ primaryKey, uniques, indexes }: Table, columns: readonly string[]): boolean {
  const keys = [
    ...(primaryKey ? [primaryKey.columns] : []),
    ...uniques.map(unique => unique.columns),
    ...indexes.filter(index => index.isUnique && index.isValid && !index.condition).map(({ keys }) => keys),
  ]
  return keys.some(key => key.length > 0 && key.every(column => columns.includes(column)))
}

function describeReference(
  table: Table,
  { name, columns, targetColumns, onDelete, onUpdate, isValidated, comment }: ForeignKey,
  target: Table | undefined,
): string {
  const from = `${table.identity} (${columns.join(', ')})`
  const to = `${target?.identity} (${targetColumns.join(', ')})`
  const actions = [
    onDelete === 'no action' ? '' : `, on delete ${onDelete}`,
    onUpdate === 'no action' ? '' : `, on update ${onUpdate}`,
    isValidated ? '' : ', not validated',
  ]
  return [`${name}: ${from} → ${to}${actions.join('')}`, comment ?? []].flat().join('\n')
}

function drawInheritance(table: Table, parent: string, { tables, old, isComparison }: Model): Edge {
  const wasThere = old.get(table.key)?.inherits.includes(parent) ?? false
  const parentTable = tables.get(parent)
  return {
    key: `${table.key} inherits ${parent}`,
    kind: 'inheritance',
    name: 'inherits',
    parent: { box: parentTable ? findRoot(parentTable, tables).key : parent },
    child: { box: findRoot(table, tables).key },
    isMany: false,
    isOptional: true,
    isIdentifying: false,
    words: `${table.identity} inherits from ${parentTable?.identity}`,
    change: isComparison && !wasThere ? 'added' : undefined,
  }
}
