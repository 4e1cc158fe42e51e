import { quoteQualified } from '../../sql/index.ts'
import { briefly, defineRemedy } from '../remedy.ts'
import { existingTable } from '../targets.ts'

export const tableBehindView = defineRemedy({
  name: 'table-behind-view',
  summary: 'Keep the old name as a view until nobody asks for it',
  cures: ['name-taken-away'],
  sources: ['https://www.postgresql.org/docs/current/sql-createview.html#SQL-CREATEVIEW-UPDATABLE-VIEWS'],
  examples: [
    { title: 'A new name', up: 'alter table shop.items rename to order_items' },
    {
      title: 'Names that need quotes',
      up: 'alter table shop."My Table" rename to "Your ""Table"',
      setup: 'create table shop."My Table" (id int primary key, "select" text);',
    },
    {
      title: 'Another schema',
      up: 'alter table shop.items set schema archive',
      setup: 'create schema archive;',
    },
  ],
  build(scene) {
    const { node, text } = scene.statement
    const moved =
      'RenameStmt' in node
        ? node.RenameStmt
        : 'AlterObjectSchemaStmt' in node
          ? node.AlterObjectSchemaStmt
          : undefined
    if (moved?.relation === undefined) return undefined
    if ('renameType' in moved && moved.renameType !== 'OBJECT_TABLE') return undefined
    if ('objectType' in moved && moved.objectType !== 'OBJECT_TABLE') return undefined
    const table = existingTable(scene, moved.relation)
    if (table === undefined || table.kind === 'foreign table') return undefined
    const { newname = table.name } = 'newname' in moved ? moved : {}
    const { newschema = table.schema } = 'newschema' in moved ? moved : {}
    const former = quoteQualified(table.schema, table.name)
    const because = 'code that is running still asks for the old name; drop it when that has ended'
    return {
      migrations: [
        briefly(
          `rename ${table.name}`,
          text,
          `CREATE VIEW ${former} AS SELECT * FROM ${quoteQualified(newschema, newname)}`,
        ),
      ],
      leftovers: [{ object: `view ${former}`, because }],
    }
  },
})
