import { insideOf, type Node, stringsOf } from '../../sql/index.ts'
import type { Block, Source, SourceColumn } from './block.ts'
import { isKnownNotNull } from './conditions.ts'
import { typeOfExpression } from './expression-type.ts'
import { resolveColumn } from './scope.ts'

/** The columns that a SELECT gives; nothing where one of its stars cannot be told. */
export function readTargets(block: Block): SourceColumn[] | undefined {
  if (block.kind !== 'select') return undefined
  const columns: SourceColumn[] = []
  for (const node of block.node.targetList ?? []) {
    const { name, val } = insideOf(node, 'ResTarget') ?? {}
    if (val === undefined) return undefined
    if (isStar(val)) {
      const sources = starSources(block, val)
      if (sources.some(source => source.columns === undefined)) return undefined
      columns.push(...sources.flatMap(source => expandStar(block, source)))
    } else columns.push(readTarget(block, val, name))
  }
  return columns
}

/** Whether an expression is `*` or `t.*`. */
export function isStar(node: Node): boolean {
  const last = insideOf(node, 'ColumnRef')?.fields?.at(-1)
  return last !== undefined && 'A_Star' in last
}

/** What a star stands for. */
export function starSources({ scope }: Block, star: Node): Source[] {
  const qualifier = stringsOf(insideOf(star, 'ColumnRef')?.fields).at(-1)
  return qualifier === undefined ? scope.sources : scope.sources.filter(({ name }) => name === qualifier)
}

function expandStar(block: Block, source: Source): SourceColumn[] {
  return source.columns!.map(column => ({
    ...column,
    isNullable: isKnownNotNull(block, source, column.name)
      ? false
      : source.isNullExtended || column.isNullable,
  }))
}

function readTarget(block: Block, value: Node, alias: string | undefined): SourceColumn {
  const resolved = resolveColumn(block.scope, value)
  const name = alias ?? resolved?.name ?? nameOfTarget(value)
  const type = typeOfExpression(value, block.scope)
  const constant = insideOf(value, 'A_Const')
  if (constant !== undefined) return { name, type, isNullable: constant.isnull ?? false }
  if (resolved === undefined) return { name, type }
  const { source, column } = resolved
  if (isKnownNotNull(block, source, resolved.name)) return { ...column, name, type, isNullable: false }
  return { ...column, name, type, isNullable: source.isNullExtended || column?.isNullable }
}

/** As `FigureColname()` of the server's `parse_target.c` names the common ones. */
function nameOfTarget(value: Node): string {
  const reference = insideOf(value, 'ColumnRef')
  if (reference !== undefined) return stringsOf(reference.fields).at(-1) ?? ''
  const call = insideOf(value, 'FuncCall')
  if (call !== undefined) return stringsOf(call.funcname).at(-1) ?? ''
  const cast = insideOf(value, 'TypeCast')
  if (cast?.arg !== undefined && 'ColumnRef' in cast.arg) return nameOfTarget(cast.arg)
  return stringsOf(cast?.typeName?.names).at(-1) ?? '?column?'
}
