import { type Constraint, identityOf } from '../../prediction/index.ts'
import { quoteIdentifier, readTableActions, type TableAction } from '../../sql/index.ts'
import { knownTable, stringsOf } from '../named-tables.ts'
import { defineRule, type Problem } from '../rule.ts'

const consequences: Partial<Record<Constraint['kind'], string>> = {
  'primary key': 'rows can be there twice, and ON CONFLICT in running code fails',
  unique: 'rows can be there twice, and ON CONFLICT in running code fails',
  exclusion: 'rows may conflict',
  'foreign key': 'rows may refer to what is not there',
  check: 'nothing is checked any more',
}

export const constraintDropped = defineRule({
  name: 'constraint-dropped',
  group: 'compatibility',
  severity: 'info',
  summary: 'A constraint that running code may rely on is dropped.',
  why: `
    From this moment rows may be written that the code does not expect, and bringing the constraint back fails as soon as one
    is there. Without a unique or primary key \`INSERT … ON CONFLICT\` on its columns fails at once.`,
  sources: [
    'https://www.postgresql.org/docs/current/sql-altertable.html',
    'https://www.postgresql.org/docs/current/sql-insert.html#SQL-ON-CONFLICT',
  ],
  setup: `alter table shop.customers add constraint customers_email_key unique (email);
    alter table shop.items add constraint quantity_positive check (quantity > 0);`,
  examples: {
    bad: [
      { title: 'A unique constraint', up: 'alter table shop.customers drop constraint customers_email_key;' },
      { title: 'A foreign key', up: 'alter table shop.items drop constraint items_order_id_fkey;' },
    ],
    good: [
      {
        title: 'Replaced by another',
        up: `alter table shop.items drop constraint quantity_positive;
          alter table shop.items add constraint quantity_not_negative check (quantity >= 0) not valid;`,
      },
    ],
  },
  checkStatement: ({ statement, model, following }) => {
    if (!('AlterTableStmt' in statement.node)) return []
    const table = knownTable(model, statement.node.AlterTableStmt.relation)
    if (!table?.isExisting) return []
    return readTableActions(statement).flatMap(({ subtype, name = '' }): Problem[] => {
      const constraint = table.constraints.find(it => it.name === name)
      const consequence = constraint && consequences[constraint.kind]
      if (subtype !== 'AT_DropConstraint' || consequence === undefined) return []
      const actions = [statement, ...following()].flatMap(readTableActions)
      if (actions.some(action => replaces(action, constraint!))) return []
      return [
        {
          message: `${constraint!.kind} ${quoteIdentifier(name)} of ${identityOf(table)} goes: ${consequence}`,
          location: statement.location,
          object: `table constraint ${name} on ${identityOf(table)}`,
          evidence: { kind: constraint!.kind, columns: constraint!.columns },
          severity: isKey(constraint!.kind) ? 'warning' : 'info',
          remedy: { title: 'Release code that does not rely on it before it goes' },
        },
      ]
    })
  },
})

const kinds: Record<string, Constraint['kind']> = {
  CONSTR_PRIMARY: 'primary key',
  CONSTR_UNIQUE: 'unique',
  CONSTR_CHECK: 'check',
  CONSTR_FOREIGN: 'foreign key',
  CONSTR_EXCLUSION: 'exclusion',
}

/** The same script adds one of the kind, under the same name or on the same columns; or the columns go too. */
function replaces({ subtype, constraint, name = '' }: TableAction, dropped: Constraint): boolean {
  if (subtype === 'AT_DropColumn') return dropped.columns.includes(name)
  if (subtype !== 'AT_AddConstraint' || constraint === undefined) return false
  const columns = stringsOf([...(constraint.keys ?? []), ...(constraint.fk_attrs ?? [])])
  const kind = kinds[constraint.contype ?? '']
  const isSameKind = kind === dropped.kind || (isKey(kind) && isKey(dropped.kind))
  const isSameThing =
    constraint.indexname !== undefined ||
    dropped.kind === 'check' ||
    constraint.conname === dropped.name ||
    columns.some(column => dropped.columns.includes(column))
  return isSameKind && isSameThing
}

function isKey(kind: Constraint['kind'] | undefined): boolean {
  return kind === 'unique' || kind === 'primary key'
}
