import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { describeEnvironment } from './environment.ts'
import { type Judgement, judgeCase } from './squawk/judge.ts'
import { checkProofs } from './squawk/proofs.ts'
import { type Reason, reasons } from './squawk/reasons.ts'
import { ourRules } from './squawk/rule-names.ts'
import { readTestCases } from './squawk/test-cases.ts'
import { renderTable } from './table.ts'

const output = fileURLToPath(new URL('squawk-cases.md', import.meta.url))

/** Judges the tests of squawk's rules, in `--folder <checkout>`, and writes where pgwright says otherwise and why. */
export async function run(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    options: { folder: { type: 'string' } },
    allowPositionals: true,
  })
  if (values.folder === undefined) throw new Error('Say where the checkout of squawk is: --folder <folder>')
  const environment = await describeEnvironment()
  const [part = ''] = positionals
  const cases = (await readTestCases(values.folder)).filter(({ id }) => id.includes(part))
  const judged: Judgement[] = []
  for (const test of cases) judged.push(await judgeCase(test))
  if (part !== '') {
    for (const it of judged.filter(({ isAgreed }) => !isAgreed)) console.log(describe(it), it.sql)
    return
  }
  await checkProofs(reasons)
  const page = renderPage(judged, environment)
  console.log(page)
  await writeFile(output, page)
}

function reasonOf({ id }: Judgement): Reason | undefined {
  return reasons.find(({ cases }) =>
    cases.some(it => id === it || id.startsWith(`${it} `) || it === id.split(':')[0]),
  )
}

function describe({ id, isFlagged, found, failure }: Judgement): string {
  const theirs = isFlagged ? 'flagged' : 'ok'
  return `${id}: they say ${theirs}, we ${failure ?? (found.length > 0 ? found.join(', ') : 'nothing')}`
}

function renderPage(judged: readonly Judgement[], environment: string): string {
  const agreed = judged.filter(({ isAgreed }) => isAgreed)
  const others = judged.filter(({ isAgreed }) => !isAgreed)
  const unexplained = others.filter(it => reasonOf(it) === undefined)
  const count = (rule: string, isFlagged: boolean) => {
    const ofRule = judged.filter(it => it.rule === rule && it.isFlagged === isFlagged)
    return ofRule.length === 0 ? '' : `${ofRule.filter(it => it.isAgreed).length} of ${ofRule.length}`
  }
  return `# squawk's own test cases

Every SQL text of the tests of squawk's rules that must be flagged, fixed or let pass, judged by pgwright with nothing known but the
text, its optional rules included. Agreement is that a rule of ours that says the same finds something where theirs does, and
nothing where theirs does not. Nothing of squawk is kept here; the cases are named by file and test. Written by
\`npm run bench -- squawk-cases --folder <checkout of squawk>\`.

${environment}

${judged.length} cases: ${agreed.length} as they say, ${others.length - unexplained.length} otherwise with a reason, ${unexplained.length} otherwise without.

${renderTable(
  ['Their rule', 'Our rules', 'Flagged as they do #', 'Let pass as they do #'],
  Object.entries(ourRules).map(([rule, ours]) => [
    rule,
    ours.join(', '),
    count(rule, true),
    count(rule, false),
  ]),
)}

## Otherwise, and why

${renderTable(
  ['Why', 'Cases', 'Proved by'],
  reasons.map(reason => [
    reason.because,
    others
      .filter(it => reasonOf(it) === reason)
      .map(({ id }) => id)
      .join(', '),
    reason.proof === undefined ? '' : `\`${reason.proof.sql}\``,
  ]),
)}
${unexplained.length === 0 ? '' : `\n## Otherwise without a reason\n\n${unexplained.map(it => `- ${describe(it)}`).join('\n')}\n`}`
}
