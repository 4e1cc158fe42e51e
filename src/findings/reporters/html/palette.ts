/** The colours of every page that pgwright draws, for light and dark. */
export const palette = `:root {
  color-scheme: light dark;
  --ground: #f6f7f9; --paper: #fff; --code: #f6f7f9; --line: #e2e5ea; --ink: #1b2027; --soft: #5b6573;
  --bad: #b3261e; --caution: #96620b; --good: #1d7a4c; --plain: #3b6796; --muted: #7d8793;
  --bad-bar: #c9473d; --caution-bar: #e0a63b; --good-bar: #5fae85; --plain-bar: #7fa3c9; --muted-bar: #d3d8de;
  --on-bad: #fff; --on-bar: #1b2027; --mark: #fde9c4;
  --mono: ui-monospace, SFMono-Regular, 'SF Mono', Menlo, Consolas, 'Liberation Mono', monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #0e1116; --paper: #161b22; --code: #0f141a; --line: #2a313b; --ink: #e4e8ed; --soft: #98a3b0;
    --bad: #f28b82; --caution: #e3b457; --good: #6cc295; --plain: #8db4e0; --muted: #7f8a96;
    --bad-bar: #c9473d; --caution-bar: #c78f2c; --good-bar: #3f8f66; --plain-bar: #4c77a6;
    --muted-bar: #3a434e;
    --on-bad: #fff; --on-bar: #fff; --mark: #4a3a16;
  }
}`
