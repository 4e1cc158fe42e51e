export { comparePictures, composePicture, type PictureOptions } from './compose.ts'
export { NoTableError, UnknownFormatError } from './errors.ts'
export type { Box, Change, Detail, Edge, Note, Picture, Row } from './picture.ts'
export { checkPictureFormat, formatOfFile, pictureFormats, renderPicture } from './render.ts'
