import { execFile } from 'node:child_process'
import { realpathSync } from 'node:fs'
import { join, relative } from 'node:path'
import { GitError } from './errors.ts'
import { type Folder, makeFolder } from './folder.ts'

/** The commit with which the working tree is compared, and the words for it. */
export interface Base {
  commit: string
  how: string
}

/**
 * The merge base of HEAD and a ref: what both had in common. Without a ref, the default branch is taken: `origin/HEAD`,
 * else `main`, else `master`.
 *
 * @throws {GitError} outside a repository, for an unknown ref, and when the history is cut off before the merge base.
 */
export async function findBase(dir: string, ref?: string): Promise<Base> {
  await run(dir, ['rev-parse', '--show-toplevel'])
  const name = ref ?? (await findDefaultBranch(dir))
  if (!(await isCommit(dir, name))) {
    throw new GitError(`git knows no commit "${name}"`, {
      hint: 'Name a branch, a tag or a commit that is here.',
    })
  }
  const commit = await ask(dir, ['merge-base', 'HEAD', name])
  if (commit !== undefined)
    return { commit, how: `the merge base of HEAD with ${name}, ${commit.slice(0, 8)}` }
  const isShallow = (await ask(dir, ['rev-parse', '--is-shallow-repository'])) === 'true'
  throw new GitError(
    `HEAD and ${name} have no commit in common${isShallow ? ' in this shallow clone' : ''}`,
    {
      hint: isShallow
        ? 'Fetch the whole history: git fetch --unshallow.'
        : 'Name another ref, or use --last.',
    },
  )
}

async function findDefaultBranch(dir: string): Promise<string> {
  for (const name of ['origin/HEAD', 'main', 'master']) {
    if (await isCommit(dir, name)) return name
  }
  throw new GitError('there is no default branch: neither origin/HEAD nor main nor master', {
    hint: 'Say what to compare with: --since <ref>.',
  })
}

async function isCommit(dir: string, name: string): Promise<boolean> {
  const found = await ask(dir, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`])
  return found !== undefined
}

/** The name that `git` gives to what is staged: nothing before the colon of `:path`. */
export const staged = ''

/** The folder as it was at a commit, or as it is staged, read with a few calls of git however many files there are. */
export async function openFolderAt(folder: Folder, commit: string): Promise<Folder> {
  const dir = realpathSync(folder.dir)
  const paths = splitNames(
    commit === staged
      ? await run(dir, ['ls-files', '-z', '--cached', '.'])
      : await run(dir, ['ls-tree', '-r', '-z', '--name-only', commit, '.']),
  )
  const contents = await readFilesAt(dir, commit, paths)
  return makeFolder({
    dir: folder.dir,
    list: sub => listPaths(paths, sub),
    read: path => contents.get(path) ?? new Uint8Array(),
    above: folder.above,
  })
}

/** The files below a folder that differ between a commit and the working tree, new ones too; or between HEAD and what is staged. */
export async function listChangedFiles(dir: string, commit: string): Promise<string[]> {
  const diff = ['diff', '--name-only', '--no-renames', '--diff-filter=d', '--relative', '-z']
  if (commit === staged) return splitNames(await run(dir, [...diff, '--cached', '--', '.']))
  const changed = splitNames(await run(dir, [...diff, commit, '--', '.']))
  const untracked = splitNames(
    await run(dir, ['ls-files', '--others', '--exclude-standard', '-z', '--', '.']),
  )
  return [...changed, ...untracked]
}

function splitNames(output: Buffer): string[] {
  return output
    .toString()
    .split('\0')
    .filter(path => path !== '')
}

/** The contents of files, by paths that are relative to the folder. */
export async function readFilesAt(
  dir: string,
  commit: string,
  paths: readonly string[],
): Promise<Map<string, Uint8Array>> {
  const top = (await run(dir, ['rev-parse', '--show-toplevel'])).toString().trim()
  const inRepository = relative(realpathSync(top), dir).replaceAll('\\', '/')
  const names = paths.map(path => `${commit}:${join(inRepository, path).replaceAll('\\', '/')}`)
  const blobs = await readBlobs(dir, names)
  return new Map(paths.map((path, i) => [path, blobs[i]!]))
}

function listPaths(paths: readonly string[], sub: string): string[] {
  const prefix = sub === '' ? '' : `${sub}/`
  const names = paths
    .filter(path => path.startsWith(prefix))
    .map(path => path.slice(prefix.length))
    .map(path => (path.includes('/') ? path.slice(0, path.indexOf('/') + 1) : path))
  return [...new Set(names)]
}

/** `git cat-file --batch` answers each name with a line that ends in the size, the bytes and a line end. */
async function readBlobs(dir: string, names: readonly string[]): Promise<Uint8Array[]> {
  if (names.length === 0) return []
  const output = await run(dir, ['cat-file', '--batch'], `${names.join('\n')}\n`)
  let offset = 0
  return names.map(() => {
    const lineEnd = output.indexOf('\n', offset)
    const size = Number(output.toString('utf8', offset, lineEnd).split(' ').at(-1))
    const blob = output.subarray(lineEnd + 1, lineEnd + 1 + size)
    offset = lineEnd + 1 + size + 1
    return blob
  })
}

/** The answer of git in one line; undefined where git says no by its exit code. */
async function ask(dir: string, args: readonly string[]): Promise<string | undefined> {
  try {
    return (await run(dir, args)).toString().trim()
  } catch (error) {
    if (error instanceof GitError) return undefined
    throw error
  }
}

/** The output of git. @throws {GitError} with git's own words. */
function run(dir: string, args: readonly string[], input = ''): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      'git',
      ['-C', dir, ...args],
      { encoding: 'buffer', maxBuffer: 2 ** 30 },
      (cause, stdout, stderr) => {
        if (cause === null) resolve(stdout)
        else if (cause.code === 'ENOENT') {
          reject(
            new GitError('git is not installed', { hint: 'Install it, or use --last or --from.', cause }),
          )
        } else {
          const words = stderr
            .toString()
            .trim()
            .replace(/^fatal: /, '')
            .split('\n')[0]
          reject(
            new GitError(explainFailure(dir, args, words), {
              hint: 'Say what is pending with --last, --from or --database where git cannot help.',
              cause,
            }),
          )
        }
      },
    )
    // git that stops early closes its end; why is in its exit code.
    child.stdin?.on('error', () => {})
    child.stdin?.end(input)
  })
}

function explainFailure(dir: string, [command]: readonly string[], words = ''): string {
  if (words.startsWith('not a git repository')) return `${dir} is not a git repository, nor in one`
  return `git ${command}: ${words}`
}
