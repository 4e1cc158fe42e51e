import { z } from 'zod'

/**
 * What `pgwright dictionary --format json` prints, for `schema/dictionary.schema.json`: the one place here that loads zod,
 * so import it only when it is needed. The tests hold it to the types of `dictionary.ts`.
 */

const about = {
  comment: z.string().optional().describe('The comment, without lines such as `@owner payments`.'),
  responsible: z.string().optional().describe('Who answers for it, such as a team.'),
  tags: z.array(z.string()),
  notes: z.array(z.string()).describe('What the configuration says about it.'),
}
const key = z.string().describe('Kind and name, unique in the database: `table shop.orders`.')
const identity = z.string().describe('The name as SQL needs it, qualified and quoted.')
const privileges = z
  .array(z.string())
  .describe('What was granted or taken since it was made: `SELECT to reader`.')
const named = { key, identity, schema: z.string(), name: z.string(), owner: z.string(), ...about }
const part = { key, name: z.string(), comment: z.string().optional() }
const columns = z.array(z.string())

const column = z
  .strictObject({
    key,
    name: z.string(),
    type: z.string(),
    isNullable: z.boolean(),
    isPrimaryKey: z.boolean(),
    default: z.string().optional(),
    identity: z.enum(['always', 'by default']).optional(),
    generated: z.strictObject({ as: z.string(), how: z.enum(['stored', 'virtual']) }).optional(),
    privileges,
    references: z.array(z.strictObject({ table: key, column: z.string() })),
    ...about,
  })
  .meta({ id: 'Column' })

const constraintKey = z.strictObject({ ...part, columns })
const check = z.strictObject({ ...part, expression: z.string() }).meta({ id: 'Check' })
const action = z.enum(['no action', 'restrict', 'cascade', 'set null', 'set default'])

const foreignKey = z
  .strictObject({
    ...part,
    columns,
    target: key,
    targetColumns: columns,
    onDelete: action,
    onUpdate: action,
    isDeferrable: z.boolean(),
    isValidated: z.boolean(),
  })
  .meta({ id: 'ForeignKey' })

const index = z
  .strictObject({
    ...part,
    method: z.string(),
    keys: columns,
    included: columns,
    isUnique: z.boolean(),
    isValid: z.boolean(),
    condition: z.string().optional(),
    isOfConstraint: z.boolean(),
  })
  .meta({ id: 'Index' })

const policy = z
  .strictObject({
    ...part,
    command: z.enum(['all', 'select', 'insert', 'update', 'delete']),
    isPermissive: z.boolean(),
    roles: z.array(z.string()),
    using: z.string().optional(),
    check: z.string().optional(),
  })
  .meta({ id: 'Policy' })

const trigger = z
  .strictObject({ ...part, when: z.string(), function: z.string(), isEnabled: z.boolean() })
  .meta({ id: 'Trigger' })

const table = z
  .strictObject({
    ...named,
    kind: z.enum(['table', 'partitioned table', 'foreign table', 'view', 'materialized view']),
    privileges,
    isUnlogged: z.boolean(),
    definition: z.string().optional(),
    server: z.string().optional(),
    columns: z.array(column),
    primaryKey: constraintKey.optional(),
    uniques: z.array(constraintKey),
    exclusions: z.array(z.strictObject({ ...part, columns, operators: z.array(z.string()) })),
    checks: z.array(check),
    foreignKeys: z.array(foreignKey),
    referencedBy: z.array(z.strictObject({ table: key, constraint: z.string() })),
    indexes: z.array(index),
    partitioning: z.strictObject({ strategy: z.enum(['list', 'range', 'hash']), keys: columns }).optional(),
    partitions: z.array(z.strictObject({ identity, bound: z.string() })),
    inherits: z.array(key),
    rowSecurity: z.enum(['off', 'on', 'forced']),
    policies: z.array(policy),
    triggers: z.array(trigger),
    usedBy: z.array(key).describe('Views and functions whose definitions name it.'),
    rules: z.array(z.string()),
  })
  .meta({ id: 'Table' })

const type = z
  .strictObject({
    ...named,
    kind: z.enum(['enum', 'domain', 'composite', 'range', 'multirange', 'base']),
    labels: z.array(z.string()),
    base: z.string().optional(),
    isNullable: z.boolean(),
    default: z.string().optional(),
    checks: z.array(check),
    fields: z.array(z.strictObject({ name: z.string(), type: z.string(), comment: z.string().optional() })),
    usedBy: z.array(z.strictObject({ key, part: z.string().optional() })),
  })
  .meta({ id: 'Type' })

const routine = z
  .strictObject({
    ...named,
    kind: z.enum(['function', 'procedure', 'aggregate', 'window function']),
    privileges,
    arguments: z.array(z.string()),
    returns: z.string().optional(),
    language: z.string(),
    volatility: z.enum(['immutable', 'stable', 'volatile']),
    parallel: z.enum(['safe', 'restricted', 'unsafe']),
    isSecurityDefiner: z.boolean(),
    isStrict: z.boolean(),
    settings: z.array(z.string()),
  })
  .meta({ id: 'Routine' })

const sequence = z
  .strictObject({
    ...named,
    privileges,
    type: z.string(),
    start: z.string(),
    increment: z.string(),
    least: z.string(),
    most: z.string(),
    isCycle: z.boolean(),
  })
  .meta({ id: 'Sequence' })

const share = z.strictObject({ commented: z.int(), all: z.int() })

export const dictionarySchema = z
  .strictObject({
    format: z.literal('pgwright dictionary'),
    version: z.literal(1),
    title: z.string(),
    postgres: z.int().describe('The major version.'),
    about: z.strictObject(about),
    coverage: z.strictObject({ tables: share, columns: share, percent: z.int().min(0).max(100) }),
    schemas: z.array(z.strictObject({ key, name: z.string(), owner: z.string(), privileges, ...about })),
    tables: z.array(table),
    types: z.array(type),
    routines: z.array(routine),
    sequences: z.array(sequence),
    extensions: z.array(
      z.strictObject({
        key,
        name: z.string(),
        schema: z.string(),
        version: z.string(),
        members: z.record(z.string(), z.int()).describe('How many objects of each kind it brought.'),
        ...about,
      }),
    ),
    others: z.array(z.strictObject({ key, kind: z.string(), identity: z.string(), ...about })),
  })
  .describe('What pgwright dictionary prints with --format json: a database for those who work with it.')
