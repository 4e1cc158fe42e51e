/** An operator class after a column of an index or a partition key; nothing for the default one, which is kept as 0. */
export function describeOperatorClass(operatorClass: string | undefined): string | undefined {
  if (operatorClass === undefined || operatorClass === '0') return undefined
  return splitOperatorClass(operatorClass).name
}

/** The name and the access method in `shop.ops USING btree`. */
export function splitOperatorClass(identity: string): { name: string; method: string } {
  const [, name = identity, method = ''] = /^(.*) USING (.*)$/s.exec(identity) ?? []
  return { name, method }
}
