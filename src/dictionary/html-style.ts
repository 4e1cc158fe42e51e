import { palette } from '../findings/index.ts'

export const style = `
${palette}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scrollbar-gutter: stable; }
body {
  margin: 0; background: var(--ground); color: var(--ink); display: grid;
  grid-template-columns: 300px minmax(0, 1fr);
  font: 15px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
}
h1, h2, p, ol, ul, dl, dd, pre, table { margin: 0; padding: 0; }
ol, ul { list-style: none; }
h1, p, li, dd { overflow-wrap: anywhere; }
a { color: inherit; text-decoration-color: var(--muted); text-underline-offset: 3px; }
a:hover { text-decoration-color: currentColor; }
:focus-visible { outline: 2px solid var(--plain); outline-offset: 2px; border-radius: 3px; }
code, pre { font-family: var(--mono); font-size: 13px; }

nav {
  position: sticky; top: 0; height: 100vh; overflow-y: auto; background: var(--paper);
  border-right: 1px solid var(--line); font-size: 14px; padding-bottom: 32px;
}
nav header {
  position: sticky; top: 0; z-index: 1; background: var(--paper); padding: 20px 20px 12px;
  border-bottom: 1px solid var(--line);
}
nav a { text-decoration: none; }
.home { display: block; font-weight: 650; font-size: 16px; letter-spacing: -0.005em; }
input {
  width: 100%; margin-top: 12px; padding: 7px 10px; font: inherit; color: inherit;
  background: var(--ground); border: 1px solid var(--line); border-radius: 6px;
}
input::placeholder { color: var(--soft); }
#objects { padding: 8px 12px; }
summary { cursor: pointer; padding: 6px 8px; font-weight: 600; border-radius: 5px; }
summary span { color: var(--soft); font-weight: 400; margin-left: 4px; font-variant-numeric: tabular-nums; }
nav h2 { font-size: 12px; font-weight: 500; color: var(--soft); padding: 10px 8px 2px 20px; }
#objects a {
  display: block; padding: 2px 8px 2px 20px; border-radius: 5px; overflow: hidden; white-space: nowrap;
  text-overflow: ellipsis;
}
#objects details > a { color: var(--soft); }
#objects a:hover, summary:hover, #found a:hover { background: var(--ground); }
#objects a[aria-current] { background: var(--muted-bar); color: var(--ink); font-weight: 600; }
#found { padding: 8px 12px; }
#found a { display: block; padding: 6px 8px; border-radius: 5px; }
#found a[aria-selected] { background: var(--muted-bar); }
#found b, #found span, #found small { display: block; overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
#found b { font-family: var(--mono); font-size: 13px; font-weight: 600; }
#found span, #found small { color: var(--soft); font-size: 12.5px; line-height: 1.45; }
#found [aria-selected] span, #found [aria-selected] small { color: var(--ink); }
.all { display: block; padding: 8px 20px; color: var(--soft); }
.rest { color: var(--soft); padding: 6px 8px; }
[hidden] { display: none !important; }

main { padding: 40px 48px 80px; max-width: 1180px; min-width: 0; }
.kind { color: var(--soft); font-size: 13.5px; }
h1 { font-size: 27px; line-height: 1.25; font-weight: 650; letter-spacing: -0.012em; }
main h2 { font-size: 17px; line-height: 1.3; font-weight: 650; margin: 36px 0 12px; }
.words { white-space: pre-line; margin-top: 12px; max-width: 76ch; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 3px 24px; margin-top: 20px; font-size: 14px; }
dl:empty { display: none; }
dt { color: var(--soft); }
dd, td { white-space: pre-line; }
.scroll { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: 7px 14px; border-top: 1px solid var(--line); }
th { border-top: 0; color: var(--soft); font-weight: 500; font-size: 13px; white-space: nowrap; }
td { min-width: 7ch; max-width: 60ch; overflow-wrap: break-word; }
td:last-child:not(:first-child) { min-width: 20ch; }
td:first-child code, td a code { white-space: nowrap; }
td:first-child code { font-weight: 600; }
.badge {
  font-size: 12px; font-weight: 500; line-height: 1; padding: 1px 7px; border-radius: 9px; white-space: nowrap;
  background: var(--muted-bar); color: var(--on-bar);
}
.hit { background: var(--mark); }
pre {
  background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 12px 16px;
  overflow-x: auto; line-height: 1.55; tab-size: 4;
}
article { scroll-margin-top: 48px; }
article + article .kind { margin-top: 64px; }
.page:only-of-type .kind { margin-top: 0; }

@media (max-width: 820px) {
  body { display: block; }
  nav { position: static; height: auto; max-height: 60vh; border-right: 0; border-bottom: 1px solid var(--line); }
  main { padding: 24px 16px 56px; }
  th, td { padding: 7px 12px; }
}
@media print {
  :root { --ground: #fff; }
  body { display: block; font-size: 10pt; }
  nav { display: none; }
  main { max-width: none; padding: 0; }
  .scroll { overflow: visible; }
  pre { white-space: pre-wrap; }
  tr { break-inside: avoid; }
  h1, h2 { break-after: avoid; }
}
`
