import { didYouMean, listWords } from '../base/index.ts'
import { makeVisible } from '../findings/index.ts'
import { UnknownFormatError } from './errors.ts'
import type { Format } from './format.ts'
import { formats } from './formats.gen.ts'
import type { Picture } from './picture.ts'

/** The names of the formats and what each is for. */
export const pictureFormats: readonly Pick<Format, 'name' | 'summary' | 'endings'>[] = formats

/**
 * A picture as text; the same picture gives the same bytes.
 *
 * @throws {UnknownFormatError}
 */
export async function renderPicture(picture: Picture, format: string): Promise<string> {
  return findFormat(format).render(makeVisible(picture))
}

/** @throws {UnknownFormatError} for a format that there is not. */
export function checkPictureFormat(format: string): void {
  findFormat(format)
}

/** The format that files of this name are in. */
export function formatOfFile(file: string): string | undefined {
  return formats.find(({ endings }) => endings.some(ending => file.endsWith(`.${ending}`)))?.name
}

function findFormat(format: string): Format {
  const found = formats.find(({ name }) => name === format)
  if (found !== undefined) return found
  const names = formats.map(({ name }) => name)
  throw new UnknownFormatError(`Unknown format "${format}".${didYouMean(format, names)}`, {
    hint: `The formats are ${listWords(names)}.`,
  })
}
