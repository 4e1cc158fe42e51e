import { palette } from './palette.ts'

export const style = `
${palette}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--ground); color: var(--ink);
  font: 15px/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
}
main { max-width: 1040px; margin: 0 auto; padding: 48px 24px 64px; }
h1, h2, h3, p, ol, ul, dl, dd, pre, table { margin: 0; }
h1 { font-size: 30px; line-height: 1.2; font-weight: 650; letter-spacing: -0.015em; }
h2 { font-size: 19px; line-height: 1.3; font-weight: 650; letter-spacing: -0.005em; }
h3 { font-size: 16.5px; line-height: 1.4; font-weight: 600; }
a {
  color: inherit; text-decoration: underline; text-decoration-color: var(--line); text-underline-offset:
  3px;
}
a:hover { text-decoration-color: currentColor; }
:focus-visible { outline: 2px solid var(--plain); outline-offset: 2px; border-radius: 3px; }
code, pre { font-family: var(--mono); font-size: 13px; }
h1, h2, h3, p, li, dt, dd, td, .place { overflow-wrap: anywhere; }
section { margin-top: 48px; }
section > h2 + * { margin-top: 16px; }
.lead { color: var(--soft); margin-top: 4px; }
.lead + * { margin-top: 16px; }
section p + p { margin-top: 12px; }
.bad { color: var(--bad); } .caution { color: var(--caution); } .good { color: var(--good); }
.muted { color: var(--soft); }

.banner { border-top: 4px solid var(--tone, var(--line)); padding-top: 24px; }
.banner .tool { color: var(--soft); font-size: 13.5px; margin-bottom: 6px; }
.banner .verdict { color: var(--tone); }
.banner .scope { color: var(--soft); margin-top: 8px; max-width: 72ch; }
.pass { --tone: var(--good); } .warn { --tone: var(--caution); } .block { --tone: var(--bad); }
.error { --tone: var(--bad); } .warning { --tone: var(--caution); } .info { --tone: var(--plain); }

.counts { display: flex; flex-wrap: wrap; gap: 8px 36px; margin-top: 24px; }
/* A count that is no verdict is not coloured like one. */
.counts div[class=''] { --tone: var(--ink); }
.counts div { display: flex; flex-direction: column-reverse; }
.counts dt { color: var(--soft); font-size: 13.5px; }
.counts dd {
  font-size: 24px; line-height: 1.2; font-weight: 600; font-variant-numeric: tabular-nums; color:
  var(--tone, inherit);
}

.index {
  list-style: none; padding: 0; border-top: 1px solid var(--line); display: grid; grid-template-columns:
  auto minmax(50%, 1fr) auto; column-gap: 20px;
}
.index li, .index a { display: grid; grid-template-columns: subgrid; grid-column: 1 / -1; }
.index li { border-bottom: 1px solid var(--line); }
.index a { padding: 10px 0; text-decoration: none; align-items: baseline; }
.index a:hover .message { text-decoration: underline; text-underline-offset: 3px; }
.severity { color: var(--tone); font-weight: 600; font-size: 13.5px; }
.place { color: var(--soft); font-family: var(--mono); font-size: 12.5px; }

.box, .finding, .scroll { background: var(--paper); border: 1px solid var(--line); border-radius: 8px; }
.finding { padding: 20px 24px 22px; border-left: 3px solid var(--tone); scroll-margin-top: 16px; }
.finding + .finding { margin-top: 16px; }
.finding header { display: flex; flex-wrap: wrap; gap: 2px 14px; align-items: baseline; margin-bottom: 6px; }
.finding header code { color: var(--soft); }
.finding header .place { margin-left: auto; }
.finding .fields {
  display: grid; grid-template-columns: 76px minmax(0, 1fr); gap: 10px 16px; margin-top: 16px;
}
.finding .fields > dt { color: var(--soft); font-size: 13.5px; line-height: 23px; }
.finding .fields > dd > * + * { margin-top: 10px; }
.finding ol { padding-left: 20px; }
.facts {
  display: grid; grid-template-columns: fit-content(40%) minmax(0, 1fr); gap: 1px 20px; font-size: 14px;
}
.facts dt { color: var(--soft); }
.facts dd { font-variant-numeric: tabular-nums; }

pre {
  background: var(--code); border: 1px solid var(--line); border-radius: 6px; padding: 12px 14px;
  overflow-x: auto; line-height: 1.55; tab-size: 4;
}
.excerpt { margin-top: 14px; }
.excerpt i {
  display: inline-block; min-width: 2ch; margin-right: 2ch; text-align: right; color: var(--muted);
  font-style: normal; user-select: none;
}
mark { background: var(--mark); color: inherit; border-radius: 2px; }
.sql { position: relative; }
.sql button {
  position: absolute; top: 7px; right: 7px; padding: 2px 10px;
  font: inherit; font-size: 12.5px; cursor: pointer;
  color: var(--soft); background: var(--paper); border: 1px solid var(--line); border-radius: 5px;
}
.sql button:hover { color: var(--ink); border-color: var(--muted); }

.scroll { overflow: auto; max-height: 85vh; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: 8px 16px; border-top: 1px solid var(--line); }
thead th { border-top: 0; color: var(--soft); font-weight: 500; font-size: 13px; white-space: nowrap; }
td { min-width: 8ch; }
.steps .right, .steps .where { width: 1%; white-space: nowrap; }
.right { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
tbody th {
  color: var(--soft); font-weight: 500; font-size: 13px; background: var(--ground); padding-top: 6px;
  padding-bottom: 6px;
}

.timeline { display: flex; align-items: flex-start; }
.timeline svg { display: block; flex: none; }
.timeline .labels { position: sticky; left: 0; background: var(--paper); z-index: 1; }
svg text {
  font: 12px system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif; fill:
  var(--ink);
}
svg .lane { font-family: var(--mono); font-size: 12px; }
svg .step { font-weight: 600; } svg .time { font-size: 11px; } svg .time, svg .group { fill: var(--soft); }
svg .step.bad { fill: var(--bad); }
svg .step.caution { fill: var(--caution); }
svg .step.muted { fill: var(--muted); font-weight: 400; }
svg .rule { stroke: var(--line); }
svg .boundary { stroke: var(--muted); stroke-dasharray: 3 3; }
svg .column { fill: transparent; } svg .column:hover { fill: var(--line); fill-opacity: 0.5; }
svg rect.bad { fill: var(--bad-bar); }
svg rect.caution { fill: var(--caution-bar); }
svg rect.good { fill: var(--good-bar); }
svg rect.plain { fill: var(--plain-bar); } svg rect.muted { fill: var(--muted-bar); }
svg .held { font-size: 11px; pointer-events: none; fill: var(--on-bar); }
svg .held.bad { fill: var(--on-bad); }
.legend {
  display: flex; flex-wrap: wrap; gap: 4px 24px; list-style: none; padding: 0; margin: 12px 0 16px;
  font-size: 13px; color: var(--soft);
}
.legend svg { display: inline-block; vertical-align: -1px; margin-right: 8px; }
details summary { cursor: pointer; color: var(--soft); margin: 12px 0; }
.gaps { padding: 16px 24px 16px 40px; border-left: 3px solid var(--caution); }
.gaps span { color: var(--soft); }
footer {
  margin-top: 56px; padding-top: 16px; border-top: 1px solid var(--line); color: var(--soft); font-size:
  13.5px;
}

@media (max-width: 640px) {
  .steps .where { display: none; }
  .timeline .labels { position: static; }
  main { padding: 28px 16px 48px; }
  h1 { font-size: 25px; }
  section { margin-top: 36px; }
  .index, .index li, .index a { display: block; }
  .index a span { display: block; }
  .finding { padding: 16px; }
  .finding header .place { margin-left: 0; width: 100%; }
  .finding .fields { grid-template-columns: minmax(0, 1fr); gap: 2px; }
  .finding .fields > dt { margin-top: 8px; }
  th, td { padding: 8px 12px; }
  .counts { gap: 8px 28px; }
}
@media print {
  :root { --ground: #fff; }
  body { font-size: 11pt; }
  main { max-width: none; padding: 0; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  .finding, tr, .timeline { break-inside: avoid; }
  h2 { break-after: avoid; }
  .scroll { max-height: none; overflow: visible; }
  .timeline .labels { position: static; }
  pre { white-space: pre-wrap; }
  .sql button { display: none; }
}
`
