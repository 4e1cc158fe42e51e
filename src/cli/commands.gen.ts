// Written by `npm run gen` from commands/; do not edit.
export const commands = [
  { name: "review", summary: "rehearse what is pending in a migration folder and judge it", load: async () => (await import('./commands/review.ts')).review },
]
