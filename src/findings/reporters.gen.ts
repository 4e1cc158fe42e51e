// Written by `npm run gen` from reporters/; do not edit.
export const reporters = [
  { name: "github", summary: "for GitHub: annotations on the changed lines in Actions; of databases, an issue in Markdown", load: async () => (await import('./reporters/github.ts')).github },
  { name: "gitlab", summary: "for GitLab: a code quality report for merge requests; of databases, an issue in Markdown", load: async () => (await import('./reporters/gitlab.ts')).gitlab },
  { name: "html", summary: "for a meeting: one self-contained page with pictures", load: async () => (await import('./reporters/html.ts')).html },
  { name: "json", summary: "for programs: the whole report, described by schema/report.schema.json", load: async () => (await import('./reporters/json.ts')).json },
  { name: "junit", summary: "for CI servers: findings as failed test cases", load: async () => (await import('./reporters/junit.ts')).junit },
  { name: "markdown", summary: "for a comment on a pull request", load: async () => (await import('./reporters/markdown.ts')).markdown },
  { name: "pretty", summary: "for people at a terminal", load: async () => (await import('./reporters/pretty.ts')).pretty },
  { name: "sarif", summary: "for code scanning: SARIF 2.1.0, as GitHub and editors read it", load: async () => (await import('./reporters/sarif.ts')).sarif },
]
