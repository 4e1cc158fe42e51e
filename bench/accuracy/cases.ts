import { readdir, readFile } from 'node:fs/promises'
import { splitSource } from '../../src/sql/index.ts'

/** One case of the truth set: a statement, or a few with their transactions. */
export interface Case {
  /** Where it stands, such as `types.sql:12`. */
  id: string
  sql: string
  /** First major that has the statement. */
  since: number
}

const folder = new URL('statements/', import.meta.url)

/** Every statement of `statements/`; in `chains.sql`, what stands between empty lines. */
export async function readCases(major: number): Promise<Case[]> {
  const files = (await readdir(folder)).sort()
  const cases = await Promise.all(
    files.map(async file => {
      const text = await readFile(new URL(file, folder), 'utf8')
      return file === 'chains.sql' ? readChains(file, text) : readSingles(file, text)
    }),
  )
  return cases.flat().filter(({ since }) => since <= major)
}

async function readSingles(file: string, text: string): Promise<Case[]> {
  const { statements, comments } = await splitSource({ file, text })
  return statements.map(statement => {
    const above = comments.find(({ location }) => location.line === statement.location.line - 1)
    const [, since = '14'] = /since (\d+)/.exec(above?.text ?? '') ?? []
    return { id: `${file}:${statement.location.line}`, sql: `${statement.text};`, since: Number(since) }
  })
}

function readChains(file: string, text: string): Case[] {
  return [...text.matchAll(/(?:^.+\n?)+/gm)].map(({ 0: sql, index }) => ({
    id: `${file}:${text.slice(0, index).split('\n').length}`,
    sql,
    since: 14,
  }))
}
