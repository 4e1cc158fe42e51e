import { defineStatement } from '../statement-play.ts'

export const prepared = defineStatement({
  nodes: ['PrepareStmt', 'ExecuteStmt', 'DeallocateStmt'],
  sources: ['commands/prepare.c'],
  play(node, recorder) {
    const { prepared: statements, gaps } = recorder.model
    const { name = '' } = node
    if ('query' in node && node.query !== undefined) {
      if (statements.has(name)) recorder.fail('42P05', `prepared statement "${name}" already exists`)
      statements.set(name, node.query)
    } else if ('isall' in node) {
      if (!node.isall && !statements.delete(name)) fail()
      if (node.isall) statements.clear()
    } else {
      const query = statements.get(name)
      if (query !== undefined) recorder.playNested(query)
      else if (gaps.length === 0) fail()
      else recorder.leaveUnfollowed(`what is prepared as ${name} is not known`)
    }

    function fail() {
      recorder.fail('26000', `prepared statement "${name}" does not exist`)
    }
  },
})
