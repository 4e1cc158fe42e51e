import { splitIdentity } from '../catalog/index.ts'
import { type Node, parseExpression, parseNodes, quoteQualified, stringsOf, walkNodes } from '../sql/index.ts'
import type {
  Column,
  Constraint,
  Dependant,
  Index,
  Model,
  Relation,
  Routine,
  Sequence,
  Statistics,
  Table,
  Trigger,
  Use,
  UserType,
} from './model.ts'
import { findRoutines, identityOf, isIndex, isTable } from './names.ts'
import { describeRoutine } from './routines.ts'
import { sequencesOf } from './sequences.ts'

/** Whatever DROP can take away, by itself or with something else. */
export type DatabaseObject =
  | { kind: 'relation'; relation: Relation }
  | { kind: 'column'; table: Table; column: Column }
  | { kind: 'default'; table: Table; column: Column }
  | { kind: 'constraint'; table: Table; constraint: Constraint }
  | { kind: 'trigger'; table: Table; trigger: Trigger }
  | { kind: 'rule' | 'policy'; table: Table; dependant: Dependant }
  | { kind: 'statistics'; table: Table; statistics: Statistics }
  | { kind: 'routine'; routine: Routine }
  | { kind: 'type'; type: UserType }
  | { kind: 'cast'; cast: string }

/** What needs an object. */
export interface Dependent {
  object: DatabaseObject
  /** It goes along without a word; otherwise DROP refuses unless CASCADE is said. */
  isAutomatic: boolean
}

/**
 * What needs an object directly, as `pg_depend` would have it. Parts of a table that nobody else can see (its columns,
 * triggers, policies, statistics) go with it and are not listed.
 */
export function dependentsOf(model: Model, object: DatabaseObject): Dependent[] {
  switch (object.kind) {
    case 'relation': {
      const { relation } = object
      if (isTable(relation)) return [...partsOf(model, relation), ...usersOf(model, { table: relation })]
      return isIndex(relation) ? dependentsOfIndex(model, relation) : usersOfSequence(model, relation)
    }
    case 'column':
      return dependentsOfColumn(model, object.table, object.column)
    case 'constraint':
      return dependentsOfConstraint(model, object.table, object.constraint)
    case 'trigger':
      return copiesOf(object.table, object.trigger).map(automatic)
    case 'routine':
      return [
        ...triggersCalling(model, object.routine),
        ...usersOfRoutine(model, object.routine),
        ...castsBy(model, object.routine),
      ].map(needed)
    case 'type':
      return usersOfType(model, identityOf(object.type)).map(needed)
    default:
      return []
  }
}

const automatic = (object: DatabaseObject): Dependent => ({ object, isAutomatic: true })
const needed = (object: DatabaseObject): Dependent => ({ object, isAutomatic: false })
const asRelation = (relation: Relation): DatabaseObject => ({ kind: 'relation', relation })

/** All tables, views and the like of the model. */
export function tablesOf({ relations }: Model): Table[] {
  return [...relations.values()].filter(isTable)
}

/** The foreign keys that point to a table, or to what it is a partition of, each with the table that has it. */
export function foreignKeysTo(model: Model, table: Table): { table: Table; constraint: Constraint }[] {
  const targets = new Set([table, ...partitionedAncestors(table)])
  return tablesOf(model).flatMap(it =>
    it.constraints
      .filter(({ target }) => target !== undefined && targets.has(target.table))
      .map(constraint => ({ table: it, constraint })),
  )
}

function partitionedAncestors({ bound, parents }: Table): Table[] {
  return bound === undefined ? [] : parents.flatMap(it => [it, ...partitionedAncestors(it)])
}

function partsOf(model: Model, table: Table): Dependent[] {
  const isPartitioned = table.kind === 'partitioned table'
  return [
    ...[...table.indexes, ...sequencesOf(model, table)].map(asRelation).map(automatic),
    ...table.children.map(child => ({ object: asRelation(child), isAutomatic: isPartitioned })),
  ]
}

/** What uses a table, or one column of it, from elsewhere. */
function usersOf(model: Model, use: Use): Dependent[] {
  const { table, column } = use
  const isUsed = ({ uses }: { uses: readonly Use[] }) =>
    uses.some(it => it.table === table && (column === undefined || it.column === column))
  const tables = tablesOf(model).filter(it => it !== table || column !== undefined)
  return [
    ...tables.filter(isUsed).map(asRelation),
    ...tables.flatMap(it => [
      ...it.rules.filter(isUsed).map(rule => ({ kind: 'rule', table: it, dependant: rule }) as const),
      ...it.policies
        .filter(isUsed)
        .map(policy => ({ kind: 'policy', table: it, dependant: policy }) as const),
    ]),
    ...foreignKeysTo(model, table)
      .filter(it => column === undefined || it.constraint.target?.columns.includes(column))
      .map(it => ({ kind: 'constraint', ...it }) as const),
    ...[...model.routines.values()].flat().filter(isUsed).map(asRoutine),
    ...(column === undefined ? usersOfType(model, identityOf(table)) : []),
  ].map(needed)
}

const asRoutine = (routine: Routine): DatabaseObject => ({ kind: 'routine', routine })

/** Columns, routines, domains and ranges of a type, or of a row of a table. */
function usersOfType(model: Model, identity: string): DatabaseObject[] {
  const isOfType = (type = '') => type.replace(/^SETOF |\[\]$/g, '') === identity
  return [
    ...tablesOf(model).flatMap(table =>
      table.ofType === identity
        ? [asRelation(table)]
        : table.columns
            .filter(({ type }) => type?.name === identity)
            .map(column => ({ kind: 'column', table, column }) as const),
    ),
    ...[...model.routines.values()]
      .flat()
      .filter(it => isOfType(it.returns) || it.arguments.some(isOfType))
      .map(asRoutine),
    ...[...model.types.values()]
      .filter(({ base }) => base?.name === identity)
      .map(type => ({ kind: 'type', type }) as const),
  ]
}

function triggersCalling(model: Model, routine: Routine): DatabaseObject[] {
  return tablesOf(model).flatMap(table =>
    table.triggers
      .filter(trigger => trigger.function === identityOf(routine))
      .map(trigger => ({ kind: 'trigger', table, trigger }) as const),
  )
}

/** A trigger for each row of a partitioned table is on every partition, and goes with it. */
function copiesOf({ kind, children }: Table, { name, isRow }: Trigger): DatabaseObject[] {
  if (kind !== 'partitioned table' || !isRow) return []
  return children.flatMap(table =>
    table.triggers
      .filter(trigger => trigger.name === name)
      .map(trigger => ({ kind: 'trigger', table, trigger }) as const),
  )
}

function castsBy({ casts }: Model, routine: Routine): DatabaseObject[] {
  const { identity } = describeRoutine(routine)
  return [...casts]
    .filter(([, cast]) => cast.function === identity)
    .map(([cast]) => ({ kind: 'cast', cast }) as const)
}

/** Whatever has an expression that calls it. */
function usersOfRoutine(model: Model, routine: Routine): DatabaseObject[] {
  return tablesOf(model).flatMap((table): DatabaseObject[] => {
    const isCalling = (text = '') => doesCall(model, text, routine, table)
    return [
      ...(isCalling(table.definition) ? [asRelation(table)] : []),
      ...table.columns.flatMap((column): DatabaseObject[] => {
        if (isCalling(column.generated?.as)) return [{ kind: 'column', table, column }]
        return isCalling(column.default) ? [{ kind: 'default', table, column }] : []
      }),
      ...table.constraints
        .filter(({ expression }) => isCalling(expression))
        .map(constraint => ({ kind: 'constraint', table, constraint }) as const),
      ...table.indexes
        .filter(
          ({ keys, condition }) =>
            isCalling(condition?.text) || keys.some(key => 'expression' in key && isCalling(key.expression)),
        )
        .map(asRelation),
    ]
  })
}

/** Most texts do not even have the name in them. */
function doesCall(model: Model, text: string, routine: Routine, table: Table): boolean {
  if (!text.includes(routine.name)) return false
  let isCalled = false
  walkNodes(parseNodes(text) ?? parseExpression(text), node => {
    if (!('FuncCall' in node)) return
    const { funcname, args = [] } = node.FuncCall
    isCalled ||= findRoutines(model, stringsOf(funcname)).includes(routine) && takes(routine, args, table)
  })
  return isCalled
}

/** Whether a call may be of this routine and not of another with its name: as far as the arguments are columns or numbers. */
function takes(routine: Routine, args: readonly Node[], table: Table): boolean {
  const columns = [table, ...table.uses.map(use => use.table)].flatMap(it => it.columns)
  return args.every((arg, i) => {
    const wanted = routine.arguments[i]
    if (wanted === undefined) return false
    if ('A_Const' in arg) return arg.A_Const.ival === undefined || !/^(text|character)/.test(wanted)
    if (!('ColumnRef' in arg)) return true
    const name = stringsOf(arg.ColumnRef.fields).at(-1)
    const types = columns.flatMap(column => (column.name === name && column.type ? column.type.name : []))
    return types.length === 0 || types.includes(wanted)
  })
}

function usersOfSequence(model: Model, sequence: Sequence): Dependent[] {
  return tablesOf(model).flatMap(table =>
    table.columns
      .filter(column => namesSequence(column.default, sequence))
      .map(column => needed({ kind: 'default', table, column })),
  )
}

/** Whether a default takes its value from a sequence: `nextval('app.numbers'::regclass)`. */
function namesSequence(expression: string | undefined, { schema, name }: Sequence): boolean {
  const [, quoted] = /nextval\('((?:[^']|'')+)'::regclass\)/.exec(expression ?? '') ?? []
  if (quoted === undefined) return false
  const parts = splitIdentity(quoted.replaceAll("''", "'"))
  return quoteQualified(...parts) === quoteQualified(...[schema, name].slice(-parts.length))
}

function dependentsOfColumn(model: Model, table: Table, column: Column): Dependent[] {
  const { name } = column
  const [indexes, constraints] = [
    table.indexes.filter(index => columnsOfIndex(index).includes(name)),
    table.constraints.filter(it => it.kind !== 'not null' && it.columns.includes(name)),
  ]
  const triggers = table.triggers.filter(
    it => it.columns.includes(name) || it.conditionColumns.includes(name),
  )
  const statistics = table.statistics.filter(it => it.columns.includes(name))
  return [
    ...indexes.map(asRelation).map(automatic),
    ...constraints.map(constraint => automatic({ kind: 'constraint', table, constraint })),
    ...sequencesOf(model, table, name).map(asRelation).map(automatic),
    ...statistics.map(it => automatic({ kind: 'statistics', table, statistics: it })),
    ...triggers.map(trigger => needed({ kind: 'trigger', table, trigger })),
    ...usersOf(model, { table, column: name }),
  ]
}

/** Every column whose change an index feels. */
export function columnsOfIndex({ keys, included, condition }: Index): string[] {
  return [
    ...keys.flatMap(key => ('column' in key ? [key.column] : key.columns)),
    ...included,
    ...(condition?.columns ?? []),
  ]
}

function dependentsOfConstraint(model: Model, table: Table, constraint: Constraint): Dependent[] {
  const index = constraint.index
  const parts = foreignKeyParts(table, constraint).map(it => automatic({ kind: 'constraint', ...it }))
  if (index === undefined) return parts
  return [automatic(asRelation(index)), ...foreignKeysUsing(model, index)]
}

function dependentsOfIndex(model: Model, index: Index): Dependent[] {
  const { table } = index
  const constraint = table.constraints.find(it => it.index === index)
  return [
    ...index.children.map(asRelation).map(automatic),
    ...(constraint === undefined ? [] : [automatic({ kind: 'constraint', table, constraint })]),
    ...foreignKeysUsing(model, index),
  ]
}

/** A foreign key needs the unique index of the columns that it points to. */
function foreignKeysUsing(model: Model, index: Index): Dependent[] {
  if (!index.isUnique) return []
  const columns = new Set(index.keys.map(key => ('column' in key ? key.column : undefined)))
  return foreignKeysTo(model, index.table)
    .filter(({ constraint: { target } }) => isSame(columns, target!.columns))
    .map(it => needed({ kind: 'constraint', ...it }))
}

function isSame(columns: ReadonlySet<unknown>, others: readonly string[]): boolean {
  return columns.size === others.length && others.every(column => columns.has(column))
}

/**
 * A foreign key of a partitioned table is in each partition too, and one to a partitioned table has a constraint to each
 * of its partitions; they come and go together.
 */
function foreignKeyParts(table: Table, { kind, name, columns, target }: Constraint) {
  if (kind !== 'foreign key' || target === undefined) return []
  const isPart = (it: Constraint) =>
    it.kind === kind &&
    it.columns.join() === columns.join() &&
    it.target !== undefined &&
    (target.table.parents.includes(it.target.table) || it.target.table.parents.includes(target.table))
  const own = table.constraints.filter(isPart).map(constraint => ({ table, constraint }))
  const inherited = table.children.flatMap(child =>
    child.constraints
      .filter(it => it.kind === kind && it.isInherited && it.target?.table === target.table)
      .filter(it => it.name === name || it.columns.join() === columns.join())
      .map(constraint => ({ table: child, constraint })),
  )
  return [...own, ...inherited]
}
