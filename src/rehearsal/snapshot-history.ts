import { type ReadOptions, type Snapshot, takeSnapshot } from '../catalog/index.ts'
import type { History } from '../history/index.ts'
import { type BaseOptions, databaseName, prepareBase } from './base.ts'

/**
 * What a history of migrations makes of an empty database.
 *
 * @throws {ReplayError} when it fails.
 */
export async function snapshotHistory(
  history: History,
  options: BaseOptions & ReadOptions,
): Promise<Snapshot> {
  const { cluster } = await prepareBase(history, history.migrations, options)
  await using _ = cluster
  await using session = await cluster.connect(databaseName)
  return await takeSnapshot(session, options)
}
