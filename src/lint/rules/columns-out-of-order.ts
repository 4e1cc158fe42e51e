import { formatRangeVar } from '../../sql/index.ts'
import { defineRule } from '../rule.ts'

/** Where a value begins, in bytes, and how long it is (`pg_type.typalign` and `typlen`); others vary in length. */
const layouts: Record<string, { alignBytes: number; lengthBytes: number }> = {
  boolean: { alignBytes: 1, lengthBytes: 1 },
  smallint: { alignBytes: 2, lengthBytes: 2 },
  integer: { alignBytes: 4, lengthBytes: 4 },
  real: { alignBytes: 4, lengthBytes: 4 },
  date: { alignBytes: 4, lengthBytes: 4 },
  bigint: { alignBytes: 8, lengthBytes: 8 },
  'double precision': { alignBytes: 8, lengthBytes: 8 },
  'timestamp with time zone': { alignBytes: 8, lengthBytes: 8 },
  'timestamp without time zone': { alignBytes: 8, lengthBytes: 8 },
  'time without time zone': { alignBytes: 8, lengthBytes: 8 },
  interval: { alignBytes: 8, lengthBytes: 16 },
  uuid: { alignBytes: 1, lengthBytes: 16 },
}
const notableBytes = 8

export const columnsOutOfOrder = defineRule({
  name: 'columns-out-of-order',
  group: 'performance',
  severity: 'info',
  summary: 'The order of the columns makes every row of a new table longer than it need be.',
  why: `
    A value begins at a multiple of its alignment, so after a \`boolean\` a \`bigint\` leaves seven bytes empty, in every row. The
    longest fixed types first, then the shorter ones, then those of any length: then nothing is left empty.`,
  sources: ['https://www.postgresql.org/docs/current/storage-page-layout.html#STORAGE-TUPLE-LAYOUT'],
  isOptional: true,
  examples: {
    bad: [
      {
        title: 'One long, one short',
        up: 'create table shop.log (a boolean, b bigint, c boolean, d bigint);',
      },
    ],
    good: [
      { title: 'Long ones first', up: 'create table shop.log (b bigint, d bigint, a boolean, c boolean);' },
    ],
  },
  checkStatement: scene => {
    const { statement } = scene
    if (!('CreateStmt' in statement.node)) return []
    const columns = scene.columns.flatMap(({ name, type }) => {
      const layout = type.isArray ? undefined : layouts[type.name]
      return layout === undefined ? [] : [{ name, ...layout }]
    })
    const ordered = columns.toSorted((a, b) => b.alignBytes - a.alignBytes)
    const wastedBytes = paddedLength(columns) - paddedLength(ordered)
    if (wastedBytes < notableBytes) return []
    const table = formatRangeVar(statement.node.CreateStmt.relation ?? {})
    return [
      {
        message: `Another order of its columns makes every row of ${table} ${wastedBytes} bytes shorter`,
        location: statement.location,
        object: `table ${table}`,
        evidence: { wastedBytes },
        remedy: { title: `Begin with ${ordered.map(({ name }) => name).join(', ')}` },
      },
    ]
  },
})

function paddedLength(columns: readonly { alignBytes: number; lengthBytes: number }[]): number {
  return columns.reduce(
    (end, { alignBytes, lengthBytes }) => Math.ceil(end / alignBytes) * alignBytes + lengthBytes,
    0,
  )
}
