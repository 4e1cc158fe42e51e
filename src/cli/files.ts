import { readFile, writeFile } from 'node:fs/promises'
import { UsageError } from '../base/index.ts'

/** The text of a file that the user named. */
export async function readNamedFile(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}`, { cause: error })
  }
}

export async function writeNamedFile(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text)
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${(error as Error).message}`, { cause: error })
  }
}
