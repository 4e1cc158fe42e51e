import { rename, rm, stat } from 'node:fs/promises'

/** Gives a finished directory its final name; when another run was first, ours is dropped: both are the same. */
export async function publish(finished: string, path: string): Promise<void> {
  try {
    await rename(finished, path)
  } catch (error) {
    if (!isErrno(error, 'EEXIST', 'ENOTEMPTY')) throw error
    await rm(finished, { recursive: true, force: true })
  }
}

export async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path)
    return true
  } catch (error) {
    if (isErrno(error, 'ENOENT', 'ENOTDIR')) return false
    throw error
  }
}

/** Whether the operating system gave one of these error codes. */
export function isErrno(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? '')
}
