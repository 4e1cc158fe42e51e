import { builtins } from './builtins.gen.ts'
import type { Model, Relation, Table } from './model.ts'
import { identityOf, isIndex, isTable } from './names.ts'
import { formatType } from './type-ref.ts'
import type { Row, Value } from './value.ts'

type Fields = Record<string, Value | undefined>

/**
 * The rows that the model has for one of the server's catalogs or views, such as `pg_constraint`; undefined for one that it
 * knows nothing of. OIDs are qualified names, those of schemas are names. A column that is missing is not known.
 */
export function readVirtualTable(model: Model, name: string): Row[] | undefined {
  const rows = catalogs[name]?.(model)
  return rows?.map(fields => new Map(Object.entries(fields)))
}

const relkinds: Record<Relation['kind'], string> = {
  table: 'r',
  'partitioned table': 'p',
  index: 'i',
  'partitioned index': 'I',
  view: 'v',
  'materialized view': 'm',
  sequence: 'S',
  'foreign table': 'f',
  'composite type': 'c',
}

const constraintTypes = {
  check: { contype: 'c', type: 'CHECK' },
  'foreign key': { contype: 'f', type: 'FOREIGN KEY' },
  'primary key': { contype: 'p', type: 'PRIMARY KEY' },
  unique: { contype: 'u', type: 'UNIQUE' },
  exclusion: { contype: 'x', type: undefined },
  'not null': { contype: 'n', type: 'CHECK' },
} as const

const typtypes = { enum: 'e', domain: 'd', composite: 'c', range: 'r', multirange: 'm', base: 'b' } as const

const catalogs: Record<string, (model: Model) => Fields[]> = {
  pg_namespace: model => [...model.schemas].map(schema => ({ oid: schema, nspname: schema })),
  pg_class: model =>
    [...model.relations.values()].map(relation => ({
      oid: identityOf(relation),
      relname: relation.name,
      relnamespace: relation.schema,
      relkind: relkinds[relation.kind],
      ...(isTable(relation) && {
        relrowsecurity: relation.hasRowSecurity,
        relispartition: relation.bound !== undefined,
        relpersistence: relation.persistence[0],
      }),
    })),
  pg_attribute: model =>
    allColumns(model).map(({ table, column, position }) => ({
      attrelid: identityOf(table),
      attname: column.name,
      attnum: position,
      attnotnull: !column.isNullable,
      attisdropped: false,
      attidentity: column.identity === undefined ? '' : column.identity === 'always' ? 'a' : 'd',
      atttypid: column.type && formatType(column.type),
    })),
  pg_type: model => [
    ...[...model.types.values()].map(({ schema, name, kind }) => ({
      oid: identityOf({ schema, name }),
      typname: name,
      typnamespace: schema,
      typtype: typtypes[kind],
    })),
    ...tables(model).map(table => ({
      oid: identityOf(table),
      typname: table.name,
      typnamespace: table.schema,
      typtype: 'c',
    })),
    ...Object.entries(builtins.types).map(([typname, { name }]) => ({
      oid: name,
      typname,
      typnamespace: 'pg_catalog',
    })),
  ],
  pg_enum: model =>
    [...model.types.values()].flatMap(type =>
      type.labels.map(enumlabel => ({ enumtypid: identityOf(type), enumlabel })),
    ),
  pg_constraint: model => [
    ...allConstraints(model).map(({ table, constraint }) => ({
      oid: `${identityOf(table)}.${constraint.name}`,
      conname: constraint.name,
      connamespace: table.schema,
      conrelid: identityOf(table),
      contypid: '0',
      contype: constraintTypes[constraint.kind].contype,
      convalidated: constraint.isValid,
      confrelid: constraint.target === undefined ? '0' : identityOf(constraint.target.table),
    })),
    ...[...model.types.values()].flatMap(type =>
      type.checks.map(({ name, isValid }) => ({
        conname: name,
        connamespace: type.schema,
        conrelid: '0',
        contypid: identityOf(type),
        contype: 'c',
        convalidated: isValid,
      })),
    ),
  ],
  pg_index: model =>
    indexes(model).map(index => ({
      indexrelid: identityOf(index),
      indrelid: identityOf(index.table),
      indisvalid: index.isValid,
      indisunique: index.isUnique,
      indisprimary: index.isPrimary,
    })),
  pg_indexes: model =>
    indexes(model).map(({ schema, name, table }) => ({
      schemaname: schema,
      tablename: table.name,
      indexname: name,
    })),
  pg_tables: model =>
    tables(model, 'table', 'partitioned table').map(({ schema, name, hasRowSecurity }) => ({
      schemaname: schema,
      tablename: name,
      rowsecurity: hasRowSecurity,
    })),
  pg_views: model =>
    tables(model, 'view').map(({ schema, name }) => ({ schemaname: schema, viewname: name })),
  pg_matviews: model =>
    tables(model, 'materialized view').map(({ schema, name }) => ({ schemaname: schema, matviewname: name })),
  pg_sequences: model =>
    sequences(model).map(({ schema, name }) => ({ schemaname: schema, sequencename: name })),
  pg_trigger: model =>
    tables(model).flatMap(table =>
      table.triggers.map(({ name }) => ({
        tgname: name,
        tgrelid: identityOf(table),
        tgisinternal: false,
        tgenabled: undefined,
      })),
    ),
  pg_policy: model =>
    tables(model).flatMap(table =>
      table.policies.map(({ name }) => ({ polname: name, polrelid: identityOf(table) })),
    ),
  pg_policies: model =>
    tables(model).flatMap(({ schema, name, policies }) =>
      policies.map(policy => ({ schemaname: schema, tablename: name, policyname: policy.name })),
    ),
  pg_rules: model =>
    tables(model).flatMap(({ schema, name, rules }) =>
      rules.map(rule => ({ schemaname: schema, tablename: name, rulename: rule.name })),
    ),
  pg_proc: model =>
    [...model.routines.values()].flat().map(({ schema, name, kind }) => ({
      proname: name,
      pronamespace: schema,
      prokind: { function: 'f', procedure: 'p', aggregate: 'a' }[kind],
    })),
  pg_extension: model => [...model.extensions].map(extname => ({ extname })),
  pg_publication: model => [...model.publications.keys()].map(pubname => ({ oid: pubname, pubname })),
  pg_publication_tables: model =>
    [...model.publications.values()].flatMap(publication =>
      publication.tables.map(({ table }) => ({
        pubname: publication.name,
        schemaname: table.schema,
        tablename: table.name,
      })),
    ),
  'information_schema.schemata': model => [...model.schemas].map(schema_name => ({ schema_name })),
  'information_schema.tables': model =>
    tables(model, 'table', 'partitioned table', 'view', 'foreign table').map(({ schema, name, kind }) => ({
      table_schema: schema,
      table_name: name,
      table_type: kind === 'view' ? 'VIEW' : kind === 'foreign table' ? 'FOREIGN' : 'BASE TABLE',
    })),
  'information_schema.views': model =>
    tables(model, 'view').map(({ schema, name }) => ({ table_schema: schema, table_name: name })),
  'information_schema.columns': model =>
    allColumns(model)
      .filter(({ table }) => table.kind !== 'materialized view' && table.kind !== 'composite type')
      .map(({ table, column, position }) => ({
        table_schema: table.schema,
        table_name: table.name,
        column_name: column.name,
        ordinal_position: position,
        is_nullable: column.isNullable ? 'YES' : 'NO',
        is_identity: column.identity === undefined ? 'NO' : 'YES',
        is_generated: column.generated === undefined ? 'NEVER' : 'ALWAYS',
        column_default: column.default ?? null,
        data_type: dataType(model, column.type),
        character_maximum_length: /^character/.test(column.type?.name ?? '')
          ? (column.type?.modifiers[0] ?? null)
          : undefined,
      })),
  'information_schema.table_constraints': model =>
    allConstraints(model).map(({ table, constraint }) => ({
      constraint_schema: table.schema,
      constraint_name: constraint.name,
      table_schema: table.schema,
      table_name: table.name,
      constraint_type: constraintTypes[constraint.kind].type,
    })),
  'information_schema.key_column_usage': model =>
    allConstraints(model)
      .filter(({ constraint: { kind } }) => kind !== 'check' && kind !== 'not null')
      .flatMap(({ table, constraint }) =>
        constraint.columns.map(column_name => ({
          constraint_schema: table.schema,
          constraint_name: constraint.name,
          table_schema: table.schema,
          table_name: table.name,
          column_name,
        })),
      ),
  'information_schema.triggers': model =>
    tables(model).flatMap(({ schema, name, triggers }) =>
      triggers.map(trigger => ({
        trigger_schema: schema,
        trigger_name: trigger.name,
        event_object_schema: schema,
        event_object_table: name,
      })),
    ),
  'information_schema.routines': model =>
    [...model.routines.values()]
      .flat()
      .map(({ schema, name }) => ({ routine_schema: schema, routine_name: name })),
  'information_schema.sequences': model =>
    sequences(model).map(({ schema, name }) => ({ sequence_schema: schema, sequence_name: name })),
}

function tables(model: Model, ...kinds: Table['kind'][]): Table[] {
  return [...model.relations.values()]
    .filter(isTable)
    .filter(({ kind }) => kinds.length === 0 || kinds.includes(kind))
}

function indexes(model: Model) {
  return [...model.relations.values()].filter(isIndex)
}

function sequences(model: Model) {
  return [...model.relations.values()].filter(({ kind }) => kind === 'sequence')
}

function allColumns(model: Model) {
  return tables(model).flatMap(table =>
    table.columns.map((column, i) => ({ table, column, position: i + 1 })),
  )
}

function allConstraints(model: Model) {
  return tables(model).flatMap(table => table.constraints.map(constraint => ({ table, constraint })))
}

function dataType(model: Model, type: Table['columns'][number]['type']): string | undefined {
  if (type === undefined) return undefined
  if (type.isArray) return 'ARRAY'
  return model.types.has(type.name) ? 'USER-DEFINED' : type.name
}
