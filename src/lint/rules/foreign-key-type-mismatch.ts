import { listWords } from '../../base/index.ts'
import { formatType, type Model, type TypeRef } from '../../prediction/index.ts'
import { formatRangeVar, quoteIdentifier, type RangeVar } from '../../sql/index.ts'
import { type MadeForeignKey, madeForeignKeys } from '../foreign-keys.ts'
import { knownTable } from '../named-tables.ts'
import { defineRule, type Scene } from '../rule.ts'

/** Types that a foreign key may mix without a cast of either side. */
const alike: readonly string[][] = [['text', 'character varying']]

export const foreignKeyTypeMismatch = defineRule({
  name: 'foreign-key-type-mismatch',
  group: 'design',
  severity: 'warning',
  summary: 'A foreign key has another type than the key it points to.',
  why: `
    PostgreSQL allows a foreign key between types that can be compared. An \`integer\` that refers to a \`bigint\` works until the
    first number that does not fit; then no row can refer to it. A \`numeric\` that refers to a \`bigint\` makes every join convert,
    and indexes go unused.`,
  sources: ['https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK'],
  examples: {
    bad: [
      {
        title: 'An integer for a bigint',
        up: 'create table shop.notes (order_id integer references shop.orders, body text);',
      },
      {
        title: 'A column that is there',
        up: 'alter table shop.items add foreign key (quantity) references shop.orders (id) not valid;',
      },
    ],
    good: [
      {
        title: 'The same type',
        up: 'create table shop.notes (order_id bigint references shop.orders, body text);',
      },
    ],
  },
  checkStatement: scene =>
    madeForeignKeys(scene).flatMap(key => {
      const targets = targetTypes(scene.model, key)
      const differing = key.columns.flatMap((column, i) => {
        const [from, to] = [typeOf(scene, key.table, column), targets[i]]
        return from && to && !isAlike(from, to.type) ? [{ column, from, to }] : []
      })
      if (differing.length === 0) return []
      const table = formatRangeVar(key.table)
      const describe = differing.map(
        ({ column, from, to }) =>
          `${table}.${quoteIdentifier(column)} is ${formatType(from)}, ${formatRangeVar(key.target)}.${quoteIdentifier(to.name)} is ${formatType(to.type)}`,
      )
      return [
        {
          message: `A foreign key joins columns of different types: ${listWords(describe)}`,
          location: scene.statement.location,
          object: `table ${table}`,
          evidence: {
            columns: differing.map(({ column, from, to }) => ({
              ...{ column, type: formatType(from), referred: to.name },
              referredType: formatType(to.type),
            })),
          },
          remedy: {
            title: `Make ${listWords(differing.map(({ column, to }) => `${quoteIdentifier(column)} ${formatType(to.type)}`))}`,
          },
        },
      ]
    }),
})

function typeOf(scene: Scene, table: RangeVar, column: string): TypeRef | undefined {
  return (
    scene.columns.find(({ name }) => name === column)?.type ??
    knownTable(scene.model, table)?.columns.find(({ name }) => name === column)?.type
  )
}

/** The columns of the table it points to; of its primary key where the foreign key names none. */
function targetTypes(model: Model, { target, targetColumns }: MadeForeignKey) {
  const table = knownTable(model, target)
  const primary = table?.constraints.find(({ kind }) => kind === 'primary key')?.columns ?? []
  const names = targetColumns.length > 0 ? targetColumns : primary
  return names.map(name => {
    const type = table?.columns.find(column => column.name === name)?.type
    return type && { name, type }
  })
}

function isAlike(a: TypeRef, b: TypeRef): boolean {
  return a.name === b.name || alike.some(names => names.includes(a.name) && names.includes(b.name))
}
