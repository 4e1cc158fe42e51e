// Written by `npm run gen` from commands/; do not edit.
export const commands = [
  { name: "doctor", summary: "examine this machine and a database, and say what to mend", load: async () => (await import('./commands/doctor.ts')).doctor },
  { name: "review", summary: "rehearse what is pending in a migration folder and judge it", load: async () => (await import('./commands/review.ts')).review },
]
