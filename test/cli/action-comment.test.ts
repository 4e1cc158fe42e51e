import { execFileSync } from 'node:child_process'
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { makeFolder } from '../support/folder.ts'

const script = fileURLToPath(new URL('../../action/comment.sh', import.meta.url))

/** Runs the script with a `gh` that knows comments with these ids, and says how it was called. */
function comment(report: string, known: number[]): { calls: string[]; body: string } {
  const folder = makeFolder({ 'report.md': report })
  const gh = join(folder, 'gh')
  writeFileSync(
    gh,
    `#!/bin/sh\necho "$@" >> "${folder}/calls"\ncase "$*" in *--jq*) printf '%s\\n' ${known.join(' ')} ;; esac\n`,
  )
  chmodSync(gh, 0o755)
  execFileSync('bash', [script], {
    env: {
      PATH: `${folder}:${process.env.PATH}`,
      GITHUB_REPOSITORY: 'owner/shop',
      RUNNER_TEMP: folder,
      NUMBER: '7',
      REPORT: join(folder, 'report.md'),
    },
  })
  const calls = readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')
  return { calls, body: readFileSync(join(folder, 'pgwright-comment.md'), 'utf8') }
}

test('the first run writes a comment', () => {
  const { calls, body } = comment('# Report', [])
  expect(calls[1]).toMatch(/--method POST repos\/owner\/shop\/issues\/7\/comments --field body=@/)
  expect(body).toBe('<!-- pgwright -->\n# Report')
})

test('later runs replace its text', () => {
  const { calls } = comment('# Report', [11, 12])
  expect(calls).toHaveLength(2)
  expect(calls[1]).toMatch(/--method PATCH repos\/owner\/shop\/issues\/comments\/11 /)
})

test('a long report is cut to what a comment may hold', () => {
  const { body } = comment('x'.repeat(100_000), [])
  expect(body.length).toBeLessThan(65_536)
  expect(body).toMatch(/longer than a comment may be/)
})
