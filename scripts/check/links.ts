import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Links between the repository's pages, and pages named in the code, that lead nowhere. */
export function findDeadLinks(): string[] {
  const pages = [...listFiles('.', 1), ...listFiles('docs')].filter(file => file.endsWith('.md'))
  const sources = listFiles('src').filter(file => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  return [
    ...pages.flatMap(page =>
      matches(page, /\]\((?!https?:|#)([^)#\s]+)[^)]*\)/g).map(target => ({
        file: page,
        target: join(dirname(page), target),
      })),
    ),
    ...sources.flatMap(source =>
      matches(source, /\b(docs\/[\w./-]+\.md)/g).map(target => ({ file: source, target })),
    ),
  ].flatMap(({ file, target }) => (existsSync(target) ? [] : [`${file}: ${target} is not there`]))
}

function matches(file: string, pattern: RegExp): string[] {
  return [...readFileSync(file, 'utf8').matchAll(pattern)].map(([, target]) => target!)
}

function listFiles(folder: string, depth = Number.POSITIVE_INFINITY): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    if (entry.isFile()) return [path]
    return entry.isDirectory() && depth > 1 ? listFiles(path, depth - 1) : []
  })
}
