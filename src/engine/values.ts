import pg from 'pg'

type Parse = (text: string) => unknown

const asText: Parse = text => text
const asTextArray = pg.types.getTypeParser(1009 as never, 'text') as Parse

/**
 * How values of these types (by OID in `pg_type.dat`) reach JavaScript, where node-postgres' own way loses
 * something: a Date has no microseconds and no infinity, a name[] stays unparsed.
 */
const parsers: Record<number, Parse> = {
  20: parseInt8,
  1003: asTextArray, // name[]
  1082: asText, // date
  1114: asText, // timestamp
  1184: asText, // timestamptz
  1186: asText, // interval
  1016: text =>
    (asTextArray(text) as (string | null)[]).map(item => (item === null ? null : parseInt8(item))),
  1115: asTextArray, // timestamp[]
  1182: asTextArray, // date[]
  1185: asTextArray, // timestamptz[]
}

export function getTypeParser(oid: number, format?: 'text' | 'binary'): Parse {
  return parsers[oid] ?? (pg.types.getTypeParser(oid as never, format as never) as Parse)
}

/** A number where JavaScript can hold it exactly, which counters and sizes are; else the digits. */
function parseInt8(digits: string): number | string {
  const value = Number(digits)
  return Number.isSafeInteger(value) ? value : digits
}
