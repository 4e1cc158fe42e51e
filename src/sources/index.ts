export { readSources, type Source, type SourceOptions } from './source.ts'
