import type { Model } from '../../prediction/index.ts'
import {
  insideOf,
  type Node,
  nameOf,
  type RangeVar,
  type SelectStmt,
  type SubLink,
  type WithClause,
  walkNodes,
} from '../../sql/index.ts'
import type { Block, BlockNode, Role, Scope, Source, SourceColumn } from './block.ts'
import { readRelation, readSources, renameColumns } from './scope.ts'
import { readTargets } from './targets.ts'

/** Every query in a parse node. */
export function readBlocks(node: Node, model: Model, role: Role): Block[] {
  const blocks: Block[] = []
  new BlockReader(model, blocks).read(node, emptyScope(model), role)
  return blocks
}

/** A condition of its own, such as that of a policy, over the columns of a table. */
export function readCondition(node: Node, table: RangeVar | undefined, model: Model): Block[] {
  const blocks: Block[] = []
  const sources: Source[] =
    table === undefined ? [] : [{ ...readRelation(table, model), isNullExtended: false }]
  const reader = new BlockReader(model, blocks)
  reader.add({ kind: 'condition', node }, { ...emptyScope(model), sources }, 'condition', undefined)
  return blocks
}

function emptyScope(model: Model): Scope {
  return { model, sources: [], commonTables: new Map() }
}

class BlockReader {
  readonly #model: Model
  readonly #blocks: Block[]

  constructor(model: Model, blocks: Block[]) {
    this.#model = model
    this.#blocks = blocks
  }

  /** Adds the block of a query with those inside it, and says what columns it gives. */
  read(node: Node, scope: Scope, role: Role, outer?: Block): SourceColumn[] | undefined {
    if ('SelectStmt' in node) return this.#readSelect(node.SelectStmt, scope, role, outer)
    if ('InsertStmt' in node) {
      const { InsertStmt: insert } = node
      const inner = this.#withCommonTables(scope, insert.withClause, outer)
      const sources = this.#targetOf(insert.relation)
      const block = this.add({ kind: 'insert', node: insert }, { ...inner, sources }, role, outer)
      if (insert.selectStmt !== undefined) this.read(insert.selectStmt, inner, 'insert', block)
      return undefined
    }
    if ('UpdateStmt' in node) {
      const { UpdateStmt: update } = node
      const inner = this.#withCommonTables(scope, update.withClause, outer)
      const sources = [...this.#targetOf(update.relation), ...this.#readFrom(update.fromClause, inner, outer)]
      this.add({ kind: 'update', node: update }, { ...inner, sources }, role, outer)
    }
    if ('DeleteStmt' in node) {
      const { DeleteStmt: deletion } = node
      const inner = this.#withCommonTables(scope, deletion.withClause, outer)
      const sources = [
        ...this.#targetOf(deletion.relation),
        ...this.#readFrom(deletion.usingClause, inner, outer),
      ]
      this.add({ kind: 'delete', node: deletion }, { ...inner, sources }, role, outer)
    }
    if ('MergeStmt' in node) {
      const { MergeStmt: merge } = node
      const inner = this.#withCommonTables(scope, merge.withClause, outer)
      const source = merge.sourceRelation === undefined ? [] : [merge.sourceRelation]
      const sources = [...this.#targetOf(merge.relation), ...this.#readFrom(source, inner, outer)]
      this.add({ kind: 'merge', node: merge }, { ...inner, sources }, role, outer)
    }
    return undefined
  }

  /** Adds a block, and those of the queries in its expressions. */
  add(own: BlockNode, scope: Scope, role: Role, outer: Block | undefined): Block {
    const block: Block = { scope, role, outer, ...own }
    this.#blocks.push(block)
    walkOwn(block, node => {
      if ('SubLink' in node) this.read(node.SubLink.subselect!, scope, roleOf(node.SubLink), block)
    })
    return block
  }

  #readSelect(
    select: SelectStmt,
    scope: Scope,
    role: Role,
    outer: Block | undefined,
  ): SourceColumn[] | undefined {
    const inner = this.#withCommonTables(scope, select.withClause, outer)
    if (select.op !== undefined && select.op !== 'SETOP_NONE') {
      const block = this.add({ kind: 'set operation', node: select }, { ...inner, sources: [] }, role, outer)
      const columns = this.#readSelect(select.larg!, inner, 'arm', block)
      this.#readSelect(select.rarg!, inner, 'arm', block)
      return columns?.map(({ name, type }) => ({ name, type }))
    }
    if (select.valuesLists !== undefined) {
      this.add({ kind: 'values', node: select }, { ...inner, sources: [] }, role, outer)
      return undefined
    }
    const own: Scope = { ...inner, sources: [], outer: scope }
    own.sources = this.#readFrom(select.fromClause, own, outer)
    const block = this.add({ kind: 'select', node: select }, own, role, outer)
    return readTargets(block)
  }

  #readFrom(items: readonly Node[] = [], scope: Scope, outer: Block | undefined): Source[] {
    const lateral = new Set<Node>()
    walkNodes(items, node => {
      const query = insideOf(node, 'RangeSubselect')
      if (query?.lateral && query.subquery !== undefined) lateral.add(query.subquery)
      return query === undefined && !('SelectStmt' in node)
    })
    const around: Scope = { ...(scope.outer ?? emptyScope(this.#model)), commonTables: scope.commonTables }
    const readQuery = (query: Node) => (lateral.has(query) ? [] : this.read(query, around, 'from', outer))
    const sources = readSources(items, this.#model, scope.commonTables, readQuery)
    scope.sources = sources
    for (const query of lateral) {
      const source = sources.find(it => insideOf(it.node, 'RangeSubselect')?.subquery === query)!
      source.columns = undefined
      source.columns = this.read(query, scope, 'from', outer)
    }
    return sources
  }

  #withCommonTables(scope: Scope, clause: WithClause | undefined, outer: Block | undefined): Scope {
    const commonTables = new Map(scope.commonTables)
    const inner: Scope = { ...scope, commonTables }
    for (const node of clause?.ctes ?? []) {
      const { ctename = '', ctequery, aliascolnames } = insideOf(node, 'CommonTableExpr') ?? {}
      if (clause?.recursive) commonTables.set(ctename, undefined)
      const columns = ctequery && this.read(ctequery, inner, 'common table', outer)
      commonTables.set(ctename, renameColumns(columns, aliascolnames))
    }
    return inner
  }

  #targetOf(relation: RangeVar | undefined): Source[] {
    return relation === undefined ? [] : [{ ...readRelation(relation, this.#model), isNullExtended: false }]
  }
}

function roleOf({ subLinkType }: SubLink): Role {
  if (subLinkType === 'EXISTS_SUBLINK') return 'exists'
  return subLinkType === 'ANY_SUBLINK' || subLinkType === 'ALL_SUBLINK' ? 'in' : 'value'
}

/** Visits the nodes of a block that are not those of a query inside it; `false` is not entered. */
export function walkOwn(block: Block, visit: (node: Node) => unknown): void {
  const enter = (node: Node) => {
    if (/^(Select|Insert|Update|Delete|Merge)Stmt$|^CommonTableExpr$/.test(nameOf(node))) return false
    return visit(node)
  }
  if (block.kind === 'condition') walkNodes([block.node], enter)
  else if (block.kind === 'set operation') {
    const { sortClause, limitCount, limitOffset } = block.node
    walkNodes([sortClause, limitCount, limitOffset], enter)
  } else walkNodes(Object.values(block.node), enter)
}
