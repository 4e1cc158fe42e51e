import { quoteIdentifier } from '../../sql/index.ts'
import { dropNamed } from '../drop-named.ts'
import { defineStatement } from '../statement-play.ts'

/** What has a DROP of its own in the grammar. */
export const dropByName = defineStatement({
  nodes: ['DropSubscriptionStmt', 'DropUserMappingStmt'],
  sources: [
    'DropSubscription() in commands/subscriptioncmds.c',
    'RemoveUserMapping() in commands/foreigncmds.c',
  ],
  play(node, recorder) {
    const isMissingFine = node.missing_ok ?? false
    if ('subname' in node)
      dropNamed(recorder, 'subscription', quoteIdentifier(node.subname ?? ''), isMissingFine)
    else if ('servername' in node) {
      const identity = `${node.user?.rolename} on server ${node.servername}`
      dropNamed(recorder, 'user mapping', identity, isMissingFine)
    }
  },
})
