import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { leftoversOf, makeFolder, poll, startOwner } from './scratch.ts'

it('lets eight processes start at once, from an empty cache and from a warm one', {
  timeout: 240_000,
}, async () => {
  const cache = makeFolder()
  onTestFinished(() => rmSync(cache, { recursive: true }))
  for (const temperature of ['empty', 'warm']) {
    const owners = Array.from({ length: 8 }, () => startOwner('once', cache))
    await Promise.all(owners.map(owner => owner.end))
    for (const owner of owners) expect(owner.lines.at(-1), `${temperature}: ${owner.lines}`).toBe('done')
    expect(readdirSync(join(cache, 'binaries'))).toHaveLength(1)
    expect(readdirSync(join(cache, 'templates'))).toHaveLength(1)
    await poll(
      () => leftoversOf(cache),
      left => left.length === 0,
    )
  }
})
