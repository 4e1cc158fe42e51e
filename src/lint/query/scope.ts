import { findRelation, isTable, type Model, type Table } from '../../prediction/index.ts'
import { type ColumnRef, insideOf, type Node, nameOf, type RangeVar, stringsOf } from '../../sql/index.ts'
import type { Scope, Source, SourceColumn } from './block.ts'

/** What a name of a column means. */
export interface ResolvedColumn {
  source: Source
  /** Nothing where the columns of the source are not known. */
  column?: SourceColumn
  name: string
  /** Of how many queries further out the source is. */
  depth: number
}

/** The column that a reference is; nothing where it may be another one, a variable, or a whole row. */
export function resolveColumn(scope: Scope, node: Node | undefined): ResolvedColumn | undefined {
  const reference = insideOf(node, 'ColumnRef')
  if (reference === undefined) return undefined
  const { qualifier, name } = readReference(reference)
  if (name === undefined) return undefined
  for (let [at, depth]: [Scope | undefined, number] = [scope, 0]; at !== undefined; at = at.outer, depth++) {
    const owners =
      qualifier === undefined
        ? at.sources.filter(({ columns }) => columns?.some(column => column.name === name))
        : at.sources.filter(source => source.name === qualifier)
    const [source] = owners
    if (source !== undefined) {
      if (owners.length > 1) return undefined
      return { source, column: source.columns?.find(column => column.name === name), name, depth }
    }
    if (qualifier === undefined && at.sources.some(({ columns }) => columns === undefined)) return undefined
  }
  return undefined
}

/** A name without a star: `x`, `t.x` or `s.t.x`, of which the schema is left out. */
export function readReference({ fields = [] }: ColumnRef): { qualifier?: string; name?: string } {
  const names = stringsOf(fields)
  if (names.length !== fields.length || names.length > 3) return {}
  const [name, qualifier] = names.toReversed()
  return { qualifier, name }
}

/** The sources of a FROM, in its order; `readQuery` says what the columns of a query in it are. */
export function readSources(
  items: readonly Node[],
  model: Model,
  commonTables: Scope['commonTables'],
  readQuery: (query: Node) => SourceColumn[] | undefined,
): Source[] {
  const read = (node: Node | undefined, isNullExtended: boolean): Source[] => {
    const join = insideOf(node, 'JoinExpr')
    if (join !== undefined) {
      const { jointype } = join
      return [
        ...read(join.larg, isNullExtended || jointype === 'JOIN_RIGHT' || jointype === 'JOIN_FULL'),
        ...read(join.rarg, isNullExtended || jointype === 'JOIN_LEFT' || jointype === 'JOIN_FULL'),
      ]
    }
    const sample = insideOf(node, 'RangeTableSample')
    if (sample !== undefined) return read(sample.relation, isNullExtended)
    return node === undefined ? [] : [{ ...readSource(node), isNullExtended }]
  }
  const readSource = (node: Node): Omit<Source, 'isNullExtended'> => {
    const relation = insideOf(node, 'RangeVar')
    if (relation !== undefined) return readRelation(relation, model, commonTables)
    const query = insideOf(node, 'RangeSubselect')
    if (query === undefined) return { name: aliasOf(node) ?? '', kind: 'function', node }
    const columns = renameColumns(query.subquery && readQuery(query.subquery), query.alias?.colnames)
    return { name: query.alias?.aliasname ?? '', kind: 'query', node, columns }
  }
  return items.flatMap(item => read(item, false))
}

/** A table, a view or a WITH query. */
export function readRelation(
  relation: RangeVar,
  model: Model,
  commonTables: Scope['commonTables'] = new Map(),
): Omit<Source, 'isNullExtended'> {
  const node = { RangeVar: relation }
  const { schemaname, relname = '', alias } = relation
  const name = alias?.aliasname ?? relname
  if (schemaname === undefined && commonTables.has(relname)) {
    return { name, kind: 'query', node, columns: renameColumns(commonTables.get(relname), alias?.colnames) }
  }
  const table = findRelation(model, relation)
  if (table === undefined || !isTable(table)) return { name, kind: 'table', node }
  const columns = table.isKnown ? renameColumns(columnsOf(table), alias?.colnames) : undefined
  return { name, kind: 'table', node, table, columns }
}

/** Columns of a view say nothing of nulls, whatever its query does. */
export function columnsOf(table: Table): SourceColumn[] | undefined {
  if (table.columns.length === 0 && table.kind !== 'table') return undefined
  const saysNullable = /table$/.test(table.kind)
  return table.columns.map(column => ({
    name: column.name,
    type: column.type,
    isNullable: saysNullable ? column.isNullable : undefined,
    origin: { table, column },
  }))
}

/** `AS t (a, b)` names the first columns anew. */
export function renameColumns(
  columns: readonly SourceColumn[] | undefined,
  aliases: readonly Node[] = [],
): SourceColumn[] | undefined {
  const names = stringsOf(aliases)
  return columns?.map((column, i) => ({ ...column, name: names[i] ?? column.name }))
}

function aliasOf(node: Node): string | undefined {
  const inner = (node as Record<string, { alias?: { aliasname?: string } }>)[nameOf(node)]
  return inner?.alias?.aliasname
}
