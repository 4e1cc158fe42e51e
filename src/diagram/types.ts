/** PostgreSQL's own short names of types. */
const shortNames: [RegExp, string][] = [
  [/^character varying/, 'varchar'],
  [/^character\b/, 'char'],
  [/^bit varying/, 'varbit'],
  [/^(timestamp|time)(\(\d\))? without time zone/, '$1$2'],
  [/^(timestamp|time)(\(\d\))? with time zone/, '$1tz$2'],
]

/** A type as people write it: short, and without the schema that its table is in as well. */
export function shortenType(type: string, schema: string): string {
  const local = type.startsWith(`${schema}.`) ? type.slice(schema.length + 1) : type
  return shortNames.reduce((name, [long, short]) => name.replace(long, short), local)
}
