import { type Cluster, type Session, startCluster } from '../../src/engine/index.ts'
import { fixture } from './fixture.ts'

/** A server with a database `shop` that has objects of every kind, and a session in it. */
export async function openShop(major: number): Promise<{ cluster: Cluster; session: Session }> {
  const cluster = await startCluster({ major })
  await cluster.createDatabase('shop')
  const session = await cluster.connect('shop')
  await session.execute(fixture)
  await session.execute('set search_path = shop, public')
  return { cluster, session }
}
