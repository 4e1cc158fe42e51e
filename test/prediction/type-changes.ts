/** Types that a column is made of and changed to. */
const types = [
  ...[
    'smallint',
    'integer',
    'bigint',
    'real',
    'double precision',
    'numeric',
    'numeric(10,2)',
    'numeric(12,2)',
  ],
  ...[
    'numeric(12,3)',
    'money',
    'text',
    'varchar',
    'varchar(20)',
    'varchar(50)',
    'char(10)',
    'char(20)',
    'bpchar',
  ],
  ...['name', '"char"', 'bytea', 'boolean', 'bit(4)', 'bit(8)', 'varbit', 'varbit(8)', 'varbit(16)'],
  ...[
    'date',
    'time',
    'time(3)',
    'timetz',
    'timestamp',
    'timestamp(3)',
    'timestamp(0)',
    'timestamptz',
    'timestamptz(3)',
  ],
  ...[
    'interval',
    'interval(3)',
    'interval day to second',
    'interval year to month',
    'interval day to second(2)',
  ],
  ...[
    'uuid',
    'json',
    'jsonb',
    'xml',
    'inet',
    'cidr',
    'macaddr',
    'oid',
    'regclass',
    'point',
    'int4range',
    'tsvector',
  ],
  ...['shop.mood', 'shop.label', 'shop.short_label', 'shop.positive', 'shop.place'],
  ...['text[]', 'varchar(10)[]', 'varchar(20)[]', 'integer[]', 'bigint[]', 'shop.mood[]'],
]

const unindexed = /^(json|xml|point|shop.place)$/

/** The tables for `listTypeChanges()`: a column of each type, plain and with an index. */
export const typeSchema = `
create table shop.kinds (${types.map((type, i) => `c${i} ${type}`).join(', ')});
create table shop.indexed_kinds (${types.map((type, i) => `c${i} ${type}`).join(', ')});
insert into shop.kinds default values;
insert into shop.indexed_kinds default values;
${types
  .flatMap((type, i) => (unindexed.test(type) ? [] : [`create index k${i} on shop.indexed_kinds (c${i});`]))
  .join('\n')}
`

export function listTypeChanges(): string[] {
  return types.flatMap((from, i) =>
    types
      .filter(to => to !== from)
      .flatMap(to => [
        `alter table shop.kinds alter column c${i} type ${to}`,
        `alter table shop.indexed_kinds alter column c${i} type ${to}`,
        `alter table shop.kinds alter column c${i} type ${to} using c${i}::${to}`,
        `alter table shop.kinds alter column c${i} type ${to} using c${i}::text::${to}`,
      ]),
  )
}
