import type { CatalogObject } from '../../catalog/index.ts'
import { defineKind } from '../kind.ts'
import { containerName } from '../names.ts'
import { text } from '../values.ts'

/** Is an object only where its statistics are not gathered as they are by default. */
export const indexColumn = defineKind({
  kinds: ['index column'],
  keyword: 'COLUMN',
  rank: 1,
  create: setStatistics,
  drop: column => setStatistics({ ...column, attributes: { position: column.attributes.position! } }),
  changes: {
    attstattarget: setStatistics,
    // These follow from the index.
    'type attcollation attstorage position attislocal': () => undefined,
  },
  rename: null,
})

function setStatistics(column: CatalogObject): string {
  const target = text(column, 'attstattarget') ?? '-1'
  return `ALTER INDEX ${containerName(column)} ALTER COLUMN ${text(column, 'position')} SET STATISTICS ${target}`
}
