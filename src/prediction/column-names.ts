import { type Node, stringsOf } from '../sql/index.ts'

/** The name that PostgreSQL gives to an unnamed expression (`FigureColname()` in parser/parse_target.c); nothing for most. */
export function nameOfExpression(node: Node | undefined): string | undefined {
  if (node === undefined) return undefined
  const [[kind, inner] = ['', {}]] = Object.entries(node) as [string, Record<string, unknown>][]
  switch (kind) {
    case 'ColumnRef':
      return stringsOf(inner.fields as Node[]).at(-1)
    case 'FuncCall':
      return stringsOf(inner.funcname as Node[]).at(-1)
    case 'A_Indirection':
      return stringsOf(inner.indirection as Node[]).at(-1) ?? nameOfExpression(inner.arg as Node)
    case 'TypeCast':
      return (
        nameOfExpression(inner.arg as Node) ?? stringsOf((inner.typeName as { names: Node[] }).names).at(-1)
      )
    case 'CollateClause':
    case 'GroupingSet':
      return nameOfExpression(inner.arg as Node)
    case 'CaseExpr':
      return nameOfExpression(inner.defresult as Node | undefined) ?? 'case'
    case 'SubLink':
      return nameOfSubquery(inner)
    case 'A_Expr':
      return inner.kind === 'AEXPR_NULLIF' ? 'nullif' : undefined
    case 'MinMaxExpr':
      return inner.op === 'IS_LEAST' ? 'least' : 'greatest'
    case 'SQLValueFunction':
      return String(inner.op)
        .replace(/^SVFOP_/, '')
        .replace(/_N$/, '')
        .toLowerCase()
    default:
      return fixedNames[kind]
  }
}

const fixedNames: Record<string, string> = {
  A_ArrayExpr: 'array',
  RowExpr: 'row',
  CoalesceExpr: 'coalesce',
  GroupingFunc: 'grouping',
  XmlSerialize: 'xmlserialize',
}

function nameOfSubquery({ subLinkType, subselect }: Record<string, unknown>): string | undefined {
  if (subLinkType === 'EXISTS_SUBLINK') return 'exists'
  if (subLinkType === 'ARRAY_SUBLINK') return 'array'
  const query = subselect as Node | undefined
  if (subLinkType !== 'EXPR_SUBLINK' || query === undefined || !('SelectStmt' in query)) return undefined
  const [target] = query.SelectStmt.targetList ?? []
  return target !== undefined && 'ResTarget' in target
    ? (target.ResTarget.name ?? nameOfExpression(target.ResTarget.val))
    : undefined
}
