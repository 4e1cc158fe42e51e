import { formatLocation } from '../../base/index.ts'
import type { Finding } from '../finding.ts'
import type { NotAssessed } from '../report.ts'
import { defineReporter } from '../reporter.ts'
import { describeFacts, type Fact } from '../words.ts'

/** The dialect that Jenkins, GitLab and Azure read: github.com/testmoapp/junitxml. */
export const junit = defineReporter({
  name: 'junit',
  summary: 'for CI servers: findings as failed test cases',
  render({ command, findings, examined, notAssessed }) {
    const suite = `pgwright.${command}`
    const failures = findings.filter(finding => finding.severity !== 'info').length
    const facts = describeFacts(examined)
    const cases = [
      ...facts.map(fact => writeExamined(suite, fact)),
      ...findings.map(finding => writeFinding(suite, finding)),
      ...notAssessed.map(gap => writeGap(suite, gap)),
    ]
    const counts = `tests="${cases.length}" failures="${failures}" errors="0" skipped="${notAssessed.length}"`
    return `${[
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites name="pgwright" ${counts}>`,
      `  <testsuite name="${escapeXml(suite)}" ${counts}>`,
      ...cases,
      '  </testsuite>',
      '</testsuites>',
    ].join('\n')}\n`
  },
})

function writeExamined(suite: string, { name, value }: Fact): string {
  return `    <testcase classname="${escapeXml(suite)}" name="${escapeXml(`examined ${name}: ${value}`)}"/>`
}

/** A note is no failure: it stands in the output of a test case that passes. */
function writeFinding(suite: string, finding: Finding): string {
  const details = escapeText(describeFinding(finding))
  const outcome =
    finding.severity === 'info'
      ? `<system-out>${details}</system-out>`
      : `<failure type="${finding.severity}" message="${escapeXml(finding.message)}">${details}</failure>`
  return writeCase(`${suite}.${finding.check}`, finding.message, finding.location, outcome)
}

function writeGap(suite: string, { what, because, location }: NotAssessed): string {
  return writeCase(suite, `not assessed: ${what}`, location, `<skipped message="${escapeXml(because)}"/>`)
}

function writeCase(className: string, name: string, location: Finding['location'], outcome: string): string {
  const place = location === undefined ? '' : ` file="${escapeXml(location.file)}" line="${location.line}"`
  return [
    `    <testcase classname="${escapeXml(className)}" name="${escapeXml(name)}"${place}>`,
    `      ${outcome}`,
    '    </testcase>',
  ].join('\n')
}

function describeFinding({ location, object, message, why, evidence, remedy, docs }: Finding): string {
  const place = [location === undefined ? undefined : formatLocation(location), object]
  const facts = describeFacts(evidence).map(({ name, value }) => `${name}: ${value}`)
  const cure = remedy === undefined ? [] : [`Remedy: ${remedy.title}`, ...(remedy.steps ?? []), remedy.sql]
  return [...place, message, why, ...facts, ...cure, `See ${docs}`]
    .filter(part => part !== undefined)
    .join('\n')
}

/** For an attribute: quotes would end it, line ends and tabs become spaces in it (XML 1.0, section 3.3.3). */
function escapeXml(text: string): string {
  return escapeText(text).replace(/["'\t\n]/g, toReference)
}

/**
 * For an element. XML 1.0 cannot hold most control characters, nor half a surrogate pair, not even escaped
 * (section 2.2); they are replaced.
 */
function escapeText(text: string): string {
  return text.replace(illegalInXml, '\uFFFD').replace(/[&<>\r]/g, toReference)
}

function toReference(character: string): string {
  return `&#${character.codePointAt(0)};`
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be found
const illegalInXml = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu
