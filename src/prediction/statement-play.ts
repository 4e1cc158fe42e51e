import type { NodeName, NodeOf } from '../sql/index.ts'
import type { Recorder } from './recorder.ts'

/**
 * How statements of one sort are played: each lock, scan, rewrite and build is recorded in the order in which the server
 * comes to it, and the model is changed as the catalog would be.
 */
export interface StatementPlay<Name extends NodeName = NodeName> {
  /** The parse nodes that it plays. */
  nodes: readonly Name[]
  /** Where PostgreSQL says so: the manual, or the function of the server's source. */
  sources: string[]
  play(node: NodeOf<Name>, recorder: Recorder): void
}

/** Declares how statements are played; see `statements/`, one file for each sort. */
export function defineStatement<Name extends NodeName>(play: StatementPlay<Name>): StatementPlay<Name> {
  return play
}

export type { NodeOf }
