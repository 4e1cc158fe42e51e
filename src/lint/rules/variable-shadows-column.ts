import { insideOf, locateNode, type Node } from '../../sql/index.ts'
import type { Block } from '../query/block.ts'
import { walkOwn } from '../query/blocks.ts'
import { blocksOfPart } from '../query/body-scene.ts'
import { readReference, resolveColumn } from '../query/scope.ts'
import { defineRule } from '../rule.ts'

export const variableShadowsColumn = defineRule({
  name: 'variable-shadows-column',
  group: 'correctness',
  severity: 'error',
  summary: 'A name in a query of a PL/pgSQL body is both a variable and a column, which fails when it runs.',
  why: `
    PL/pgSQL refuses to guess: \`column reference "id" is ambiguous\`. It finds out when the query is run for the first time, not
    when the function is made. Parameters and the columns of RETURNS TABLE are variables too, and so is the column in ON
    CONFLICT a reference.

    Qualify the column with its table, or give the variable another name.`,
  sources: ['https://www.postgresql.org/docs/current/plpgsql-implementation.html#PLPGSQL-VAR-SUBST'],
  examples: {
    bad: [
      {
        title: 'A variable',
        up: `create function shop.note_of(id bigint) returns text language plpgsql as $$
          begin return (select note from shop.orders where id = note_of.id); end $$;`,
      },
      {
        title: 'A column of RETURNS TABLE',
        up: `create function shop.emails() returns table (email varchar) language plpgsql as $$
          begin return query select email from shop.customers; end $$;`,
      },
    ],
    good: [
      {
        title: 'Qualified',
        up: `create function shop.note_of(id bigint) returns text language plpgsql as $$
          begin return (select o.note from shop.orders o where o.id = note_of.id); end $$;`,
      },
      {
        title: 'PL/pgSQL is told to take the column',
        up: `create function shop.emails() returns table (email varchar) language plpgsql as $$
          #variable_conflict use_column
          begin return query select email from shop.customers; end $$;`,
      },
      {
        title: 'The columns that an INSERT fills',
        up: `create function shop.add(email text) returns void language plpgsql as $$
          begin insert into shop.customers (id, email) values (0, add.email); end $$;`,
      },
    ],
  },
  checkBody({ body, parts, model, statement }) {
    if (/#variable_conflict\s+use_/.test(statement.text)) return []
    const names = new Set(body.variables.map(({ name }) => name))
    return parts.flatMap(part =>
      blocksOfPart(part, model).flatMap(block =>
        ambiguousNames(block, names).map(({ name, node, table }) => ({
          message: `${name} is a variable and a column of ${table}: the query fails when it runs`,
          location: locateNode(node, part.text),
          evidence: { name, table },
          remedy: { title: `Write ${table}.${name} for the column, or name the variable otherwise` },
        })),
      ),
    )
  },
})

/** References without a table that a column of a known table would answer; ORDER BY and GROUP BY may mean what is selected. */
function ambiguousNames(block: Block, names: ReadonlySet<string>) {
  const found: { name: string; node: Node; table: string }[] = []
  const { sortClause, groupClause } = block.kind === 'select' ? block.node : {}
  const others = new Set<unknown>([
    ...(sortClause ?? []).map(it => insideOf(it, 'SortBy')?.node),
    ...(groupClause ?? []),
  ])
  walkOwn(block, node => {
    const reference = insideOf(node, 'ColumnRef')
    const { name, qualifier } = reference === undefined ? {} : readReference(reference)
    if (name === undefined || qualifier !== undefined || !names.has(name) || others.has(node)) return
    const column = resolveColumn(block.scope, node)
    if (column?.column !== undefined && column.depth === 0)
      found.push({ name, node, table: column.source.name })
  })
  return found
}
