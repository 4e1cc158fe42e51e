import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runPgwright } from './measure.ts'

/** A cache folder of our own, in which the servers' programs are installed already. */
export interface ScratchCache {
  env: Record<string, string>
  /** Forgets every template, so that the next review is a first one. */
  empty(): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export async function openScratchCache(): Promise<ScratchCache> {
  const dir = await mkdtemp(join(tmpdir(), 'pgwright-bench-'))
  // Under root the servers run as another account, which must be able to pass.
  await chmod(dir, 0o755)
  const env = { PGWRIGHT_CACHE_DIR: dir }
  await runPgwright(['demo', '--report', join(dir, 'demo.html')], env)
  const templates = join(dir, 'templates')
  return {
    env,
    async empty() {
      for (const name of await readdir(templates)) await rm(join(templates, name), { recursive: true })
    },
    [Symbol.asyncDispose]: () => rm(dir, { recursive: true, force: true }),
  }
}
