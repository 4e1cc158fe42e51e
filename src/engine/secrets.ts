/** A value that nobody may see: another text stands for it wherever SQL is shown or kept, until it is sent. */
export interface Secret {
  /** As it stands in SQL. */
  standIn: string
  /** What is sent in its place. */
  sql: string
  /** What the server may say again. */
  value: string
}

export function revealSecrets(sql: string, secrets: readonly Secret[]): string {
  return secrets.reduce((text, secret) => text.replaceAll(secret.standIn, () => secret.sql), sql)
}

const texts = ['message', 'detail', 'hint', 'where', 'internalQuery'] as const

/** What the server says of SQL, without the secrets that were sent with it. */
export function hideSecrets<Said extends { [Name in (typeof texts)[number]]?: string | undefined }>(
  said: Said,
  secrets: readonly Secret[],
): Said {
  for (const { value, standIn } of secrets.filter(({ value }) => value !== '')) {
    for (const name of texts) {
      const text = said[name]
      if (text !== undefined) Object.assign(said, { [name]: text.replaceAll(value, () => standIn) })
    }
  }
  return said
}
