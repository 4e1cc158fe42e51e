import { type Cluster, startCluster } from '../../src/engine/index.ts'
import { readScripts } from '../../src/history/index.ts'
import { isDangerous, TruthWatch } from '../accuracy/truth.ts'
import type { Proof, Reason } from './reasons.ts'

/** Runs the proofs on a server. @throws {Error} for a reason of which the server says otherwise. */
export async function checkProofs(reasons: readonly Reason[]): Promise<void> {
  await using cluster = await startCluster()
  for (const [index, { because, proof }] of reasons.entries()) {
    if (proof === undefined) continue
    const said = await ask(cluster, `proof_${index}`, proof)
    const expected = proof.fails ?? proof.isDangerous
    if (said !== expected) throw new Error(`${because}: the server says ${said} of ${proof.sql}`)
  }
}

/** The SQLSTATE, or whether it is dangerous. */
async function ask(cluster: Cluster, database: string, { schema, sql }: Proof): Promise<string | boolean> {
  await cluster.createDatabase(database)
  {
    await using session = await cluster.connect(database)
    await session.execute(schema)
  }
  const watch = await TruthWatch.open(cluster, database)
  const up = { file: 'proof.sql', text: sql, execution: 'autocommit' as const }
  const [script] = await readScripts([{ version: '1', name: 'proof', isRepeatable: false, up }])
  const steps = await watch.observe(script!)
  await watch.close()
  return steps.at(-1)?.error?.sqlstate ?? isDangerous(steps)
}
