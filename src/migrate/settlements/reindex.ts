import { dropInvalid, listInvalidIndexes } from '../indexes.ts'
import { defineSettlement } from '../settlement.ts'

export const reindex = defineSettlement({
  title: 'REINDEX',
  docs: `An interrupted REINDEX CONCURRENTLY leaves the new index (\`…_ccnew\`) or the old one (\`…_ccold\`), not valid. Those that
were not there before are dropped concurrently, and the statement is run once more.`,
  matches: ({ node }) => 'ReindexStmt' in node,
  async note(session) {
    return { before: (await listInvalidIndexes(session)).map(({ oid }) => oid) }
  },
  async settle(session, _statement, noted) {
    if (noted === undefined) return { state: 'undone', repaired: [] }
    const before = new Set(noted.before as number[])
    const left = (await listInvalidIndexes(session)).filter(
      ({ oid, name, isBeingBuilt }) => !before.has(oid) && !isBeingBuilt && /_cc(new|old)\d*"?$/.test(name),
    )
    return { state: 'repeatable', repaired: await dropInvalid(session, left) }
  },
})
