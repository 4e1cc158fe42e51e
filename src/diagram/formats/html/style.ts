export const style = `
:root{color-scheme:light dark}
body{margin:0;height:100vh;display:flex;flex-direction:column;font:14px system-ui,sans-serif;background:#fff;color:#1c2127}
header{display:flex;flex-wrap:wrap;gap:.6em;align-items:center;padding:.5em 1em;border-bottom:1px solid #98a2ad}
h1{font-size:1em;margin:0;margin-inline-end:auto}
input{font:inherit;width:16em;padding:.2em .4em}
button{font:inherit;min-width:2.4em;padding:.2em .6em}
main{flex:1;overflow:hidden;cursor:grab;touch-action:none}
main.moving{cursor:grabbing}
main>svg{width:100%;height:100%;display:block}
main.chosen .erd-box,main.chosen .erd-edge{opacity:.22}
main.chosen .erd-box.near,main.chosen .erd-edge.near{opacity:1}
.erd-box{cursor:pointer}
.erd-box.self>rect{stroke-width:4}
@media (prefers-color-scheme:dark){body{background:#0f1419;color:#e8edf2}header{border-color:#566270}}
@media print{header{display:none}main{overflow:visible}}
`
