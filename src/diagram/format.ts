import type { Picture } from './picture.ts'

/** A way to write a picture down. */
export interface Format {
  name: string
  summary: string
  /** What files of it end in, the usual one first. */
  endings: readonly string[]
  render(picture: Picture): string | Promise<string>
}

/** Declares a format of pictures; see `formats/`, one file each. A format is a pure function. */
export function defineFormat(format: Format): Format {
  return format
}
