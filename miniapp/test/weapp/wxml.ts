import { execFileSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import vm from 'node:vm'

/** A node as WeChat's own template compiler leaves it; text is a plain string. */
export interface RawNode {
  readonly tag: string
  readonly attr?: Readonly<Record<string, unknown>>
  readonly children: readonly (RawNode | string)[]
}

type Render = (data: unknown, env: object, global: object) => RawNode

/** Is there a compiler for this machine? Tencent ships it for x64 Linux, macOS and Windows. */
export const wccAvailable = process.platform === 'linux' && process.arch === 'x64'

function filesIn(folder: string, ending: RegExp, below = '.'): string[] {
  return readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const file = `${below}/${entry.name}`
    if (entry.isDirectory()) return filesIn(folder, ending, file)
    return ending.test(entry.name) ? [file] : []
  })
}

/** The compiled templates of a build: a template's path and its data in, the tree out. */
export interface Templates {
  readonly render: (template: string, json: string) => RawNode
}

/**
 * Compiles every template of `dist` with WeChat's `wcc`, which refuses bad WXML as the phone would.
 * @throws when the build holds a template that WeChat would not accept
 */
export function compileTemplates(dist: string): Templates {
  const wcc = createRequire(__filename).resolve('miniprogram-compiler/bin/linux/wcc')
  const folder = mkdtempSync(path.join(os.tmpdir(), 'linli-wcc-'))
  try {
    // The package ships the program without its x bit.
    const program = path.join(folder, 'wcc')
    copyFileSync(wcc, program)
    chmodSync(program, 0o755)
    const output = path.join(folder, 'templates.js')
    const sources = filesIn(dist, /\.(wxml|wxs)$/).sort()
    execFileSync(program, ['-d', '-o', output, ...sources], { cwd: dist, stdio: 'pipe' })
    if (!existsSync(output)) throw new Error('wcc wrote nothing')
    const context = vm.createContext({ console })
    vm.runInContext('var window = this', context)
    vm.runInContext(readFileSync(output, 'utf8'), context)
    // Data must be of the templates' own realm, else wxs takes every object for undefined.
    const parse = vm.runInContext('JSON.parse', context) as (json: string) => unknown
    const find = vm.runInContext('$gwx', context) as (template: string) => Render
    return { render: (template, json) => find(`./${template}.wxml`)(parse(json), {}, {}) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
