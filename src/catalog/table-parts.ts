import { listOf, nameOfPart, namesOf, textOf, wordOf } from './attributes.ts'
import { type CatalogObject, keyOf, objectKey } from './catalog.ts'
import { splitList, unquote } from './identity.ts'
import type { Check, Column, Exclusion, ForeignKey, Index, Key, Policy, Trigger } from './table.ts'

/* What a table is made of, each read from its object of the catalog; `table` is the object that it belongs to. */

export function readColumn(object: CatalogObject, name: string): Column {
  const { attributes } = object
  const expression = textOf(object, 'adbin')
  const how = wordOf<'stored' | 'virtual'>(object, 'attgenerated')
  return {
    key: keyOf(object),
    name,
    type: textOf(object, 'type') ?? '',
    isNullable: attributes.attnotnull !== true,
    isPrimaryKey: false,
    default: how === undefined ? expression : undefined,
    generated: how && { as: expression ?? '', how },
    identity: wordOf(object, 'attidentity'),
    comment: textOf(object, 'description'),
    privileges: listOf(object, 'attacl'),
    references: [],
  }
}

export function readKey(object: CatalogObject, table: CatalogObject): Key {
  return {
    key: keyOf(object),
    name: nameOfPart(object, table),
    columns: namesOf(object, 'conkey'),
    comment: textOf(object, 'description'),
  }
}

export function readExclusion(object: CatalogObject, table: CatalogObject): Exclusion {
  return { ...readKey(object, table), operators: listOf(object, 'conexclop') }
}

export function readCheck(object: CatalogObject, table: CatalogObject): Check {
  return {
    key: keyOf(object),
    name: nameOfPart(object, table),
    expression: textOf(object, 'conbin') ?? '',
    comment: textOf(object, 'description'),
  }
}

export function readForeignKey(object: CatalogObject, table: CatalogObject): ForeignKey {
  const { attributes } = object
  return {
    ...readKey(object, table),
    target: objectKey('table', textOf(object, 'confrelid') ?? ''),
    targetColumns: namesOf(object, 'confkey'),
    onDelete: wordOf(object, 'confdeltype') ?? 'no action',
    onUpdate: wordOf(object, 'confupdtype') ?? 'no action',
    isDeferrable: attributes.condeferrable === true,
    isValidated: attributes.convalidated === true,
  }
}

export function readIndex(object: CatalogObject, table: CatalogObject, constraints: Set<string>): Index {
  const { attributes } = object
  const name = nameOfPart(object, table)
  const columns = fillExpressions(listOf(object, 'indkey'), textOf(object, 'indexprs'))
  const keyCount = Number(attributes.indnkeyatts)
  return {
    key: keyOf(object),
    name,
    method: textOf(object, 'relam') ?? '',
    keys: columns.slice(0, keyCount),
    included: columns.slice(keyCount),
    isUnique: attributes.indisunique === true,
    isValid: attributes.indisvalid === true,
    condition: textOf(object, 'indpred'),
    isOfConstraint: constraints.has(name),
    comment: textOf(object, 'description'),
  }
}

/** Column names without their quotes, and each expression in its place. */
export function fillExpressions(columns: readonly string[], expressions = ''): string[] {
  const texts = splitList(expressions)
  return columns.map(column => (column === '(expression)' ? (texts.shift() ?? column) : unquote(column)))
}

export function readPolicy(object: CatalogObject, table: CatalogObject): Policy {
  return {
    key: keyOf(object),
    name: nameOfPart(object, table),
    command: wordOf(object, 'polcmd') ?? 'all',
    isPermissive: object.attributes.polpermissive === true,
    roles: listOf(object, 'polroles').map(role => (role === '0' ? 'PUBLIC' : role)),
    using: textOf(object, 'polqual'),
    check: textOf(object, 'polwithcheck'),
    comment: textOf(object, 'description'),
  }
}

export function readTrigger(object: CatalogObject, table: CatalogObject): Trigger {
  return {
    key: keyOf(object),
    name: nameOfPart(object, table),
    when: describeTiming(Number(object.attributes.tgtype), namesOf(object, 'tgattr')),
    function: textOf(object, 'tgfoid') ?? '',
    isEnabled: object.attributes.tgenabled !== 'D',
    comment: textOf(object, 'description'),
  }
}

/** The bits of `tgtype`: `TRIGGER_TYPE_*` in the server's `catalog/pg_trigger.h`. */
function describeTiming(bits: number, columns: readonly string[]): string {
  const timing = bits & 2 ? 'before' : bits & 64 ? 'instead of' : 'after'
  const update = columns.length > 0 ? `update of ${columns.join(', ')}` : 'update'
  const events = [
    [4, 'insert'],
    [8, 'delete'],
    [16, update],
    [32, 'truncate'],
  ] as const
  const fired = events.filter(([bit]) => bits & bit).map(([, event]) => event)
  return `${timing} ${fired.join(' or ')}, for each ${bits & 1 ? 'row' : 'statement'}`
}
