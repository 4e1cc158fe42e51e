import { startCluster } from '../../src/engine/index.ts'

/**
 * A process that owns a cluster, for tests that kill it. Says what it has reached on stdout, one word a line; with
 * `forget` it ends without stopping its cluster, with `once` it stops it, with `save` it makes templates for ever.
 */
const say = (line: string) => process.stdout.write(`${line}\n`)
const task = process.argv[2]

try {
  const cluster = await startCluster()
  const session = await cluster.connect()
  const [row] = await session.query<{ answer: number }>('select 6 * 7 as answer')
  say(`running ${row!.answer} ${session.pid}`)
  await session.close()
  if (task === 'once') await cluster.stop()
  if (task === 'hold') setInterval(() => {}, 60_000)
  for (let i = 0; task === 'save'; i++) {
    await cluster.saveTemplate(`template ${process.pid} ${i % 2}`)
    say('saved')
  }
  say('done')
} catch (error) {
  const { code, exit, message, hint } = error as {
    code?: string
    exit?: number
    message: string
    hint?: string
  }
  say(`failed ${JSON.stringify({ code, exit, message, hint })}`)
}
