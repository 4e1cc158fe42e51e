/** When triggers and rules fire, as `ALTER TABLE` says it: on origins and replicas, by the letters of the catalogs. */
export const firing: Record<string, string> = {
  O: 'ENABLE',
  D: 'DISABLE',
  R: 'ENABLE REPLICA',
  A: 'ENABLE ALWAYS',
}
