import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

interface PreloadRule {
  readonly network?: 'all' | 'wifi'
  readonly packages: readonly string[]
}

/** The parts of a built `app.json` that WeChat acts on. */
export interface AppJson {
  readonly pages: readonly string[]
  readonly subPackages?: readonly { readonly root: string; readonly pages: readonly string[] }[]
  readonly tabBar?: { readonly list: readonly { readonly pagePath: string }[] }
  readonly preloadRule?: Readonly<Record<string, PreloadRule>>
  readonly window?: Readonly<Record<string, unknown>>
}

const readJson = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

/** @throws when nothing was built there */
export function readAppJson(dist: string): AppJson {
  const file = path.join(dist, 'app.json')
  if (!existsSync(file)) throw new Error(`No weapp build in ${dist}: run npm run build -- weapp`)
  return readJson(file) as AppJson
}

/** A page's own settings over the app's. */
export const pageSettings = (
  dist: string,
  json: AppJson,
  route: string,
): Readonly<Record<string, unknown>> => ({
  ...json.window,
  ...(readJson(path.join(dist, `${route}.json`)) as object),
})

/** Every page, the main package's first. */
export const routesOf = (json: AppJson): readonly string[] => [
  ...json.pages,
  ...(json.subPackages ?? []).flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`)),
]
