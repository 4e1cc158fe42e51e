import { listWords } from '../../base/index.ts'
import type { ForeignKey, Index, Policy } from '../../catalog/index.ts'
import type { DescribedColumn, DescribedTable } from '../dictionary.ts'
import {
  code,
  join,
  makeCode,
  makeFacts,
  makeTable,
  type Page,
  sayAbout,
  sayTags,
  type Text,
} from '../page.ts'
import type { References } from '../references.ts'

/** A table, a view or a foreign table. */
export function describeTable(table: DescribedTable, references: References): Page {
  const { toObject } = references
  const { key, identity, kind, schema, partitioning, inherits, server = '', rowSecurity } = table
  return {
    key,
    kind,
    title: identity,
    name: table.name,
    schema,
    group: kind.endsWith('view') ? 'Views' : 'Tables',
    about: table,
    facts: makeFacts({
      Responsible: table.responsible,
      Tags: sayTags(table.tags),
      'Owner role': code(table.owner),
      Unlogged: table.isUnlogged ? 'yes: it is empty after a crash, and not replicated' : '',
      Server: code(server),
      'Partitioned by':
        partitioning && join([partitioning.strategy, code(partitioning.keys.join(', '))], ' of '),
      Inherits: join(inherits.map(parent => toObject(parent))),
      'Row level security': rowSecurity === 'off' ? '' : describeRowSecurity(table),
      Privileges: table.privileges.join('\n'),
    }),
    blocks: [
      ...makeTable('Columns', table.columns, describeColumns(references), { isSearched: true }),
      ...makeTable('Referenced by', table.referencedBy, {
        Table: it => toObject(it.table),
        'Foreign key': it => code(it.constraint),
      }),
      ...makeTable('Used by', table.usedBy, { Object: it => toObject(it), Kind: nameKind }),
      ...makeTable('Foreign keys', table.foreignKeys, {
        Name: it => code(it.name),
        Columns: it => code(it.columns.join(', ')),
        References: it => join([toObject(it.target), code(`(${it.targetColumns.join(', ')})`)], ' '),
        Rules: describeRules,
        Description: it => it.comment ?? '',
      }),
      ...makeTable('Keys and checks', listConstraints(table), {
        Name: it => code(it.name),
        Kind: it => it.kind,
        Definition: it => code(it.definition),
        Description: it => it.comment ?? '',
      }),
      ...makeTable(
        'Indexes',
        table.indexes.filter(({ isOfConstraint }) => !isOfConstraint),
        {
          Name: it => code(it.name),
          Method: it => it.method,
          Columns: it => code(it.keys.join(', ')),
          Includes: it => code(it.included.join(', ')),
          Where: it => code(it.condition ?? ''),
          Properties: describeIndex,
          Description: it => it.comment ?? '',
        },
      ),
      ...makeTable('Policies', table.policies, {
        Name: it => code(it.name),
        For: it => it.command,
        To: it => it.roles.join(', '),
        Kind: it => (it.isPermissive ? 'permissive' : 'restrictive'),
        Condition: describePolicy,
        Description: it => it.comment ?? '',
      }),
      ...makeTable('Triggers', table.triggers, {
        Name: it => code(it.name),
        When: it => (it.isEnabled ? it.when : `${it.when} (disabled)`),
        Function: it => toObject(`function ${it.function}`),
        Description: it => it.comment ?? '',
      }),
      ...makeTable('Partitions', table.partitions, {
        Name: it => code(it.identity),
        Rows: it => code(it.bound),
      }),
      ...table.rules.flatMap(rule => makeCode('Rule', rule)),
      ...makeCode('Definition', table.definition),
    ],
  }
}

/** Of `materialized view shop.sales` what comes before the name. */
function nameKind(key: string): string {
  return /^materialized \w+|^\w+/.exec(key)![0]
}

function describeColumns({ toType, toObject }: References) {
  return {
    Column: (it: DescribedColumn): Text =>
      join([code(it.name), it.isPrimaryKey ? { badge: 'key' } : ''], ' '),
    Type: (it: DescribedColumn) => join([toType(it.type), it.isNullable ? '' : 'not null'], ' '),
    Value: describeValue,
    References: (it: DescribedColumn) =>
      join(
        it.references.map(({ table, column }) => toObject(table, column)),
        '\n',
      ),
    Description: (it: DescribedColumn) =>
      join([sayAbout(it), it.responsible ? `Responsible: ${it.responsible}` : ''], '\n'),
    Privileges: (it: DescribedColumn) => it.privileges.join('\n'),
  }
}

/** Where a value comes from that nobody gives. */
function describeValue({ default: value = '', identity, generated }: DescribedColumn): Text {
  if (identity !== undefined) return `identity, ${identity}`
  if (generated !== undefined) return join([`generated, ${generated.how}: `, code(generated.as)], '')
  return code(value)
}

function describeRowSecurity({ rowSecurity, policies }: DescribedTable): string {
  const owner = rowSecurity === 'forced' ? 'on, for the owner too' : 'on'
  return policies.length === 0 ? `${owner}; there is no policy, so no row is visible` : owner
}

function describeRules({ onDelete, onUpdate, ...it }: ForeignKey): string {
  const rules = [
    onDelete === 'no action' ? '' : `on delete ${onDelete}`,
    onUpdate === 'no action' ? '' : `on update ${onUpdate}`,
    it.isDeferrable ? 'deferrable' : '',
    it.isValidated ? '' : 'not validated',
  ]
  return rules.filter(rule => rule !== '').join(', ')
}

interface Constraint {
  name: string
  kind: string
  definition: string
  comment?: string
}

function listConstraints({ primaryKey, uniques, exclusions, checks }: DescribedTable): Constraint[] {
  return [
    ...(primaryKey === undefined
      ? []
      : [{ ...primaryKey, kind: 'primary key', definition: primaryKey.columns.join(', ') }]),
    ...uniques.map(it => ({ ...it, kind: 'unique', definition: it.columns.join(', ') })),
    ...exclusions.map(it => ({
      ...it,
      kind: 'exclusion',
      definition: it.columns.map((column, i) => `${column} with ${nameOperator(it.operators[i])}`).join(', '),
    })),
    ...checks.map(it => ({ ...it, kind: 'check', definition: it.expression })),
  ]
}

/** Of `pg_catalog.&&(anyrange,anyrange)` the sign. */
function nameOperator(operator = ''): string {
  return operator.replace(/\(.*$/, '').replace(/^pg_catalog\./, '')
}

function describeIndex({ isUnique, isValid }: Index): string {
  return listWords([...(isUnique ? ['unique'] : []), ...(isValid ? [] : ['invalid: no query uses it'])])
}

function describePolicy({ using = '', check = '' }: Policy): Text {
  const visible = using === '' ? '' : join(['visible: ', code(using)], '')
  return join([visible, check === '' ? '' : join(['written: ', code(check)], '')], '\n')
}
