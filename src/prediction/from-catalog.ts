import {
  type Catalog,
  type CatalogObject,
  groupParts,
  keyOf,
  listOf,
  namesOf,
  readRoutines,
  readTypes,
  splitIdentity,
  splitList,
  textOf,
  wordOf,
} from '../catalog/index.ts'
import { quoteQualified } from '../sql/index.ts'
import { readColumns, readIndex, readTableParts } from './from-catalog-parts.ts'
import {
  type Column,
  emptyModel,
  type Model,
  type Routine,
  type Sequence,
  type Table,
  type TableKind,
  type Use,
} from './model.ts'
import { addRelation, isTable, makeTable, putConstraint } from './names.ts'
import { tieSequence } from './sequences.ts'
import { parseType } from './type-ref.ts'

const tableKinds = new Set(['table', 'foreign table', 'view', 'materialized view'])

/** What the model has fields of its own for. */
const modelled =
  /^(schema|extension|cast|statistics object|publication.*|(.* )?(table|view|column|constraint|index|sequence|type|function|procedure|aggregate|trigger|rule|policy))$/

/** The model of a database that was read; everything in it is there already. */
export function modelOf(catalog: Catalog, major: number): Model {
  const model = emptyModel(major)
  const objects = [...catalog.values()].filter(({ isBuiltIn }) => !isBuiltIn)
  const parts = groupParts(catalog)
  const ofKind = (kind: string) => objects.filter(object => object.kind === kind)
  for (const { identity } of ofKind('schema')) model.schemas.add(splitIdentity(identity)[0]!)
  for (const { identity } of ofKind('extension')) model.extensions.add(splitIdentity(identity)[0]!)
  const tables = new Map<string, Table>()
  for (const object of objects.filter(({ kind }) => tableKinds.has(kind))) {
    const table = beginTable(object)
    tables.set(keyOf(object), table)
    addRelation(model, table)
  }
  for (const object of ofKind('sequence')) addSequence(model, object, tables)
  for (const object of ofKind('index')) readIndex(model, object, tables.get(object.within ?? ''))
  for (const [key, table] of tables) {
    readTableParts(model, table, catalog.get(key)!, parts.get(key) ?? [], catalog)
  }
  for (const object of ofKind('type')) addCompositeType(model, object, catalog)
  linkParents(catalog, tables)
  for (const table of tables.values()) if (table.parents.length === 0) copyForeignKeys(model, table)
  linkIndexes(model, objects)
  for (const object of objects) linkUses(object, tables)
  readUserTypes(model, catalog)
  readModelRoutines(model, catalog, tables)
  readCasts(model, objects)
  for (const object of objects) if (!modelled.test(object.kind)) model.objects.add(keyOf(object))
  for (const object of ofKind('statistics object')) addStatistics(model, object)
  readPublications(model, objects, tables)
  return model
}

function beginTable(object: CatalogObject): Table {
  const { attributes } = object
  const [schema, name] = splitIdentity(object.identity) as [string, string]
  const strategy = wordOf<'list' | 'range' | 'hash'>(object, 'partstrat')
  const kind = strategy === undefined ? (object.kind as TableKind) : 'partitioned table'
  const keys = listOf(object, 'partattrs')
  return {
    ...makeTable({ schema, name }, kind),
    isExisting: true,
    persistence: attributes.relpersistence === 'u' ? 'unlogged' : 'permanent',
    ...(strategy !== undefined && {
      partitioning: {
        strategy,
        columns: namesOf(object, 'partattrs').filter(key => key !== '(expression)'),
        hasExpressions: keys.includes('(expression)'),
      },
    }),
    bound: textOf(object, 'relpartbound'),
    definition: textOf(object, 'definition'),
    hasRowSecurity: attributes.relrowsecurity === true,
    replicaIdentity: readReplicaIdentity(object),
    options: readOptions(object),
    accessMethod: textOf(object, 'relam'),
    tablespace: textOf(object, 'reltablespace'),
    isPopulated: attributes.relispopulated === true,
    ofType: textOf(object, 'reloftype'),
  }
}

function addCompositeType(model: Model, object: CatalogObject, catalog: Catalog): void {
  if (object.attributes.typtype !== 'c') return
  const [schema, name] = splitIdentity(object.identity) as [string, string]
  const table = { ...makeTable({ schema, name }, 'composite type'), isExisting: true }
  table.columns = readColumns(object, 'fields', 'composite type', catalog)
  addRelation(model, table)
}

/** Which index it is, the index says (`readIndex`). */
function readReplicaIdentity(object: CatalogObject): 'default' | 'full' | 'nothing' {
  const word = wordOf<'default' | 'full' | 'nothing' | 'index'>(object, 'relreplident') ?? 'default'
  return word === 'index' ? 'default' : word
}

/** Partitions have the foreign keys of their parent, which a catalog does not repeat. */
function copyForeignKeys(model: Model, { kind, constraints, children }: Table): void {
  if (kind !== 'partitioned table') return
  for (const child of children) {
    for (const constraint of constraints.filter(it => it.kind === 'foreign key')) {
      if (!child.constraints.some(it => it.name === constraint.name)) {
        putConstraint(model, child, { ...constraint, isInherited: true })
      }
    }
    copyForeignKeys(model, child)
  }
}

function readOptions(object: CatalogObject): Map<string, string> {
  return new Map(
    listOf(object, 'reloptions').map(option => {
      const [name = '', ...value] = option.split('=')
      return [name, value.join('=')]
    }),
  )
}

function addSequence(model: Model, object: CatalogObject, tables: ReadonlyMap<string, Table>): void {
  const [schema, name] = splitIdentity(object.identity) as [string, string]
  const table = tables.get(object.within ?? '')
  const [column] = namesOf(object, 'owned_by')
  const type = textOf(object, 'seqtypid') ?? 'bigint'
  const sequence: Sequence = { schema, name, kind: 'sequence', type, isExisting: true, isKnown: true }
  if (table !== undefined && column !== undefined) tieSequence(sequence, table, column)
  addRelation(model, sequence)
}

function linkParents(catalog: Catalog, tables: ReadonlyMap<string, Table>): void {
  for (const [key, table] of tables) {
    for (const identity of listOf(catalog.get(key)!, 'inhparent')) {
      const parent = tables.get(`table ${identity}`) ?? tables.get(`foreign table ${identity}`)
      if (parent === undefined) continue
      table.parents.push(parent)
      parent.children.push(table)
    }
  }
}

function linkIndexes(model: Model, objects: readonly CatalogObject[]): void {
  for (const object of objects.filter(({ kind }) => kind === 'index')) {
    const index = model.relations.get(object.identity)
    for (const identity of listOf(object, 'inhparent')) {
      const parent = model.relations.get(identity)
      if (index === undefined || parent === undefined || !('table' in index) || !('table' in parent)) continue
      index.parent = parent
      parent.children.push(index)
    }
  }
}

/** What the query of a view or the body of a function needs, where the catalog was read with its dependencies. */
function linkUses(
  { kind, identity, within = '', dependsOn = [] }: CatalogObject,
  tables: ReadonlyMap<string, Table>,
) {
  const uses = () => dependsOn.flatMap(key => findUse(key, tables))
  if (kind === 'view' || kind === 'materialized view') {
    const view = tables.get(`${kind} ${identity}`)
    if (view !== undefined) view.uses = uses()
  }
  if (kind !== 'policy' && kind !== 'rule') return
  const owner = tables.get(within)
  const name = splitIdentity(identity)[0]!.replace(/ on .*$/s, '')
  if (owner !== undefined) owner[kind === 'policy' ? 'policies' : 'rules'].push({ name, uses: uses() })
}

/** `table column shop.orders.id` is a column of a table, `table shop.orders` a table. */
function findUse(key: string, tables: ReadonlyMap<string, Table>): Use[] {
  const [, kind, identity] = /^(.*) column (.*)$/.exec(key) ?? []
  const [schema = '', name = '', column] = splitIdentity(identity ?? '')
  const whole = tables.get(key)
  const table = whole ?? tables.get(`${kind} ${quoteQualified(schema, name)}`)
  if (table === undefined) return []
  table.isUsed = true
  return [whole === undefined ? { table, column } : { table }]
}

function columnOfUse(uses: readonly Use[]): string[] {
  return uses.flatMap(({ column }) => (column === undefined ? [] : [column]))
}

function readCasts(model: Model, objects: readonly CatalogObject[]): void {
  for (const object of objects.filter(({ kind }) => kind === 'cast')) {
    const [, from, to] = /^\((.*) AS (.*)\)$/.exec(object.identity) ?? []
    const context = { i: 'implicit', a: 'assignment', e: 'explicit' } as const
    const method = { b: 'binary', f: 'function', i: 'inout' } as const
    const { castcontext, castmethod } = object.attributes
    model.casts.set(`${from}>${to}`, {
      context: context[String(castcontext) as keyof typeof context] ?? 'explicit',
      method: method[String(castmethod) as keyof typeof method] ?? 'function',
      function: textOf(object, 'castfunc'),
    })
  }
}

function readUserTypes(model: Model, catalog: Catalog): void {
  for (const type of readTypes(catalog)) {
    model.types.set(type.identity, {
      ...type,
      isExisting: true,
      isKnown: true,
      base: type.base === undefined ? undefined : parseType(type.base),
      checks: type.checks.map(({ key, name, expression }) => ({
        ...{ name, expression },
        isValid: catalog.get(key)?.attributes.convalidated === true,
      })),
    })
    if (type.kind === 'composite') addRelation(model, makeComposite(type))
  }
}

/** A composite type is a relation as well. */
function makeComposite({ schema, name, fields }: ReturnType<typeof readTypes>[number]): Table {
  const columns = fields.map(
    (field): Column => ({
      name: field.name,
      type: parseType(field.type),
      isNullable: true,
      isInherited: false,
    }),
  )
  return { ...makeTable({ schema, name }, 'composite type'), isExisting: true, columns }
}

function readModelRoutines(model: Model, catalog: Catalog, tables: ReadonlyMap<string, Table>): void {
  for (const routine of readRoutines(catalog)) {
    const object = catalog.get(routine.key)!
    const name = quoteQualified(routine.schema, routine.name)
    const known: Routine = {
      schema: routine.schema,
      name: routine.name,
      kind: routine.kind === 'window function' ? 'function' : routine.kind,
      arguments: splitList(routine.identity.slice(name.length + 1, -1)).map(withoutServersSchema),
      parameters: routine.arguments,
      returns: routine.returns,
      language: routine.language,
      volatility: routine.volatility,
      isSecurityDefiner: routine.isSecurityDefiner,
      settings: routine.settings,
      body: routine.language === 'c' ? undefined : (textOf(object, 'prosqlbody') ?? textOf(object, 'prosrc')),
      isExisting: true,
      uses: (object.dependsOn ?? []).flatMap(key => findUse(key, tables)),
    }
    model.routines.set(name, [...(model.routines.get(name) ?? []), known])
  }
}

/** The server writes it where the name alone might be another type's. */
function withoutServersSchema(type: string): string {
  return type.replace(/^pg_catalog\./, '')
}

function addStatistics(model: Model, object: CatalogObject): void {
  const table = model.relations.get(textOf(object, 'stxrelid') ?? '')
  const [schema, name] = splitIdentity(object.identity) as [string, string]
  if (table !== undefined && isTable(table)) {
    table.statistics.push({ schema, name, columns: namesOf(object, 'stxkeys') })
  }
}

function readPublications(
  model: Model,
  objects: readonly CatalogObject[],
  tables: ReadonlyMap<string, Table>,
): void {
  for (const object of objects.filter(({ kind }) => kind === 'publication')) {
    const { attributes } = object
    const [name] = splitIdentity(object.identity)
    model.publications.set(name!, {
      name: name!,
      isForAllTables: attributes.puballtables === true,
      schemas: [],
      tables: [],
      publishesChanges: attributes.pubupdate === true || attributes.pubdelete === true,
    })
  }
  for (const { identity } of objects.filter(({ kind }) => kind === 'publication namespace')) {
    const [, schema, publication] = /^(.*) in publication (.*)$/.exec(identity) ?? []
    const [name] = splitIdentity(publication ?? '')
    model.publications.get(name ?? '')?.schemas.push(...splitIdentity(schema ?? ''))
  }
  for (const object of objects.filter(({ kind }) => kind === 'publication relation')) {
    const [, relation, publication] = /^(.*) in publication (.*)$/.exec(object.identity) ?? []
    const table = model.relations.get(relation ?? '')
    const owner = model.publications.get(splitIdentity(publication ?? '')[0] ?? '')
    if (table === undefined || !isTable(table) || owner === undefined) continue
    const columns = namesOf(object, 'prattrs')
    owner.tables.push({
      table,
      columns: columns.length > 0 ? columns : undefined,
      hasFilter: textOf(object, 'prqual') !== undefined,
      filterColumns: (object.dependsOn ?? []).flatMap(key => columnOfUse(findUse(key, tables))),
    })
  }
}
