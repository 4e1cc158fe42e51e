import {
  type Catalog,
  type CatalogObject,
  listOf,
  nameOfPart,
  namesOf,
  objectKey,
  splitIdentity,
  textOf,
  wordOf,
} from '../catalog/index.ts'
import { splitExpressions } from '../sql/index.ts'
import type { Column, Constraint, ConstraintKind, Index, IndexKey, Model, Table, Trigger } from './model.ts'
import { addRelation, isTable, makeIndex, putConstraint } from './names.ts'
import { parseType } from './type-ref.ts'

/** What belongs to a table; its indexes must be read before, and all other tables begun. */
export function readTableParts(
  model: Model,
  table: Table,
  object: CatalogObject,
  parts: readonly CatalogObject[],
  catalog: Catalog,
): void {
  const ofKind = (kind: string) => parts.filter(part => part.kind === kind)
  table.columns = readColumns(object, 'columns', object.kind, catalog)
  for (const part of ofKind('table constraint')) {
    for (const it of readConstraint(model, table, part, object)) putConstraint(model, table, it)
  }
  table.triggers = ofKind('trigger').map(part => readTrigger(model, part, object))
}

/** The columns that an attribute lists; `kind` is that of what has them. */
export function readColumns(
  table: CatalogObject,
  attribute: 'columns' | 'fields',
  kind: string,
  catalog: Catalog,
): Column[] {
  return listOf(table, attribute).flatMap(quoted => {
    const object = catalog.get(objectKey(`${kind} column`, `${table.identity}.${quoted}`))
    return object === undefined ? [] : [readColumn(object, splitIdentity(quoted)[0]!)]
  })
}

function readColumn(object: CatalogObject, name: string): Column {
  const { attributes } = object
  const how = wordOf<'stored' | 'virtual'>(object, 'attgenerated')
  const expression = textOf(object, 'adbin')
  return {
    name,
    type: parseType(textOf(object, 'type') ?? ''),
    collation: textOf(object, 'attcollation'),
    isNullable: attributes.attnotnull !== true,
    default: how === undefined ? expression : undefined,
    generated: how && { as: expression ?? '', how },
    identity: wordOf(object, 'attidentity'),
    isInherited: attributes.attislocal !== true,
  }
}

const constraintKinds: Record<string, ConstraintKind> = {
  c: 'check',
  f: 'foreign key',
  p: 'primary key',
  u: 'unique',
  x: 'exclusion',
  n: 'not null',
}

function readConstraint(
  model: Model,
  table: Table,
  object: CatalogObject,
  owner: CatalogObject,
): Constraint[] {
  const { attributes } = object
  const kind = constraintKinds[String(attributes.contype)]
  if (kind === undefined) return []
  const name = nameOfPart(object, owner)
  const target = model.relations.get(textOf(object, 'confrelid') ?? '')
  return [
    {
      name,
      kind,
      columns: namesOf(object, 'conkey').filter(column => column !== '(expression)'),
      expression: textOf(object, 'conbin'),
      isValid: attributes.convalidated === true,
      isEnforced: attributes.conenforced !== false,
      isInheritable: attributes.connoinherit !== true,
      isInherited: attributes.conislocal !== true,
      isDeferrable: attributes.condeferrable === true,
      index: /^[pux]$/.test(String(attributes.contype))
        ? table.indexes.find(index => index.name === name)
        : undefined,
      target:
        target !== undefined && isTable(target)
          ? { table: target, columns: namesOf(object, 'confkey') }
          : undefined,
    },
  ]
}

/** The bits of `tgtype`: `TRIGGER_TYPE_ROW` in the server's `catalog/pg_trigger.h`. */
function readTrigger(model: Model, object: CatalogObject, table: CatalogObject): Trigger {
  return {
    name: nameOfPart(object, table),
    function: (textOf(object, 'tgfoid') ?? '').replace(/\(.*$/s, ''),
    columns: namesOf(object, 'tgattr'),
    isRow: (Number(object.attributes.tgtype) & 1) > 0,
    isConstraint: object.attributes.tgconstraint !== undefined,
    conditionColumns:
      textOf(object, 'tgqual') === undefined ? [] : columnsUsed(object, model.relations.get(table.identity)),
  }
}

export function readIndex(model: Model, object: CatalogObject, table: Table | undefined): void {
  if (table === undefined) return
  const { attributes } = object
  const [schema, name] = splitIdentity(object.identity) as [string, string]
  const columns = listOf(object, 'indkey')
  const expressions = splitExpressions(textOf(object, 'indexprs') ?? '')
  const used = columnsUsed(object, table)
  const keys = columns.map((column, i): IndexKey => {
    const collation = orNothing(listOf(object, 'indcollation')[i])
    const opclass = readOpclass(listOf(object, 'indclass')[i])
    return column === '(expression)'
      ? { expression: expressions.shift() ?? '', columns: used, collation, opclass }
      : { column: splitIdentity(column)[0]!, collation, opclass }
  })
  const keyCount = Number(attributes.indnkeyatts)
  const condition = textOf(object, 'indpred')
  const index: Index = {
    ...makeIndex(table, name),
    schema,
    kind: attributes.relkind === 'I' ? 'partitioned index' : 'index',
    isExisting: true,
    method: textOf(object, 'relam') ?? 'btree',
    keys: keys.slice(0, keyCount),
    included: keys.slice(keyCount).flatMap(key => ('column' in key ? [key.column] : [])),
    isUnique: attributes.indisunique === true,
    isPrimary: attributes.indisprimary === true,
    isValid: attributes.indisvalid === true,
    isClustered: attributes.indisclustered === true,
    condition: condition === undefined ? undefined : { text: condition, columns: used },
    tablespace: textOf(object, 'reltablespace'),
  }
  table.indexes.push(index)
  if (attributes.indisreplident === true) table.replicaIdentity = { index: name }
  addRelation(model, index)
}

/** Of `pg_catalog.text_pattern_ops USING btree` only the name. */
function readOpclass(identity: string | undefined): string | undefined {
  const [qualified] = orNothing(identity)?.split(' USING ') ?? []
  return qualified && splitIdentity(qualified).at(-1)
}

/** The server's `0` means that there is none. */
function orNothing(name: string | undefined): string | undefined {
  return name === '0' ? undefined : name
}

function columnsUsed({ dependsOn = [] }: CatalogObject, table: { schema: string; name: string } | undefined) {
  return table === undefined ? [] : dependsOn.flatMap(key => columnIn(key, table))
}

function columnIn(key: string, table: { schema: string; name: string }): string[] {
  const [, identity] = /column (.*)$/.exec(key) ?? []
  const [schema, name, column] = splitIdentity(identity ?? '')
  return schema === table.schema && name === table.name && column !== undefined ? [column] : []
}
