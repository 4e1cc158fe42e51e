import { compressions, storages } from '../columns.ts'
import { defineKind } from '../kind.ts'
import { containerName, partName } from '../names.ts'
import { changeOptions, list, text } from '../values.ts'

/** Comes with the query of its view; how it is stored is its own. */
export const materializedViewColumn = defineKind({
  kinds: ['materialized view column'],
  keyword: 'COLUMN',
  rank: 1,
  isBound: true,
  create: () => undefined,
  leaves: 'attstorage attcompression attstattarget attoptions',
  drop: () => undefined,
  rename: (column, name) =>
    `ALTER MATERIALIZED VIEW ${containerName(column)} RENAME COLUMN ${partName(column)} TO ${name}`,
  changes: {
    attstorage: column =>
      alter(column, `SET STORAGE ${storages[text(column, 'attstorage') ?? ''] ?? 'DEFAULT'}`),
    attcompression: column =>
      alter(column, `SET COMPRESSION ${compressions[text(column, 'attcompression') ?? ''] ?? 'default'}`),
    attstattarget: column => alter(column, `SET STATISTICS ${text(column, 'attstattarget') ?? '-1'}`),
    attoptions: (to, from) =>
      changeOptions(list(from, 'attoptions'), list(to, 'attoptions')).map(it => alter(to, it)),
    'type attcollation': () => undefined,
  },
})

function alter(column: Parameters<typeof partName>[0], change: string): string {
  return `ALTER MATERIALIZED VIEW ${containerName(column)} ALTER COLUMN ${partName(column)} ${change}`
}
