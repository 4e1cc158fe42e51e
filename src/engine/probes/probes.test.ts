import { readdirSync } from 'node:fs'
import { expect, it } from 'vitest'
import { probes } from '../probes.gen.ts'
import { judgeSpace } from './disk.ts'
import { judgeVersion } from './node-version.ts'
import { judgeMajor } from './server-version.ts'

const severities = (problems: { severity: string }[]) => problems.map(({ severity }) => severity).join()

it('every probe is named as its file', () => {
  const files = readdirSync(import.meta.dirname).filter(file => !file.endsWith('.test.ts'))
  expect(probes.map(({ name }) => `${name}.ts`)).toEqual(files.sort())
})

it.each([
  ['18.20.0', '2026-01-01', 'error'],
  ['20.18.9', '2026-01-01', 'error'],
  ['20.19.0', '2026-04-30', ''],
  ['20.19.0', '2026-05-01', 'info'],
  ['22.1.0', '2026-05-01', ''],
  ['26.0.0', '2026-05-01', ''],
])('Node.js %s on %s: %s', (version, day, expected) => {
  expect(severities(judgeVersion(version, new Date(day)))).toBe(expected)
})

it.each([
  [13, '2026-01-01', 'error'],
  [14, '2026-11-12', ''],
  [14, '2026-11-13', 'warning'],
  [18, '2026-11-13', ''],
  [19, '2026-11-13', 'warning'],
])('PostgreSQL %s on %s: %s', (major, day, expected) => {
  expect(severities(judgeMajor(major, new Date(day)))).toBe(expected)
})

it.each([
  [100e6, 'error'],
  [500e6, 'warning'],
  [5e9, ''],
])('%s bytes free: %s', (freeBytes, expected) => {
  expect(severities(judgeSpace(freeBytes, '/tmp'))).toBe(expected)
})
