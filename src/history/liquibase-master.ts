import { BrokenHistoryError } from './errors.ts'
import { type Folder, joinPath, parentOf } from './folder.ts'
import type { Unread } from './migration.ts'

/** The SQL files of a changelog in the order in which Liquibase runs them. */
export interface Changelog {
  files: string[]
  notAssessed: Unread[]
}

/**
 * Follows the `include` and `includeAll` of a master changelog; without a master all files are taken by path, as
 * `includeAll` takes them. Changesets written in XML, YAML or JSON are not SQL: they are told as not read.
 */
export function readChangelog(folder: Folder): Changelog {
  const changelog: Changelog = { files: [], notAssessed: [] }
  const master = findMaster(folder)
  if (master === undefined) includeAll(folder, '', changelog, [])
  else include(folder, master, changelog, [])
  return changelog
}

const includeElement =
  /<(include|includeAll|changeSet)\b([^>]*)>|^[ \t]*-[ \t]*(include|includeAll|changeSet):(.*(?:\n(?![ \t]*-).*)*)/gm

function isMaster(folder: Folder, path: string): boolean {
  return (
    /\.(xml|ya?ml)$/.test(path) &&
    /databaseChangeLog/.test(folder.text(path)) &&
    /\binclude(All)?\b/.test(folder.text(path))
  )
}

function findMaster(folder: Folder): string | undefined {
  const masters = folder.list().filter(path => isMaster(folder, path))
  const named = masters.filter(path => /master|root|index/i.test(path))
  const [master, other] = named.length > 0 ? named : masters
  if (master !== undefined && other !== undefined) {
    throw new BrokenHistoryError(
      [folder.label(master), folder.label(other)],
      'each includes other changelogs',
      {
        hint: 'Keep one master changelog, named db.changelog-master.',
      },
    )
  }
  return master
}

function include(folder: Folder, path: string, changelog: Changelog, within: readonly string[]): void {
  if (within.includes(path))
    throw new BrokenHistoryError([folder.label(path)], 'a changelog that includes itself')
  if (path.endsWith('.sql')) {
    changelog.files.push(path)
    return
  }
  const label = folder.label(path)
  if (!/\.(xml|ya?ml)$/.test(path)) {
    changelog.notAssessed.push({ file: label, because: 'a changelog that is neither SQL, XML nor YAML' })
    return
  }
  const elements = [
    ...folder
      .text(path)
      .replaceAll('\r\n', '\n')
      .replace(/<!--[\s\S]*?-->/g, '')
      .matchAll(includeElement),
  ]
  const changeSets = elements.filter(element => (element[1] ?? element[3]) === 'changeSet').length
  if (changeSets > 0)
    changelog.notAssessed.push({ file: label, because: 'changesets that are not written in SQL' })
  for (const [, xmlKind, xml, yamlKind, yaml] of elements) {
    const kind = xmlKind ?? yamlKind
    if (kind === 'changeSet') continue
    const target = attribute(xml ?? yaml ?? '', kind === 'include' ? 'file' : 'path')
    const isRelative = attribute(xml ?? yaml ?? '', 'relativeToChangelogFile') === 'true'
    const found =
      target === undefined ? undefined : resolveTarget(folder, isRelative ? parentOf(path) : '', target)
    if (found === undefined) {
      throw new BrokenHistoryError(
        [label],
        `it includes ${target ?? 'a file without name'}, which is not in ${folder.dir}`,
      )
    }
    if (kind === 'include') include(folder, found, changelog, [...within, path])
    else includeAll(folder, found, changelog, [...within, path])
  }
}

/** `includeAll` sorts by path. */
function includeAll(folder: Folder, sub: string, changelog: Changelog, within: readonly string[]): void {
  for (const path of folder.walk(sub).sort()) {
    if (/\.(sql|xml|ya?ml)$/.test(path)) include(folder, path, changelog, within)
  }
}

function attribute(text: string, name: string): string | undefined {
  return new RegExp(`\\b${name}\\s*[=:]\\s*["']?([^"'\\s,}]+)`).exec(text)?.[1]
}

/**
 * A path is relative to the changelog or to Liquibase's search path, which a folder does not tell: then the longest end
 * of it that is in the folder is meant.
 */
function resolveTarget(folder: Folder, parent: string, target: string): string | undefined {
  const clean = target
    .replace(/^classpath:/, '')
    .replace(/^\.?\//, '')
    .replace(/\/$/, '')
  const parts = normalize(joinPath(parent, clean)).split('/')
  for (let from = 0; from < parts.length; from++) {
    const path = parts.slice(from).join('/')
    if (folder.has(path) || folder.list(path).length > 0) return path
  }
  return undefined
}

function normalize(path: string): string {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '.') parts.push(part)
  }
  return parts.join('/')
}
