import type { CatalogObject } from '../../catalog/index.ts'
import { defineKind } from '../kind.ts'
import { flag, text, words } from '../values.ts'

/**
 * What is published and how; which tables and schemas are objects of their own.
 * @see https://www.postgresql.org/docs/18/sql-createpublication.html
 */
export const publication = defineKind({
  kinds: ['publication'],
  rank: 80,
  create: object =>
    words(
      `CREATE PUBLICATION ${object.identity}`,
      flag(object, 'puballtables') && 'FOR ALL TABLES',
      `WITH (${describeOptions(object)})`,
    ),
  changes: {
    'pubinsert pubupdate pubdelete pubtruncate pubviaroot pubgencols': object =>
      `ALTER PUBLICATION ${object.identity} SET (${describeOptions(object)})`,
  },
})

const events = ['insert', 'update', 'delete', 'truncate']

const generatedColumns: Record<string, string> = { n: 'none', s: 'stored' }

function describeOptions(object: CatalogObject): string {
  const columns = text(object, 'pubgencols')
  return [
    `publish = '${events.filter(it => flag(object, `pub${it}`)).join(', ')}'`,
    `publish_via_partition_root = ${flag(object, 'pubviaroot')}`,
    ...(columns === undefined ? [] : [`publish_generated_columns = ${generatedColumns[columns]}`]),
  ].join(', ')
}
