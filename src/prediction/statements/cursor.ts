import { defineStatement } from '../statement-play.ts'

export const cursor = defineStatement({
  nodes: ['DeclareCursorStmt', 'FetchStmt', 'ClosePortalStmt'],
  sources: ['commands/portalcmds.c'],
  play(node, recorder) {
    const { cursors, gaps } = recorder.model
    const { portalname: name } = node
    if ('query' in node && node.query !== undefined) {
      if (cursors.has(name!)) recorder.fail('42P03', `cursor "${name}" already exists`)
      cursors.set(name!, node.query)
      return
    }
    if (name === undefined) {
      cursors.clear()
      return
    }
    const query = cursors.get(name)
    if (query === undefined) {
      if (gaps.length === 0) recorder.fail('34000', `cursor "${name}" does not exist`)
    } else if ('direction' in node) recorder.playNested(query)
    else cursors.delete(name)
  },
})
