/**
 * Draws everything that comes from the icon paths in src/ui/icons.json: the masks of the Icon component (weapp
 * has no inline SVG), the list of icon names, the tab bar's PNGs (WeChat takes nothing else) and the mark.
 * The output is committed; run `node miniapp/scripts/icons.mjs` after a change of the paths.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'

const src = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../src')
const ui = path.join(src, 'ui')
const tabs = path.join(src, 'static/tab')
const set = JSON.parse(await readFile(path.join(ui, 'icons.json'), 'utf8'))

/** One icon as SVG; WeChat's tab bar draws an 81 px square of which the icon fills the middle. */
function svg(d, { stroke, width, fill = 'none', size, pad = 0 }) {
  const box = `${-pad} ${-pad} ${24 + 2 * pad} ${24 + 2 * pad}`
  const dims = size ? ` width="${size}" height="${size}"` : ''
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}"${dims} fill="${fill}" stroke="${stroke}" ` +
    `stroke-width="${width}" stroke-linecap="round" stroke-linejoin="round"><path d="${d}"/></svg>`
  )
}

const dataUri = (text) =>
  `data:image/svg+xml,${text.replaceAll('"', "'").replace(/[<>#%]/g, (c) => encodeURIComponent(c))}`

/** The Icon's stylesheet draws `--shape` as a mask, so that the colour follows the text. */
const rule = (selector, image) => `${selector} {\n  --shape: url("${dataUri(image)}");\n}\n`

/** Shapes of the status marks, 10 × 10: colour is never the only difference. */
const marks = {
  you: "<circle cx='5' cy='5' r='4' fill='#000'/>",
  run: "<circle cx='5' cy='5' r='3.75' fill='none' stroke='#000' stroke-width='1.5'/><path d='M5 1.2a3.8 3.8 0 0 0 0 7.6z' fill='#000'/>",
  wait: "<circle cx='5' cy='5' r='3.75' fill='none' stroke='#000' stroke-width='1.5' stroke-dasharray='2.2 1.5'/>",
  late: "<path d='M5 .8 9.6 9H.4z' fill='#000'/>",
  done: "<path d='M1.4 5.4 4 8l4.8-5.6' fill='none' stroke='#000' stroke-width='1.6' stroke-linecap='round' stroke-linejoin='round'/>",
  off: "<path d='M1.5 5h7' fill='none' stroke='#000' stroke-width='1.6' stroke-linecap='round'/>",
}

const rules = ['/* Made by miniapp/scripts/icons.mjs from icons.json; do not edit. */\n']
for (const [name, { d }] of Object.entries(set.icons)) {
  rules.push(rule(`.icon-${name}`, svg(d, { stroke: '#000', width: set.stroke })))
  // Elder mode asks for a bolder line, which a mask cannot do by CSS.
  const elder = `.theme-elder .icon-${name},\n[data-theme='elder'] .icon-${name}`
  rules.push(rule(elder, svg(d, { stroke: '#000', width: set.strokeElder })))
}
for (const [name, shape] of Object.entries(marks)) {
  rules.push(
    rule(`.mark-${name}`, `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 10 10'>${shape}</svg>`),
  )
}
/** The brand mark: two houses sharing a wall, one stroke. */
const houses = 'M6 21v-8.5l4.5-4 3.5 3.1 3.5-3.1 4.5 4V21M14 11.6V21'
const stroke = "fill='none' stroke='#fff' stroke-width='1.9' stroke-linecap='round' stroke-linejoin='round'"
const line = `<path d='${houses}' ${stroke}/>`
rules.push(rule('.brand-mark', `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 28 28'>${line}</svg>`))
await writeFile(path.join(ui, 'icons.scss'), rules.join(''))

const names = Object.keys(set.icons).map((name) => `  | '${name}'`)
await writeFile(
  path.join(ui, 'icon-name.ts'),
  `/** Made by miniapp/scripts/icons.mjs from icons.json; do not edit. */\nexport type IconName =\n${names.join('\n')}\n`,
)

const themes = {
  light: { off: '#5F6C67', on: '#0B6B63', tint: '#E2F0ED' },
  dark: { off: '#95A29C', on: '#62C6B7', tint: '#17362F' },
}
await mkdir(tabs, { recursive: true })
for (const tab of ['home', 'services', 'council', 'me']) {
  const { d } = set.icons[tab]
  for (const [theme, { off, on, tint }] of Object.entries(themes)) {
    const draw = (file, options) =>
      sharp(Buffer.from(svg(d, { width: set.stroke, size: 81, pad: 1.5, ...options })))
        .png({ compressionLevel: 9, palette: true })
        .toFile(path.join(tabs, file))
    await draw(`${tab}-${theme}.png`, { stroke: off })
    await draw(`${tab}-${theme}-on.png`, { stroke: on, fill: tint })
  }
}

const square = "<rect width='28' height='28' rx='7' fill='#0B6B63'/>"
const mark = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 28 28' width='112' height='112'>${square}${line}</svg>`
await sharp(Buffer.from(mark))
  .png({ compressionLevel: 9, palette: true })
  .toFile(path.join(src, 'static/mark.png'))
