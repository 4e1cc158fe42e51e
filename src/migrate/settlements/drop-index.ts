import { quoteQualified, type Statement, stringsOf } from '../../sql/index.ts'
import { defineSettlement } from '../settlement.ts'

export const dropIndex = defineSettlement({
  title: 'DROP INDEX CONCURRENTLY',
  docs: 'An interrupted one leaves the index, not valid any more. It is dropped once more; when it is gone, that is done.',
  matches: ({ node }) => 'DropStmt' in node && node.DropStmt.concurrent === true,
  async settle(session, statement) {
    const [row] = await session.query<{ left: number }>(
      'select count(pg_catalog.to_regclass(name))::int as left from pg_catalog.unnest($1::text[]) as name',
      [namesOf(statement)],
    )
    return { state: row!.left === 0 ? 'done' : 'undone', repaired: [] }
  },
})

function namesOf({ node }: Statement): string[] {
  const objects = 'DropStmt' in node ? (node.DropStmt.objects ?? []) : []
  return objects.map(object => quoteQualified(...stringsOf('List' in object ? object.List.items : [object])))
}
