import { exit } from 'node:process'

/** Each is a module with a `run`; without a name all run that need no folder of checkouts. */
const benchmarks: Record<string, () => Promise<{ run(args: string[]): Promise<void> }>> = {
  review: () => import('./review.ts'),
  majors: () => import('./majors.ts'),
  catalog: () => import('./catalog.ts'),
  peers: () => import('./peers.ts'),
  histories: () => import('./histories.ts'),
  prediction: () => import('./prediction.ts'),
  lint: () => import('./lint.ts'),
  migrate: () => import('./migrate.ts'),
  accuracy: () => import('./accuracy.ts'),
  agreement: () => import('./agreement.ts'),
  adoption: () => import('./adoption.ts'),
  'squawk-cases': () => import('./squawk-cases.ts'),
  backfill: () => import('./backfill.ts'),
}

const [name, ...args] = process.argv.slice(2)
const chosen = name === undefined ? ['review', 'majors'] : [name]
for (const name of chosen) {
  const load = benchmarks[name]
  if (load === undefined) {
    console.error(`There is no benchmark "${name}"; there are ${Object.keys(benchmarks).join(', ')}.`)
    exit(2)
  }
  await (await load()).run(args)
}
